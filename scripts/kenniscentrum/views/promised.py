"""What the site promises besides pages: the files that programs come back for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.filenames import is_file
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.promises import ADDRESSES_FILE
from kenniscentrum.views import calendars, feeds
from kenniscentrum.views.addresses import site_path

_DATA = re.compile(r"data/v\d+/[^/]+|opportunities\.[^/]+")
_FOLLOWED = {calendars.FILE, *(form.file for form in feeds.FORMATS)}


def of_files(paths: Iterable[str], corpus: Corpus) -> Iterator[str]:
    """Yield the addresses to promise of the files of a site: feeds, calendars and data sets.

    Files of single dates, images, scripts, e-mails and other forms of a page are not promised:
    nobody comes back for them, or the page leads to them. Nor are those of a single record, which
    come and go with it; they stay where they were when it gets another id.
    """
    others = tuple(f"{code}/" for code in corpus.centre.languages[1:])
    for path in paths:
        if _DATA.fullmatch(path):
            yield f"/{path}"
        elif path.rpartition("/")[2] in _FOLLOWED and not path.startswith(others):
            yield path


def missing(corpus: Corpus, paths: Set[str]) -> Iterator[Finding]:
    """Yield a finding for each promised address of which a site with these files lacks one."""
    for address, line in corpus.promised.items():
        if not set(places(address, corpus)) <= paths:
            yield finding(Place(ADDRESSES_FILE, line), "A002", value=address)


def places(address: str, corpus: Corpus) -> Iterator[str]:
    """Yield the files that stand for an address, in every language that it is promised in."""
    if address.startswith("/"):
        yield address[1:] + ("index.html" if address.endswith("/") else "")
        return
    folder, _, name = address.rpartition("/")
    for code in corpus.centre.languages:
        if is_file(address):
            start = site_path(f"{folder}/index".lstrip("/"), code, corpus.leading)
            yield f"{start}{name}"
        else:
            yield f"{site_path(address, code, corpus.leading)}index.html"
