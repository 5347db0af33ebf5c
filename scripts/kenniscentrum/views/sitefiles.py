"""All files of the site that are no page and do not stand beside one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from kenniscentrum.views import (
    alldata,
    calendars,
    editionmail,
    feeds,
    llms,
    search,
    servers,
    wellknown,
)
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering


def files(
    renderings: Sequence[Rendering], searchable: bool, today: dt.date
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of each file; ``renderings`` are of every language, the leading first.

    Without an address of the site there are only redirects and what servers read.
    """
    leading = renderings[0]
    corpus, site_url = leading.corpus, leading.site_url
    yield from servers.files(corpus, urlsplit(site_url).path or "/")
    if not site_url:
        return
    for kc in renderings:
        yield from feeds.files(kc, site_url)
        yield from calendars.files(kc, site_url)
        if searchable and (search.PAGE, corpus.leading) in corpus.documents:
            folder = site_path("index", kc.language, corpus.leading)
            yield f"{folder}opensearch.xml", search.open_search(kc, site_url)
        yield from editionmail.files(kc, site_url)
        yield llms.file(kc)
    yield from wellknown.files(corpus, site_url, today)
    by_language = {kc.language: kc for kc in renderings}
    yield from alldata.files(corpus, by_language, site_url, today)
