"""Files that servers read: in the site itself, and beside it for servers that do not look there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import apache, caddy, hosted, nginx, redirects


def files(corpus: Corpus, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of what servers read in the site, and of pages at former addresses.

    ``base`` is the path of the site at its host, with a slash at both ends.
    """
    yield from redirects.files(corpus, base)
    moves = redirects.pairs(corpus, base)
    yield hosted.FILE, hosted.configuration(base).encode()
    yield apache.FILE, apache.configuration(base, corpus.centre.languages, moves).encode()


def deployed(corpus: Corpus, site_url: str) -> dict[str, str]:
    """Return the text of each configuration by its file, relative to the root of the repository.

    They are for a site at the root of a host. Raises ValueError if ``site_url`` has a path.
    """
    address = urlsplit(site_url)
    if not address.hostname or address.path.strip("/"):
        raise ValueError(
            "site_url must be the root of a host, such as https://kenniscentrum.example/"
        )
    languages = corpus.centre.languages
    return {
        "deploy/nginx.conf": nginx.configuration(address.hostname, languages),
        "deploy/Caddyfile": caddy.configuration(address.hostname, nginx.ROOT, languages),
    }
