"""The command ``kc``: check the records, build or serve the site, renew what is generated."""

from __future__ import annotations

from pathlib import Path

import click

from kenniscentrum.adapters import building, report, serving
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import LANGUAGES
from kenniscentrum.core.schema import SCHEMA_FILE, project_schema

_language = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="nl", help="Language of the messages."
)


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
    context.obj = root.resolve()


@main.command()
@click.option("--format", "form", type=click.Choice(["plain", "github", "json"]), default="plain")
@_language
@click.pass_context
def check(context: click.Context, form: str, lang: str) -> None:
    """Show everything that is wrong in the records and pages, all at once.

    Exit code 0: no error (warnings may be shown). 1: errors. 2: the check itself failed.
    """
    try:
        _, found = read_corpus(context.obj)
    except OSError as error:
        raise click.UsageError(str(error)) from error
    match form:
        case "github":
            click.echo(report.github(found, lang))
        case "json":
            click.echo(report.as_json(found, lang))
        case _:
            click.echo(report.plain(found, context.obj, lang))
    context.exit(report.exit_code(found))


@main.command()
@_language
@click.pass_context
def build(context: click.Context, lang: str) -> None:
    """Build the whole site into site/; if that fails, the last good site stays."""
    context.exit(building.build(context.obj, lang, click.echo))


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.pass_context
def serve(context: click.Context, port: int) -> None:
    """Serve the site on 127.0.0.1 and rebuild it when a file is saved."""
    context.exit(serving.serve(context.obj, port))


@main.command()
@click.pass_context
def schema(context: click.Context) -> None:
    """Write the JSON Schema of project records, for editors."""
    corpus, found = read_corpus(context.obj)
    if corpus is None:
        click.echo(report.plain(found, context.obj, "nl"), err=True)
        context.exit(1)
    (context.obj / SCHEMA_FILE).write_text(project_schema(corpus), "utf-8")
    click.echo(SCHEMA_FILE)
