"""What the commands say about imports, so that an organiser reads words and not codes."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from datasette_netzwerk.commands import netzwerk
from datasette_netzwerk.site import Site
from tests.group import make_site


def run(site: Site, *arguments: str, lang: str = "de") -> Result:
    return CliRunner().invoke(netzwerk, [*arguments, "--site", str(site.folder), "--lang", lang])


def written(folder: Path, text: str, name: str = "liste.csv") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_dry_run_tells_days_and_codes_in_words_and_says_once_that_it_was_one(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    text = "Vorname;Nachname;Firma;E-Mail;Eintritt;Hut\nTom;Bär;Bär Elektro;tom@baer.example;04.03.2019;56\n"
    one = written(tmp_path, text)
    two = written(tmp_path, text.replace("Tom;Bär", "Eva;Bär"), "zwei.csv")
    shown = run(site, "import", "--dry-run", one, two).output
    assert shown.count("Das war ein Probelauf") == 1
    assert "()" not in shown
    assert "04.03.2019" in shown
    assert "2019-03-04" not in shown
    assert "Hut: 56" in shown
    assert '{"' not in shown
    assert "Art: E-Mail" in shown


def test_imports_are_listed_by_the_clock_of_the_group_and_the_latest_is_undone_by_word(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    assert run(site, "undo", "latest").exit_code == 2
    run(site, "import", written(tmp_path, "Vorname;Nachname\nTom;Bär\n"))
    run(site, "import", written(tmp_path, "Vorname;Nachname\nEva;Bär\n", "zwei.csv"))
    assert re.match(r"2: \d\d\.\d\d\.\d{4} \d\d:\d\d zwei\.csv ", run(site, "imports").output)
    assert "zwei.csv" in run(site, "undo", "latest").output
    assert "liste.csv" in run(site, "undo", "latest").output
    assert run(site, "undo", "latest").exit_code == 2
