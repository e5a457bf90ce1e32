"""`datasette netzwerk check` finds what would leak without serving anything (T-03, T-38)."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from datasette.cli import cli

from datasette_netzwerk.audiences import Audience
from datasette_netzwerk.publish.site_files import write_site_files
from datasette_netzwerk.site import Site
from tests.web.sample_files import build_canaries

# SystemExit is how a thread ends in silence; pytest hears it all the same.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture(autouse=True)
def site_files(site: Site) -> None:
    """The files that publishing writes beside the public one."""
    write_site_files(site)


def check(site: Site, *arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli, ["netzwerk", "check", "--site", str(site.folder), "--lang", "en", *arguments])


def add(site: Site, text: str) -> None:
    """Add lines to the site's metadata.yml."""
    site.metadata.write_text(site.metadata.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_sound_site_passes(site: Site) -> None:
    result = check(site)
    assert (result.exit_code, result.output) == (0, "All is well: nothing was found that would leak.\n")


def test_a_rule_that_opens_a_file_is_refused_even_where_the_file_is_not_served(site: Site) -> None:
    add(site, "databases: {members: {tables: {members: {allow: true}}}}\n")
    result = check(site)
    assert (result.exit_code, "databases.members.tables.members.allow" in result.output) == (3, True)


def test_a_private_folder_that_others_can_read_is_refused(site: Site) -> None:
    site.private.chmod(0o755)
    result = check(site)
    assert (result.exit_code, f"{site.private} can be read by others" in result.output) == (3, True)


def test_a_members_file_at_the_top_is_refused_whatever_it_is_called(site: Site) -> None:
    build_canaries(site.folder / "birds.txt", Audience.MEMBERS)
    result = check(site)
    assert (result.exit_code, "birds.txt is for the audience members" in result.output) == (3, True)


def test_a_secret_in_so_many_words_is_told_and_not_repeated(site: Site) -> None:
    add(
        site,
        "  datasette-auth-passwords: {anna_password_hash: pbkdf2-geheim-1234}\n  other: {smtp_url: 'smtp://u:p@x'}\n",
    )
    result = check(site)
    assert result.exit_code == 1
    assert "plugins.datasette-auth-passwords.anna_password_hash in metadata.yml is a secret" in result.output
    assert "plugins.other.smtp_url" in result.output
    assert "geheim" not in result.output


def test_a_secret_elsewhere_is_as_it_should_be_unless_its_file_is_open_to_all(site: Site, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("geheim", encoding="utf-8")
    key.chmod(0o600)
    add(site, f"  datasette-auth-passwords: {{anna_password_hash: {{$file: '{key}'}}, b_password_hash: {{$env: B}}}}\n")
    assert check(site).exit_code == 0
    key.chmod(0o644)
    result = check(site)
    assert (result.exit_code, f"{key} holds a secret and can be read by others" in result.output) == (1, True)


def test_logins_without_a_plugin_to_log_in_by_are_told(site: Site) -> None:
    add(site, "    logins: true\n")
    result = check(site)
    assert (result.exit_code, "no plugin is there by which anybody could log in" in result.output) == (1, True)


def test_a_setting_taken_out_by_hand_is_told(site: Site) -> None:
    text = (site.folder / "settings.json").read_text(encoding="utf-8")
    (site.folder / "settings.json").write_text(text.replace('"allow_download": false', '"allow_download": true'))
    result = check(site)
    assert (result.exit_code, "settings.json no longer says allow_download" in result.output) == (1, True)


def test_a_wrong_setting_and_a_site_without_a_publication_are_not_understood(site: Site) -> None:
    site.manifest.unlink()
    assert check(site).exit_code == 2
    add(site, "    logins: maybe\n")
    result = check(site)
    assert (result.exit_code, "logins" in result.output) == (2, True)
