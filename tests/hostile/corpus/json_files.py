"""JSON: bombs of brackets, numbers beyond all numbers, half letters, downloads that were cut off."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.hostile.corpus.write import MEGABYTE, Write, large, text

PEOPLE = [{"Vorname": "Anna", "Nachname": "Müller"}, {"Vorname": "Cem", "Nachname": "Çelik"}]
GOOD = json.dumps(PEOPLE, ensure_ascii=False)
ANNA = '{"Vorname": "Anna", "Nachname": "Müller"'

FILES: Mapping[str, Write] = {
    "good.json": text(GOOD),
    "lines.ndjson": text("\n".join(map(json.dumps, PEOPLE))),
    "datasette.json": text(json.dumps({"ok": True, "next": "2", "rows": PEOPLE})),
    "utf-16.json": text(GOOD, "utf-16"),
    "nested-arrays.json": large(lambda: "[" * MEGABYTE),
    "nested-objects.json": large(lambda: '{"a":' * 500_000),
    "nested-in-an-entry.json": large(lambda: f'[{ANNA}, "x": ' + "[" * 100_000 + "]" * 100_000 + "}]"),
    "nested-lines.ndjson": large(lambda: GOOD[1:-1].replace("}, {", "}\n{") + "\n" + '{"a":' * 100_000),
    "huge-integer.json": text(f'[{ANNA}, "Mitgliedsnr.": {"9" * 5000}}}]'),
    "huge-fraction.json": text(f'[{ANNA}, "Mitgliedsnr.": 1e99999}}]'),
    "not-a-number.json": text(f'[{ANNA}, "Notiz": NaN}}, {ANNA}, "Notiz": -Infinity}}]'),
    "half-a-letter.json": text('[{"Vorname": "An\\ud800na", "Nachname": "M\\udc00ller", "\\udfff": 1}]'),
    "nul-in-a-name.json": text('[{"Vorname": "An\\u0000na", "Nachname": "Müller"}]'),
    "same-name-twice.json": text('[{"Vorname": "Anna", "Nachname": "Müller", "Nachname": "Groß"}]'),
    "cut-off.json": text(GOOD[:-10]),
    "broken-line.ndjson": text(f'{ANNA}}}\n{{"Vorname": \n{ANNA.replace("Anna", "Eva")}}}\n'),
    "comments.json": text(f"// Liste\n{GOOD}"),
    "more-after-the-end.json": text(GOOD + GOOD),
    "numbers-only.json": text("[1, 2, 3]"),
    "one-text.json": text('"Guten Tag"'),
    "empty-array.json": text("[]"),
    "empty-object.json": text("{}"),
    "no-objects-among-objects.json": text(f'[{ANNA}}}, 7, null, "x", []]'),
    "thousands-of-lists.json": large(lambda: json.dumps({f"liste {n}": PEOPLE for n in range(5000)})),
    "thousands-of-names.json": large(lambda: json.dumps([{f"x{n}": n for n in range(50_000)}])),
    "columns-of-every-entry.json": large(lambda: json.dumps([{f"x{n}": n} for n in range(20_000)])),
    "text-of-ten-megabytes.json": large(lambda: json.dumps([{**PEOPLE[0], "Notiz": "x" * 10 * MEGABYTE}])),
    "long-text-for-thousands.json": large(
        lambda: json.dumps(
            [
                {
                    "Datum": "2026-01-13",
                    "Bericht": "x" * MEGABYTE,
                    "Teilnehmer": [{"Name": "Anna Müller", "Status": "anwesend"}] * 1000,
                }
            ]
        )
    ),
    "names-of-the-language.json": text(
        '[{"__proto__": {"x": 1}, "constructor": 1, "Vorname": "Anna", "Nachname": "Müller"}]'
    ),
    "escapes.json": large(lambda: '[{"Vorname": "' + '\\"' * MEGABYTE + '", "Nachname": "Müller"}]'),
}
