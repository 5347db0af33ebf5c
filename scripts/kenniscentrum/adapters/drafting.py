"""``kc newsletter``: drafts an edition of the newsletter, for an editor to improve."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kenniscentrum.adapters import history, options, report, scaffolding
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate, Period
from kenniscentrum.core.findings import Place, finding
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.views.editiondraft import Scope, draft
from kenniscentrum.views.questions import RefusedError
from kenniscentrum.views.rendering import Rendering

_WORDS = {
    "nl": {
        "written": "Geschreven: {file}",
        "next": "Wat nu?",
        "read": "Lees de tekst na: schrap, voeg samen en kies wat vooraan hoort. "
        "Zeg niets wat geen bron zegt.",
        "stamp": "Bevestig na elke wijziging de vertaling: kc stamp {file}",
        "check": "Kijk het na: kc check, kc spell en kc texts newsletter",
        "commit": "Bewaar het en stel het voor: git add {files} && git commit",
        "empty": "In die periode staat niets in de dossiers of het nieuws, en er komt niets aan. "
        "Er is niets geschreven.",
        "exists": "{file} bestaat al. Verbeter dat bestand, of kies een andere periode. "
        "Er is niets geschreven.",
        "future": "--until {until} is nog niet voorbij op {today}. Laat --until weg voor een "
        "editie tot en met vandaag. Er is niets geschreven.",
    },
    "en": {
        "written": "Written: {file}",
        "next": "What now?",
        "read": "Read the text: cut, join and choose what comes first. "
        "Say nothing that no source says.",
        "stamp": "Confirm the translation after each change: kc stamp {file}",
        "check": "Check it: kc check, kc spell and kc texts newsletter",
        "commit": "Keep it and propose it: git add {files} && git commit",
        "empty": "Nothing in that period is in the records or the news, and nothing is coming. "
        "Nothing was written.",
        "exists": "{file} exists already. Improve that file, or choose another period. "
        "Nothing was written.",
        "future": "--until {until} is not over yet on {today}. Leave --until out for an edition up "
        "to today. Nothing was written.",
    },
}


class NotDraftedError(Exception):
    """There is nothing to tell, or not yet, or it was told already; the message says which."""


@click.command()
@click.option("--since", required=True, help="Start: year, year-month or year-month-day.")
@click.option("--until", help="End, included, in the same forms; this day.")
@options.today
@options.language
@click.pass_context
def newsletter(
    context: click.Context, since: str, until: str | None, today: dt.datetime, lang: str
) -> None:
    """Draft an edition of the newsletter in every language, for an editor to improve.

    It tells the events of records, the moments of calls and the news in the period, by audience and
    theme; first what was still to come. What is known by month or year only, is told in the edition
    that has the last day of it. Records hold no date of their own: new on the site is what git
    first saw in the period among projects, reports of consultations and guides.

    Never overwrites a file. Exit code 0: written. 1: refused. 2: the command itself failed.
    """
    root, words = context.obj, _WORDS[lang]
    corpus, found = read_corpus(root)
    if corpus is None:
        click.echo(report.plain(found, root, lang), err=True)
        context.exit(1)
    try:
        scope = _scope(root, since, until, today.date(), words)
        files = scaffolding.write_new(root, _drafted(root, corpus, scope, words))
    except RefusedError as refused:
        click.echo(scaffolding.refusal(refused, lang), err=True)
        context.exit(1)
    except NotDraftedError as error:
        click.echo(error, err=True)
        context.exit(1)
    except OSError as error:
        raise click.UsageError(str(error)) from error
    for file in files:
        click.echo(words["written"].format(file=file))
    click.echo(words["next"])
    for number, step in enumerate(("read", "stamp", "check", "commit"), 1):
        click.echo(f"  {number}. {words[step].format(file=files[0], files=' '.join(files))}")


def _scope(
    root: Path, since: str, until: str | None, today: dt.date, words: dict[str, str]
) -> Scope:
    begin = _date("--since", since)
    end = _date("--until", until or today.isoformat())
    if end.last_day < begin.first_day:
        raise RefusedError([finding(Place("--until"), "X013", value=end, since=begin)])
    if end.last_day > today:
        raise NotDraftedError(words["future"].format(until=end, today=today))
    period = Period(begin.first_day, end.last_day)
    return Scope(begin, end, today, history.added(root, period, "projects", "docs"))


def _drafted(root: Path, corpus: Corpus, scope: Scope, words: dict[str, str]) -> dict[str, str]:
    languages = corpus.centre.languages
    renderings = [Rendering(corpus, code, root / "overrides", scope.day) for code in languages]
    try:
        drafted = draft(renderings, scope)
    except LookupError:
        raise NotDraftedError(words["empty"]) from None
    for file in drafted:
        if (root / file).exists():
            raise NotDraftedError(words["exists"].format(file=file))
    return drafted


def _date(option: str, text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        rule = "R012" if str(error) == "calendar" else "R011"
        raise RefusedError([finding(Place(option), rule, value=text)]) from None
