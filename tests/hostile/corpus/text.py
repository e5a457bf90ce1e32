"""Text files: encodings, delimiters, quotation marks, line ends, sizes."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.corpus.write import ANNA, CEM, EVA, HEADER, LIST, MEGABYTE, Write, data, large, text

UMLAUTS = LIST.replace("Köln", "Größenköln").replace("Ç", "C").replace("ç", "c")

FILES: Mapping[str, Write] = {
    # encodings
    "utf-8.csv": text(LIST),
    "utf-8-mark.csv": text(LIST, "utf-8-sig"),
    "utf-16-mark.csv": text(LIST, "utf-16"),
    "utf-16-be-no-mark.csv": text(LIST, "utf-16-be"),
    "utf-32.csv": text(LIST, "utf-32"),
    "utf-16-cut-in-half.csv": data(LIST.encode("utf-16")[:-1]),
    "windows.csv": text(LIST, "cp1252"),
    "latin-9.csv": text(UMLAUTS.replace("Bonn", "5 €"), "iso8859-15"),
    "mac.csv": text(UMLAUTS, "mac_roman"),
    "dos-850.csv": text(UMLAUTS, "cp850"),
    "dos-437.csv": text(UMLAUTS, "cp437"),
    "mixed-encodings.csv": data(
        (HEADER + ANNA * 1 + EVA).encode() + CEM.encode() + "4;Jörg;Weiß;Ulm;\n".encode("cp1252")
    ),
    "mojibake.csv": text(LIST.encode().decode("cp1252", "replace").replace("\ufffd", "?")),
    "byte-order-mark-in-the-middle.csv": text(HEADER + ANNA + "\ufeff" + CEM),
    "bytes-of-no-encoding.csv": data(HEADER.encode() + b"1;" + bytes(range(0x80, 0x100)) * 20 + b";M;K;\n"),
    "surrogates-as-bytes.csv": data(HEADER.encode() + b"1;An\xed\xa0\x80na;M\xc3\xbcller;K;\n" + CEM.encode()),
    # line ends and NULs
    "cr-only.csv": text(LIST.replace("\n", "\r")),
    "all-line-ends.csv": text(HEADER.replace("\n", "\r\n") + ANNA.replace("\n", "\r") + CEM),
    "line-separators-inside.csv": text(LIST.replace("Müller", "Müller\u2028\x0b\x0c")),
    "nul-in-a-name.csv": text(LIST.replace("Anna", "An\0na")),
    "nuls-only.csv": large(lambda: bytes(MEGABYTE)),
    "control-characters.csv": large(lambda: bytes(range(1, 32)) * 40_000),
    # quotation marks
    "open-quote.csv": text(HEADER + ANNA + '2;"Cem;Çelik;Bonn;\n' + EVA * 1 + "4;Jörg;Weiß;Ulm;\n"),
    "open-quote-in-the-header.csv": text('"' + LIST),
    "open-quote-at-the-end.csv": text(LIST + '4;Jörg;Weiß;"Ulm;\n'),
    "open-quotes-everywhere.csv": large(lambda: HEADER + '1;"Anna;Müller;Köln;\n' * 300),
    "quotes-only.csv": large(lambda: '"' * MEGABYTE),
    "quotes-and-delimiters.csv": large(lambda: HEADER + '";' * 300_000),
    "lines-in-quotes.csv": text(HEADER + '1;Anna;Müller;"Köln\nRodenkirchen";\n'),
    # shape
    "ragged.csv": text(HEADER + "1;Anna;Müller;Köln;;mehr\n2;Cem;Çelik\n" + EVA),
    "duplicate-headers.csv": text("Vorname;Nachname;Ort;Ort\nAnna;Müller;Köln;Bonn\n"),
    "header-only.csv": text(HEADER),
    "no-header.csv": text(ANNA + CEM),
    "one-column.csv": text("Name\nAnna Müller\nCem Çelik\n"),
    "unknown-columns.csv": text("a;b;c\n1;2;3\n"),
    "stated-delimiter-only.csv": text("sep=;\n"),
    "stated-delimiter.csv": text("sep=;\n" + LIST),
    "preamble-and-totals.csv": text("Mitglieder;;;;\nStand: 1.2.2026;;;;\n\n" + LIST + "Summe: 3;;;;\n"),
    "delimiters-only.csv": large(lambda: ";" * 100_000 + "\n"),
    "a-million-columns.csv": large(lambda: ";".join(map(str, range(1_000_000))) + "\n" + ";" * 999_999 + "\n"),
    "a-million-cells-in-one-row.csv": large(lambda: LIST + "x;" * 1_000_000),
    "two-million-blank-lines.csv": large(lambda: LIST + "\n" * 2_000_000),
    "two-million-empty-rows.csv": large(lambda: LIST + ";;;;\n" * 2_000_000),
    "ten-megabytes-in-a-field.csv": large(lambda: LIST + "4;Jörg;" + "x" * 10 * MEGABYTE + ";Ulm;\n"),
    "a-note-of-ten-megabytes.csv": large(lambda: "Vorname;Nachname;Notiz\nAnna;Müller;" + "Wort " * 1_900_000 + "\n"),
    "one-line-of-thirty-megabytes.csv": large(lambda: "x" * 30 * MEGABYTE),
    "the-same-row-thousands-of-times.csv": large(lambda: HEADER + ANNA * 2_000),
    # names of files
    "empty.csv": data(b""),
    "blanks.csv": text(" \n\t\n \r\n"),
    "only-a-mark.csv": data(b"\xef\xbb\xbf"),
    "text-called.xlsx": text(LIST),
    "text-called.xls": text(LIST),
    "text-called.json": text(LIST),
    "text-called.pdf": text(LIST),
    "without-an-ending": text(LIST),
    "..%2F..%2Fetc%2Fpasswd.csv": text(LIST),
    "name 'with' \"signs\"; drop table.csv": text(LIST),
    "name\nof two lines.csv": text(LIST),
    f"{'long' * 60}.csv": text(LIST),
}
