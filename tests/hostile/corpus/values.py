"""Lists whose cells are hostile: formulas, dates that are none, signs that cannot be seen, texts that make patterns slow."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.corpus.write import ANNA, CEM, HEADER, LIST, Write, large, text

CONTACTS = "Vorname;Nachname;E-Mail;Telefon\n"
MATRIX = "Mitgliedsnr.;Name;13.01.2026;10.02.2026;10.03.2026\n"


def name_of(cell: str) -> str:
    """Return a list in which somebody is called so."""
    return HEADER + f"1;Anna;{cell};Köln;\n" + CEM


FILES: Mapping[str, Write] = {
    "formulas.csv": text(
        HEADER + "1;=cmd|' /C calc'!A0;Müller;@SUM(1+1);\n2;Cem;Çelik;=HYPERLINK(\"http://x.example\");\n"
    ),
    "path-like.csv": text(name_of("../../etc/passwd").replace("Köln", "C:\\Windows\\System32")),
    "sql.csv": text(name_of("Müller'); drop table people;--")),
    "markup.csv": text(name_of("<script>alert(1)</script>").replace("Köln", "<img src=x onerror=alert(1)>")),
    "templates.csv": text(name_of("{{ 7*7 }} ${7*7} %s {value}")),
    "31-february.csv": text(LIST.replace("01.02.2020", "31.02.2020")),
    "dates-that-are-none.csv": text(
        HEADER
        + "".join(
            f"{n};A{'abcdef'[n]}a;Müller;Ulm;{day}\n"
            for n, day in enumerate(("00.00.0000", "99.99.9999", "KW 12", "1e5", "-1"), 1)
        )
    ),
    "dates-of-excel.csv": text(LIST.replace("01.02.2020", "43862")),
    "huge-numbers.csv": text(LIST.replace("1;Anna", f"{'9' * 400};Anna")),
    "not-a-number.csv": text(LIST.replace("1;Anna", "NaN;Anna").replace("Köln", "Infinity")),
    "people-called-null.csv": text(HEADER + "1;Anna;Null;Köln;\n2;None;N/A;Bonn;\n"),
    "bidi.csv": text(name_of("\u202eretlleüM\u202c")),
    "zero-width.csv": text(name_of("Mü\u200bl\u200dl\u2060er\ufeff")),
    "letters-upon-letters.csv": large(lambda: name_of("M" + "\u0308" * 20_000 + "ller")),
    "emoji.csv": text(name_of("Müller 👩‍👩‍👧‍👦 🇩🇪")),
    "private-use.csv": text(name_of("M\ue000\U000f0000ller")),
    "blanks-of-all-kinds.csv": text(name_of("\u00a0Müller\u2003\u3000")),
    "names-of-fifty-thousand-words.csv": large(lambda: name_of("von " * 50_000)),
    "brackets.csv": large(lambda: name_of("(" * 50_000)),
    "mail-of-at-signs.csv": large(lambda: CONTACTS + "Anna;Müller;" + "a@" * 50_000 + ";\n"),
    "mail-of-dots.csv": large(lambda: CONTACTS + "Anna;Müller;a" + "." * 100_000 + "@x.example;\n"),
    "phone-of-pluses.csv": large(lambda: CONTACTS + "Anna;Müller;;" + "+" * 100_000 + "\n"),
    "phone-of-digits.csv": large(lambda: CONTACTS + "Anna;Müller;;" + "49 " * 50_000 + "\n"),
    "list-of-commas.csv": large(lambda: "Vorname;Nachname;Branche\nAnna;Müller;" + "a," * 100_000 + "\n"),
    "date-of-dots.csv": large(lambda: LIST.replace("01.02.2020", "1." * 50_000)),
    "two-thousand-broken-rows.csv": large(lambda: HEADER + "x;;;;31.02.2020\n" * 2000),
    # attendance
    "matrix-with-question-marks.csv": text(MATRIX + "1;Anna Müller;x;?;-\n2;Cem Çelik;x;x;?\n"),
    "matrix-with-a-lone-letter.csv": text(MATRIX + "1;Anna Müller;x;x;x\n2;Cem Çelik;x;-;A\n"),
    "matrix-of-letters-nobody-explains.csv": text(MATRIX + "1;Anna Müller;A;A;A\n2;Cem Çelik;A;A;A\n"),
    "matrix-with-a-day-twice.csv": text(MATRIX.replace("10.02.", "13.01.") + "1;Anna Müller;x;-;x\n"),
    "matrix-with-31-february.csv": text(MATRIX.replace("10.02.", "31.02.") + "1;Anna Müller;x;x;x\n"),
    "matrix-of-three-hundred-days.csv": large(
        lambda: (
            "Name;"
            + ";".join(f"{1 + n % 28:02}.{1 + n // 28 % 12:02}.{1990 + n // 336}" for n in range(300))
            + "\n"
            + ("Anna Müller;" + "x;" * 300 + "\n")
        )
    ),
    "attendance-in-the-future.csv": text("Datum;Name;Status\n01.01.2099;Anna Müller;anwesend\n"),
    "attendance-of-strangers.csv": text("Datum;Name;Status\n13.01.2026;Anna Müller;anwesend\n"),
    "membership-that-ends-before-it-begins.csv": text(
        "Vorname;Nachname;Eintritt;Austritt\nAnna;Müller;01.02.2020;01.02.2019\n"
    ),
    "two-tables.csv": text(LIST + "\nTreffen\nDatum;Titel;Ort\n13.01.2026;Neujahr;Hafen\n10.02.2026;Februar;Hafen\n"),
    "good-and-bad-rows.csv": text(LIST + "4;;;Ulm;\n" + ANNA),
}
