"""Builds the site beside the last good one and puts it in its place only when it is whole."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from kenniscentrum.adapters import compressing, replacing, report
from kenniscentrum.core import promises
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding, Level
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import level_of
from kenniscentrum.views import promised
from kenniscentrum.views.site import Site

SITE, NEW = "site", ".site-new"

Say = Callable[[str], object]


def build(root: Path, language: str, say: Say, today: dt.date, compressed: bool = False) -> int:
    """Build ``site/`` below ``root`` and return the exit code: 0 built, 1 errors, 2 failed.

    ``language`` is that of the messages; what has passed by ``today`` is said, here and on the
    pages. Files are also written ``compressed``, for servers that send such files. A build that
    fails leaves ``site/`` as it was, and so does one that is killed.
    """
    try:
        with replacing.alone(root):
            return _build(root, language, say, today, compressed)
    except replacing.TakenError:
        say("Another build is at work in this folder. Wait until it is ready.")
        return 2


def _build(root: Path, language: str, say: Say, today: dt.date, compressed: bool) -> int:
    started = time.monotonic()
    say("→ Records and pages")
    corpus, found = read_corpus(root, today)
    if found:
        say(report.plain(found, root, language))
    if corpus is None:
        return 1
    # What a killed build began may still write into a folder of the same name.
    new = root / f"{NEW}-{os.getpid()}"
    # MkDocs writes times of the build into some files; equal sources should give equal sites.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    counting = _Count(say)
    logging.getLogger("mkdocs").addHandler(counting)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        say("→ Pages, feeds and search index")
        _tidy(root)
        new.mkdir()
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(new), strict=True)
        plugin: Any = config.plugins["kenniscentrum"]
        plugin.today, plugin.corpus = today, corpus
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        if lost := _lost(corpus, new) if config.site_url else []:
            say(report.plain(lost, root, language))
            return 1
        if compressed:
            say("→ Compressed files")
            compressing.compress(new, root / ".cache" / "compressed")
        replacing.replace(root / SITE, new)
    except Exception as error:  # noqa: BLE001 (the last good site stays)
        say(f"{_where(error)}{type(error).__name__}: {error}")
        if words := replacing.trouble(error):
            say(words)
        say(f"Nothing was published; {SITE}/ is as it was.")
        return 2
    finally:
        logging.getLogger("mkdocs").removeHandler(counting)
        replacing.discard(new)
    warnings = sum(level_of(item) is Level.WARNING for item in found)
    if (config.site_url or "").rstrip("/").endswith(".example"):
        say(f"Before you publish: site_url in mkdocs.yml is still {config.site_url}")
    if not corpus.centre.security_contact:
        say(f"Before you publish: say security_contact in {promises.CENTRE_FILE}, for security.txt")
    site = config.plugins["kenniscentrum"].site  # type: ignore[attr-defined]
    say(_summary(site, warnings, time.monotonic() - started))
    return 0


def _lost(corpus: Corpus, new: Path) -> list[Finding]:
    """Return what a new site lacks of the addresses that were promised."""
    written = {path.relative_to(new).as_posix() for path in new.rglob("*")}
    return list(promised.missing(corpus, written))


def _where(error: Exception) -> str:
    """Return the place of a mistake in a template, which its message leaves out."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: "
    return ""


def _tidy(root: Path) -> None:
    """Remove what a build left that was killed."""
    replacing.restore(root / SITE)
    for left in root.glob(f"{NEW}*"):
        replacing.discard(left)


def _summary(site: Site, warnings: int, seconds: float) -> str:
    corpus = site.corpus
    pages = len(corpus.addresses)  # each in every language
    lines = [f"  {pages} pages in {code}{_followed(site, code)}" for code in site.languages]
    lines.append(
        f"  {len(corpus.projects)} projects, {len(corpus.organisations)} organisations, "
        f"{len(corpus.calls)} calls, {len(corpus.news)} news items"
    )
    lines.append(f"  {warnings} warnings")
    rate = pages * len(corpus.centre.languages) / seconds
    head = f"Built {SITE}/ in {seconds:.1f} s ({rate:.0f} pages a second):"
    return "\n".join([head, *lines, "See it: kc serve, then http://127.0.0.1:8000/"])


def _followed(site: Site, language: str) -> str:
    """Return how much there is to follow; what is in many feeds or calendars counts once."""
    feeds, calendars = site.feeds(language), site.calendars(language)
    items = {item.id for feed in feeds for item in feed.items}
    dates = {entry.uid for calendar in calendars for entry in calendar.entries}
    if not feeds:
        return ""
    return (
        f", {len(feeds)} feeds with {len(items)} items, "
        f"{len(calendars)} calendars with {len(dates)} dates"
    )


class _Count(logging.Handler):
    """Passes MkDocs' warnings, and our own plugin's progress, on to the person who waits."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.name.startswith("mkdocs.plugins.kenniscentrum")
        if ours or record.levelno >= logging.WARNING:
            self._say(f"  {record.getMessage()}")
