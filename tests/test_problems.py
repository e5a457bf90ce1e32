"""Every code that the program gives has its words, and every word has a code that gives it."""

import re
from pathlib import Path

from datasette_netzwerk.i18n import tell
from datasette_netzwerk.messages import MESSAGES
from datasette_netzwerk.problems import Problem, Severity

PACKAGE = Path(__file__).parent.parent / "datasette_netzwerk"
CODE = re.compile(r'"([a-z]+\.[a-z_0-9]+)"')
TOPICS = {code.split(".")[0] for code in MESSAGES}
NO_CODES = re.compile(r"\.(db|yml|sql|csv|html|ics|vcf|atom|json|css|js|py|po|name|example)$")


def codes_in_the_source() -> set[str]:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name != "messages":
            found |= {code for code in CODE.findall(path.read_text(encoding="utf-8")) if code.split(".")[0] in TOPICS}
    return {code for code in found if not NO_CODES.search(code)}


def test_every_code_in_the_source_has_a_message() -> None:
    assert codes_in_the_source() - MESSAGES.keys() == set()


def test_every_message_is_given_somewhere() -> None:
    assert MESSAGES.keys() - codes_in_the_source() == set()


def test_every_message_ends_as_a_sentence_and_says_what_to_do() -> None:
    for code, message in MESSAGES.items():
        assert message.text.endswith((".", "?", "{value}", "{reason}")), code
        assert message.remedy, code


def test_a_code_that_another_version_noted_is_told_and_stops_nothing() -> None:
    problem = Problem("phone.of_yesterday", source="members.csv", line=3)
    assert tell(problem, "en") == (
        "members.csv, line 3: Another version of this program noted phone.of_yesterday here, "
        "which this one does not know. Import the list again."
    )
    assert problem.severity is Severity.NOTICE
