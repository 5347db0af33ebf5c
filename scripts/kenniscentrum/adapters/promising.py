"""``kc addresses``: adds the addresses of the site as it is now to those that it promises."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from mkdocs.config import load_config

from kenniscentrum.adapters import options, report
from kenniscentrum.core import promises
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.views import promised
from kenniscentrum.views.site import Site


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if it would.")
@options.today
@options.language
@click.pass_context
def addresses(context: click.Context, only_check: bool, today: dt.datetime, lang: str) -> None:
    """Promise the addresses that are new: pages, feeds, calendars and data sets.

    They are added to projects/_registers/addresses.txt and shown. Nothing is ever taken off: an
    address that would be lost is an error of kc check and kc build, which say how it leads on.

    Exit code 0: all are on the list now. 1: not all, or there are errors. 2: the command failed.
    """
    root: Path = context.obj
    corpus, found = read_corpus(root, today.date())
    if corpus is None:
        click.echo(report.plain(found, root, lang), err=True)
        context.exit(1)
    url = load_config(str(root / "mkdocs.yml")).site_url
    if not url:
        raise click.UsageError("mkdocs.yml has no site_url, so the site has no feeds to promise")
    site = Site(corpus, root / "overrides", url, today=today.date(), published=False)
    files = promised.of_files((path for path, _ in site.files()), corpus)
    now = {*promises.of_pages(corpus), *files}
    new = sorted(now - corpus.promised.keys())
    for address in new:
        click.echo(address)
    if new and not only_check:
        text = promises.written({*corpus.promised, *now})
        (root / promises.ADDRESSES_FILE).write_text(text, "utf-8")
    click.echo(f"{len(new)} new, {len(corpus.promised)} promised before")
    context.exit(int(bool(new) and only_check))
