"""``kc deploy``: renews the configurations of web servers in ``deploy/``."""

from __future__ import annotations

from pathlib import Path

import click
from mkdocs.config import load_config

from kenniscentrum.adapters import report
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.views import servers


@click.command()
@click.pass_context
def deploy(context: click.Context) -> None:
    """Write the configurations of nginx and Caddy into deploy/, for the site at site_url.

    Apache, Netlify and Cloudflare Pages read theirs in the site itself, where kc build puts them.
    """
    root: Path = context.obj
    corpus, found = read_corpus(root)
    if corpus is None:
        click.echo(report.plain(found, root, "nl"), err=True)
        context.exit(1)
    try:
        files = servers.deployed(corpus, load_config(str(root / "mkdocs.yml")).site_url or "")
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    for file, text in files.items():
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text, "utf-8")
        click.echo(file)
