"""`datasette netzwerk review`: the pairs that may be one person, side by side, and what somebody says to them."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from datasette_netzwerk import i18n
from datasette_netzwerk.commands.frame import netzwerk, option, site_options, told_in_words, use_language, user
from datasette_netzwerk.commands.words import N_
from datasette_netzwerk.i18n import gettext as _
from datasette_netzwerk.i18n import ngettext
from datasette_netzwerk.problems import NetzwerkError
from datasette_netzwerk.site import site_at

if TYPE_CHECKING:
    import sqlite3

    from datasette_netzwerk.records.merging import Merge
    from datasette_netzwerk.records.store.reviews import Review

REASON_WORDS = {
    "family_same": N_("the same family name"),
    "family_birth_name": N_("one's family name is the other's name at birth"),
    "family_close": N_("nearly the same family name"),
    "family_half": N_("a double name that has the other's family name"),
    "family_near": N_("a similar family name"),
    "family_other": N_("another family name"),
    "given_same": N_("the same given name"),
    "given_short_form": N_("a short or foreign form of the same given name"),
    "given_part": N_("one of several given names"),
    "given_close": N_("nearly the same given name"),
    "given_initial": N_("the first letter of the given name"),
    "given_other": N_("another given name"),
    "name_swapped": N_("given name and family name swapped"),
    "name_nearly_swapped": N_("given name and family name swapped, nearly the same"),
    "name_given_doubtful": N_("the given name alone could be somebody else's in the family"),
    "name_family_doubtful": N_("the family name alone could be somebody else's"),
    "email_same": N_("the same e-mail address"),
    "email_generic": N_("the same shared mailbox"),
    "email_same_mailbox": N_("the same e-mail address at another provider"),
    "email_other": N_("another e-mail address"),
    "phone_same_mobile": N_("the same mobile number"),
    "phone_same": N_("the same telephone number"),
    "phone_other": N_("another telephone number"),
    "company_same": N_("the same company"),
    "company_close": N_("a similar company"),
    "company_other": N_("another company"),
    "birth_date_same": N_("the same date of birth"),
    "birth_date_other": N_("another date of birth"),
    "street_same": N_("the same street"),
    "street_other": N_("another street"),
    "postcode_same": N_("the same postcode"),
    "postcode_other": N_("another postcode"),
    "town_same": N_("the same town"),
    "generation_other": N_("junior and senior"),
    "number_other": N_("another member number"),
}

FACT_WORDS = {
    "name": N_("name"),
    "birth_name": N_("name at birth"),
    "birth_date": N_("date of birth"),
    "number": N_("member number"),
    "company": N_("company"),
    "email": N_("e-mail"),
    "phone": N_("telephone"),
    "street": N_("street"),
    "town": N_("town"),
    "member_since": N_("member since"),
    "attendance": N_("attendance"),
    "source": N_("from the list"),
}

WIDTH = 34


@netzwerk.command("review", help=N_("Say which people are one: all open pairs in turn, or one PAIR by its number."))
@click.argument("pair", type=int, required=False)
@click.argument("answer", type=click.Choice(["same", "different", "later"]), required=False)
@option("--actor", default=None, help=N_("Who answers, for the history (default: you)."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@site_options
def review_command(
    pair: int | None, answer: str | None, actor: str | None, as_json: bool, folder: str | None, lang: str | None
) -> None:
    """Say which people are one: all open pairs in turn, or one PAIR by its number."""
    from datasette_netzwerk.records.reviewing import answer_review
    from datasette_netzwerk.records.store.database import open_records
    from datasette_netzwerk.records.store.reviews import read_review, read_reviews

    site = site_at(folder)
    use_language(site, lang)
    with told_in_words(as_json), closing(open_records(site)) as connection:
        if pair is not None and answer is not None:
            _print_answer(pair, answer, answer_review(connection, pair, answer, actor or user()), as_json)
            return
        reviews = read_reviews(connection) if pair is None else [read_review(connection, pair)]
        if as_json:
            click.echo(json.dumps({"pairs": [as_pair(review) for review in reviews]}, ensure_ascii=False, indent=2))
        elif sys.stdin.isatty():
            _ask_all(connection, reviews, actor or user())
        else:
            _print_all(reviews)


def as_pair(review: Review) -> dict[str, Any]:
    """Return a pair as JSON has it: both sides, and each reason in words with its weight."""
    reasons = [{"code": code, "points": points, "text": _(REASON_WORDS[code])} for code, points in review.reasons]
    return {
        "pair": review.id,
        "score": review.score,
        "is_put_off": review.is_put_off,
        "one": dict(review.one.facts),
        "other": dict(review.other.facts),
        "reasons": reasons,
    }


def _print_answer(pair: int, answer: str, merge: Merge | None, as_json: bool) -> None:
    if as_json:
        notices = [asdict(notice) for notice in merge.notices] if merge else []
        plain = json.dumps({"pair": pair, "answer": answer, "notices": notices}, default=dict, ensure_ascii=False)
        click.echo(plain)
        return
    click.echo(
        {"same": _("They are one person now."), "different": _("They stay two people.")}.get(answer, _("Later."))
    )
    for notice in merge.notices if merge else ():
        click.echo("  " + i18n.tell(notice), err=True)


def _print_all(reviews: list[Review]) -> None:
    for review in reviews:
        _print_pair(review)
    if reviews:
        click.echo(_("To answer: datasette netzwerk review PAIR same, different or later"))
    else:
        click.echo(_("Nobody is in doubt."))


def _ask_all(connection: sqlite3.Connection, reviews: list[Review], actor: str) -> None:
    """Show one pair after another and take an answer to each; what cannot be is told and stays open."""
    from datasette_netzwerk.records.reviewing import answer_review
    from datasette_netzwerk.records.store.reviews import read_reviews

    if not reviews:
        click.echo(_("Nobody is in doubt."))
        return
    words = {_("same"): "same", _("different"): "different", _("later"): "later", _("quit"): "quit"}
    for review in reviews:
        if review.id not in {each.id for each in read_reviews(connection)}:
            continue  # an earlier answer made one of the two somebody else
        _print_pair(review)
        answer = words[click.prompt(_("One person?"), type=click.Choice(list(words)))]
        if answer == "quit":
            break
        try:
            _print_answer(review.id, answer, answer_review(connection, review.id, answer, actor), as_json=False)
        except NetzwerkError as error:
            click.echo(i18n.tell(error.problem), err=True)
    left = len([each for each in read_reviews(connection) if not each.is_put_off])
    click.echo(ngettext("{count} pair is open.", "{count} pairs are open.", left).format(count=left))


def _print_pair(review: Review) -> None:
    """Print both sides next to each other, and what speaks for one person and against it."""
    click.echo(click.style(_("Pair {number}").format(number=review.id), bold=True))
    for name, word in FACT_WORDS.items():
        one, other = review.one.facts.get(name, ""), review.other.facts.get(name, "")
        if one or other:
            click.echo(f"  {_(word):<16} {one:<{WIDTH}} {other}")
    for heading, sign in ((_("For one person"), 1), (_("Against it"), -1)):
        words = [
            _(REASON_WORDS[code]) for code, points in review.reasons if points * sign > 0 or (points == 0 and sign < 0)
        ]
        if words:
            click.echo(f"  {heading}: {', '.join(words)}")
    click.echo()
