"""The command ``kc``: check the records, build or serve the site, renew what is generated."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from kenniscentrum.adapters import (
    building,
    deploying,
    drafting,
    formatting,
    founding,
    history,
    options,
    promising,
    proofreading,
    publishing,
    report,
    scaffolding,
    serving,
    translating,
)
from kenniscentrum.adapters.options import DAY
from kenniscentrum.adapters.options import language as _language
from kenniscentrum.adapters.options import today as _today
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import rules
from kenniscentrum.core.schema import SCHEMA_FILE, project_schema
from kenniscentrum.views import issueforms as issueforms_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Folder of the knowledge centre (where mkdocs.yml is).",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check, build and serve a knowledge centre."""
    if sys.getfilesystemencoding() != "utf-8":
        raise click.UsageError("names of files are not in UTF-8 here: set LC_ALL=C.UTF-8")
    context.obj = root.resolve()


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["plain", "github", "json", "sarif"]), default="plain"
)
@_today
@_language
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], form: str, today: dt.datetime, lang: str
) -> None:
    """Show everything that is wrong in the records and pages, all at once.

    With PATHS only what is wrong in those files or folders; all files are read all the same,
    because records refer to each other.

    Exit code 0: no error (warnings may be shown). 1: errors. 2: the check itself failed.
    """
    try:
        _, found = read_corpus(context.obj, today.date())
    except OSError as error:
        raise click.UsageError(str(error)) from error
    wanted = [path.resolve() for path in paths]
    found = [item for item in found if not wanted or _within(context.obj, item, wanted)]
    match form:
        case "sarif":
            click.echo(report.sarif(found, lang))
        case "github":
            click.echo(report.github(found, lang))
        case "json":
            click.echo(report.as_json(found, lang))
        case _:
            click.echo(report.plain(found, context.obj, lang))
    context.exit(report.exit_code(found))


def _within(root: Path, item: Finding, wanted: list[Path]) -> bool:
    return any((root / item.place.file).is_relative_to(path) for path in wanted)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if it would.")
@_language
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool, lang: str) -> None:
    """Put project records in their layout: all of them, or those in PATHS.

    Fields come in the order of the reference of fields, texts are filled to 100 columns and dates
    get quotes; comments go along with their field. Registers, and pages in docs/ with their front
    matter, are left alone. So is a file that is not readable YAML; what is wrong in it is shown.

    Exit code 0: all records have the layout now. 1: not all. 2: the command itself failed.
    """
    try:
        files = formatting.records(context.obj, paths, lang)
        outcome = formatting.put_in_layout(context.obj, files, write=not only_check)
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    if outcome.findings:
        click.echo(report.plain(outcome.findings, context.obj, lang))
    if said := outcome.said(lang, written=not only_check):
        click.echo(said)
    context.exit(int(bool(outcome.findings or (only_check and outcome.changed))))


main.add_command(scaffolding.new)
main.add_command(drafting.newsletter)
main.add_command(deploying.deploy)


@main.command()
@click.argument("code")
@_language
def explain(code: str, lang: str) -> None:
    """Explain the rule with CODE, such as R011, with a wrong and a right example."""
    rule = rules().get(code.upper())
    if rule is None:
        raise click.UsageError(f"{code}: {', '.join(rules())}")
    click.echo(report.explanation(rule, lang))


@main.command()
@options.compressed
@_today
@_language
@click.pass_context
def build(context: click.Context, compressed: bool, today: dt.datetime, lang: str) -> None:
    """Build the whole site into site/; if that fails, the last good site stays."""
    context.exit(building.build(context.obj, lang, click.echo, today.date(), compressed))


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--today", type=DAY, help="Show the site as on this day (year-month-day).")
@click.pass_context
def serve(context: click.Context, port: int, today: dt.datetime | None) -> None:
    """Serve the site on 127.0.0.1 and rebuild it when a file is saved."""
    context.exit(serving.serve(context.obj, port, today and today.date()))


@main.command()
@click.pass_context
def issueforms(context: click.Context) -> None:
    """Write the issue forms for people who do not edit records."""
    for file, text in issueforms_.render(_corpus(context, "nl")).items():
        (context.obj / file).write_text(text, "utf-8")
        click.echo(file)


@main.command("translations")
@_language
@click.pass_context
def translations_(context: click.Context, lang: str) -> None:
    """List translations that are missing or stale, with the words that changed since."""
    for line in translating.listing(context.obj, _corpus(context, lang), lang, history.versions):
        click.echo(line)


@main.command()
@click.argument("pages", nargs=-1)
@click.pass_context
def texts(context: click.Context, pages: tuple[str, ...]) -> None:
    """Table of words, sentence length, sources and review dates of every page.

    PAGES are beginnings of addresses, such as guides or projects/turing.
    """
    for line in proofreading.as_columns(proofreading.table(_corpus(context, "nl"), pages)):
        click.echo(line)


@main.command()
@_language
@click.pass_context
def spell(context: click.Context, lang: str) -> None:
    """List words that neither Hunspell nor projects/_registers/words.CODE.txt knows.

    Exit code 0: none. 1: some. 2: Hunspell or its dictionary is not installed.
    """
    corpus, unknown = _corpus(context, lang), 0
    for code in corpus.centre.languages:
        try:
            found = proofreading.unknown_words(corpus, context.obj, code)
        except FileNotFoundError as error:
            raise click.UsageError(f"apt install hunspell hunspell-{code}: {error}") from error
        for word, files in found.items():
            places = " ".join(proofreading.places(context.obj, word, files[:3]))
            click.echo(f"{code}  {word}  {places}")
        unknown += len(found)
    click.echo(f"{unknown} unknown")
    context.exit(int(bool(unknown)))


@main.command()
@click.argument("files", nargs=-1, required=True)
@_language
@click.pass_context
def stamp(context: click.Context, files: tuple[str, ...], lang: str) -> None:
    """Say of FILES that their translation was made from the leading text as it is now."""
    try:
        for file in translating.stamp(context.obj, _corpus(context, lang), list(files)):
            click.echo(file)
    except KeyError as error:
        raise click.ClickException(f"{error.args[0]}: a text in it is not translated") from error
    except ValueError as error:
        raise click.UsageError(f"{error.args[0]}: no project and no translated page") from error


def _corpus(context: click.Context, lang: str) -> Corpus:
    """Return the corpus, or say what is wrong with it and end with exit code 1."""
    corpus, found = read_corpus(context.obj)
    if corpus is None:
        click.echo(report.plain(found, context.obj, lang), err=True)
        context.exit(1)
    return corpus


main.add_command(promising.addresses)
main.add_command(publishing.publish)
main.add_command(founding.init)


@main.command()
@click.pass_context
def schema(context: click.Context) -> None:
    """Write the JSON Schema of project records, for editors."""
    schema = project_schema(_corpus(context, "nl"))
    target = context.obj / SCHEMA_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema, "utf-8")
    click.echo(SCHEMA_FILE)
