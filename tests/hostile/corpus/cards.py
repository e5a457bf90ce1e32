"""Address books that telephones, old programs and nobody in particular wrote."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.corpus.write import MEGABYTE, Write, data, large, text


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


ANNA, CEM = "N:Müller;Anna;;;", "N:Çelik;Cem;;;"
GOOD = card(ANNA, "EMAIL:anna@nord.example") + card(CEM)

FILES: Mapping[str, Write] = {
    "good.vcf": text(GOOD),
    "fold-inside-a-letter.vcf": data(GOOD.encode().replace("ü".encode(), b"\xc3\r\n \xbc")),
    "missing-end.vcf": text(GOOD.replace("END:VCARD\r\n", "", 1)),
    "missing-last-end.vcf": text(GOOD.removesuffix("END:VCARD\r\n")),
    "missing-begin.vcf": text(GOOD + "N:Ohne;Anfang\r\nEND:VCARD\r\n"),
    "begin-only.vcf": large(lambda: "BEGIN:VCARD\r\n" * 100_000),
    "nested.vcf": large(lambda: "BEGIN:VCARD\r\nAGENT:\r\n" * 20_000),
    "cr-only.vcf": text(GOOD.replace("\r\n", "\r")),
    "utf-16.vcf": text(GOOD, "utf-16"),
    "windows.vcf": text(GOOD.replace("Ç", "C"), "cp1252"),
    "quoted-printable.vcf": text(
        card("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Anna;;;", version="2.1")
    ),
    "quoted-printable-without-end.vcf": large(
        lambda: card("N;ENCODING=QUOTED-PRINTABLE:M=\r\n" + "=\r\n" * 50_000, version="2.1")
    ),
    "charset-of-nonsense.vcf": text(card("N;CHARSET=unicode_escape;ENCODING=QUOTED-PRINTABLE:M=FCller;Anna;;;")),
    "groups.vcf": text(card("item1.N:Müller;Anna;;;", "item1.EMAIL;type=INTERNET;type=pref:anna@nord.example")),
    "nul-bytes.vcf": text(GOOD.replace("Anna", "An\0na")),
    "picture-of-five-megabytes.vcf": large(
        lambda: card(ANNA, "PHOTO;ENCODING=b:" + "\r\n ".join(["QUJD" * 18] * 70_000))
    ),
    "note-of-ten-megabytes.vcf": large(lambda: card(ANNA, "NOTE:" + "x" * 10 * MEGABYTE) + card(CEM)),
    "thousands-of-phones.vcf": large(lambda: card(ANNA, *("TEL:0251 1234567" for _ in range(5000)))),
    "thousands-of-names-for-columns.vcf": large(lambda: card(ANNA, *(f"X-{n}:{n}" for n in range(20_000)))),
    "lines-that-are-no-entries.vcf": large(
        lambda: "BEGIN:VCARD\r\n" + ANNA + "\r\n" + "Unsinn\r\n" * 1000 + "END:VCARD\r\n"
    ),
    "parameters-without-end.vcf": large(
        lambda: card(ANNA, "TEL" + ";TYPE=x" * 100_000 + ":1", 'TEL;X="' + "a" * 100_000)
    ),
    "escapes.vcf": large(lambda: card("N:" + "\\;" * 100_000 + ";Anna;;;") + card(CEM)),
    "birthday-31-february.vcf": text(card(ANNA, "BDAY:19800231")),
    "birthday-without-a-year.vcf": text(card(ANNA, "BDAY:--0415")),
    "group-of-contacts.vcf": text(card("KIND:group", "FN:Vorstand") + GOOD),
    "nobody.vcf": text("BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"),
    "no-card.vcf": text("Guten Tag\r\n"),
    "company-only.vcf": text(card("ORG:Nord GmbH", "FN:", "N:;;;;") + GOOD),
}
