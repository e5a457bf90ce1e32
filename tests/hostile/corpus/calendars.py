"""Calendars: time zones nobody knows, series that never end or never begin, attendees of every kind."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.corpus.write import MEGABYTE, Write, data, large, text


def event(*lines: str, start: str = "DTSTART;VALUE=DATE:20260113", title: str = "Treffen") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{title}", start, f"SUMMARY:{title}", *lines, "END:VEVENT", ""))


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


TWO = (event(title="Neujahr"), event(start="DTSTART;VALUE=DATE:20260210", title="Februar"))
GOOD = calendar(*TWO)
ZONE = "BEGIN:VTIMEZONE\r\nTZID:Eigene\r\nTZID-ALIAS-OF:Europe/Berlin\r\nEND:VTIMEZONE\r\n"


def series(rule: str) -> Write:
    """Write a calendar with one event that recurs by a rule."""
    return text(calendar(event(f"RRULE:{rule}")))


FILES: Mapping[str, Write] = {
    "good.ics": text(GOOD),
    "unknown-time-zone.ics": text(calendar(event(start="DTSTART;TZID=Nirgendwo/Ort:20260113T183000"))),
    "time-zone-of-its-own.ics": text(calendar(ZONE, event(start="DTSTART;TZID=Eigene:20260113T183000"))),
    "time-zone-like-a-path.ics": text(calendar(event(start="DTSTART;TZID=../../etc/passwd:20260113T183000"))),
    "31-february.ics": text(calendar(event(start="DTSTART;VALUE=DATE:20260231"), *TWO)),
    "hour-25.ics": text(calendar(event(start="DTSTART:20260113T256199"), *TWO)),
    "year-0.ics": text(
        calendar(event(start="DTSTART;VALUE=DATE:00000101"), event(start="DTSTART:00010101T000000Z"), *TWO)
    ),
    "no-start.ics": text(calendar("BEGIN:VEVENT\r\nSUMMARY:Irgendwann\r\nEND:VEVENT\r\n", *TWO)),
    "weekly.ics": series("FREQ=WEEKLY;COUNT=10"),
    "endless.ics": series("FREQ=WEEKLY"),
    "every-second.ics": series("FREQ=SECONDLY"),
    "never.ics": series("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "interval-zero.ics": series("FREQ=DAILY;INTERVAL=0"),
    "interval-beyond-all-numbers.ics": series("FREQ=YEARLY;INTERVAL=99999999999999999999"),
    "count-beyond-all-numbers.ics": series("FREQ=DAILY;COUNT=99999999999"),
    "rule-of-nonsense.ics": series("Unsinn;;=;FREQ"),
    "hundreds-of-endless-series.ics": large(
        lambda: calendar(
            *(
                event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start="DTSTART;VALUE=DATE:19010101", title=str(n))
                for n in range(500)
            )
        )
    ),
    "moved-occurrence.ics": text(
        calendar(
            event("RRULE:FREQ=WEEKLY;COUNT=3"),
            event("RECURRENCE-ID;VALUE=DATE:20260120", start="DTSTART;VALUE=DATE:20260121"),
        )
    ),
    "thousands-of-exceptions.ics": large(
        lambda: calendar(event("RRULE:FREQ=DAILY;COUNT=5", *("EXDATE;VALUE=DATE:20300101" for _ in range(20_000))))
    ),
    "attendees.ics": text(calendar(event('ATTENDEE;CN="Müller, Anna";PARTSTAT=ACCEPTED:mailto:anna@nord.example'))),
    "thousands-of-attendees.ics": large(
        lambda: calendar(event(*("ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED:mailto:a@nord.example" for _ in range(20_000))))
    ),
    "missing-end.ics": text(GOOD.replace("END:VEVENT\r\n", "", 1)),
    "cut-off.ics": text(GOOD[:-60]),
    "fold-inside-a-letter.ics": data(
        calendar(event(title="Frühstück")).encode().replace("ü".encode(), b"\xc3\r\n \xbc")
    ),
    "alarms-in-alarms.ics": large(lambda: calendar(event("BEGIN:VALARM\r\n" * 20_000))),
    "cancelled.ics": text(calendar(event("STATUS:CANCELLED"), *TWO)),
    "tasks-only.ics": text("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"),
    "description-of-ten-megabytes.ics": large(lambda: calendar(event("DESCRIPTION:" + "x" * 10 * MEGABYTE), *TWO)),
    "nul-bytes.ics": text(GOOD.replace("Neujahr", "Neu\0jahr")),
    "lines-that-are-no-entries.ics": text(calendar(event("Unsinn", "mehr Unsinn"), *TWO)),
}
