"""Builds the reference tables of the normalising rules anew from the packages that publish them.

    python -m pip install babel phonenumberslite wz-code==0.2.0
    python -m pip install --no-deps naceconverter==1.0.1
    python scripts/build_reference_data.py

Columns kept by hand (``plate`` and ``aliases``) are taken over from the tables as they are.
Where each table comes from stands in ``datasette_netzwerk/records/normalise/data/SOURCES.md``.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import phonenumbers
from babel import Locale
from babel.core import get_global
from wz_code import WZ  # type: ignore[import-untyped]  # it comes without types

from datasette_netzwerk.folding import identity_key

DATA = Path(__file__).parent.parent / "datasette_netzwerk" / "records" / "normalise" / "data"
OTHER_LANGUAGES = ("fr", "it", "es", "nl", "pl", "tr")
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
OLD_ISO3 = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
SHORT_NAMES = {
    "BN": ("Brunei", "Brunei"),
    "CI": ("Elfenbeinküste", "Ivory Coast"),
    "CV": ("Kap Verde", "Cape Verde"),
    "HK": ("Hongkong", "Hong Kong"),
    "MD": ("Moldau", "Moldova"),
    "MM": ("Myanmar", "Myanmar"),
    "MO": ("Macau", "Macao"),
    "PS": ("Palästina", "Palestine"),
    "TR": ("Türkei", "Turkey"),
    "US": ("USA", "United States"),
}
"""Names that people write, where CLDR gives the official or a longer one (which stays as an alias)."""

SPOKEN = (  # besides every language with a two-letter code
    "ast ban bar bho ceb ckb csb dsb fil frr fur gsw haw hmn hsb ilo kab kea kok ksh lad lmo mai nan nap nds nso pap"
    " rom rue scn sco stq szl syr tet tok tpi vec war wuu yue zgh zza ary arz arq aeb pdc"
).split()
NOT_SPOKEN = {"ae", "cu", "ie", "io", "vo", "pi"}  # liturgical or invented


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table as it stands; none if there is no such table yet."""
    path = DATA / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table with its header."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(f"{name}: {len(read_rows(name))} rows")


def alpha3() -> Mapping[str, str]:
    """Return the three-letter code of each two-letter country code."""
    aliases = get_global("territory_aliases").items()
    current = [(code, to) for code, to in aliases if len(code) == 3 and code.isalpha() and code not in OLD_ISO3]
    return {to[0]: code for code, to in current if len(to) == 1} | {"XK": "XKK"}


def country_names(code: str) -> tuple[str, str]:
    """Return the name of a country in German and in English."""
    names = tuple(Locale(language).territories[code].replace("’", "'") for language in ("de", "en"))
    return SHORT_NAMES.get(code, (names[0], names[1]))


def names_elsewhere(code: str, kind: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield what CLDR calls a country or a language in other languages."""
    for language in languages:
        names = getattr(Locale(language), kind)
        if code in names:
            yield names[code].replace("’", "'")


def unique_by_key(names: Mapping[str, Sequence[str]], taken: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the names of each code less those that are taken or that two codes share."""
    keys = Counter(key for code_names in names.values() for key in {identity_key(name) for name in code_names})
    kept: dict[str, list[str]] = {}
    for code, code_names in names.items():
        by_key = {identity_key(name): name for name in reversed(code_names)}
        kept[code] = [name for key, name in by_key.items() if key and keys[key] == 1 and key not in taken]
    return kept


def build_countries() -> None:
    """Write countries.csv: ISO 3166-1 and Kosovo, with names, dialling code, and what else people write."""
    by_hand = {row["code"]: row for row in read_rows("countries.csv")}
    iso3 = alpha3()
    codes = sorted(iso3.keys() & Locale("de").territories.keys() - NOT_COUNTRIES)
    official = {code: country_names(code) for code in codes}
    taken = {identity_key(name): code for code, names in official.items() for name in names}
    taken |= {
        identity_key(alias): code for code, row in by_hand.items() for alias in row["aliases"].split("|") if alias
    }
    elsewhere = unique_by_key(
        {code: list(names_elsewhere(code, "territories", ("de", "en", *OTHER_LANGUAGES))) for code in codes}, taken
    )
    rows = [
        (
            code,
            iso3[code],
            *official[code],
            str(phonenumbers.country_code_for_region(code) or ""),
            by_hand.get(code, {}).get("plate", ""),
            by_hand.get(code, {}).get("aliases", ""),
            "|".join(sorted(elsewhere[code])),
        )
        for code in codes
    ]
    write_rows("countries.csv", ("code", "iso3", "name_de", "name_en", "dial", "plate", "aliases", "elsewhere"), rows)


def language_names(language: str) -> Mapping[str, str]:
    """Return what CLDR calls each spoken language."""
    return {str(code): str(name) for code, name in Locale(language).languages.items()}


def build_languages() -> None:
    """Write languages.csv: spoken languages with an ISO 639-1 code, and some that have a 639-3 code only."""
    by_hand = {row["code"]: row for row in read_rows("languages.csv")}
    german, english = language_names("de"), language_names("en")
    codes = sorted({code for code in german if len(code) == 2} - NOT_SPOKEN | set(SPOKEN) | set(by_hand))
    rows = [
        (
            code,
            german.get(code) or by_hand[code]["name_de"],
            english.get(code) or by_hand[code]["name_en"],
            by_hand.get(code, {}).get("aliases", ""),
        )
        for code in codes
    ]
    write_rows("languages.csv", ("code", "name_de", "name_en", "aliases"), rows)


def nace_titles() -> Mapping[str, str]:
    """Return the English title of each section and division of NACE Rev. 2.1."""
    path = next(file for file in metadata.files("naceconverter") or () if file.name == "nacecodes.csv")
    with Path(str(path.locate())).open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter=";") if row["level"] in ("1", "2")}


def build_industries() -> None:
    """Write industries.csv: the sections and divisions of the WZ 2025 with German and English titles."""
    english = nace_titles()
    rows = []
    for section in WZ(version="2025").get_top_level_codes():
        rows.append((section.code, "", section.title, english[section.code]))
        rows += [(child.code, section.code, child.title, english[child.code]) for child in section.children]
    write_rows("industries.csv", ("code", "section", "title_de", "title_en"), rows)


if __name__ == "__main__":
    build_countries()
    build_languages()
    build_industries()
