"""What programs look for at an address that is the same on every site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kenniscentrum.core.corpus import Corpus

VALID = dt.timedelta(days=180)
"""How long ``security.txt`` may be believed; RFC 9116 advises less than a year."""


def files(corpus: Corpus, site_url: str, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of ``robots.txt``, and of ``security.txt`` if there is a contact for it.

    Both only mean something at the root of a host.
    """
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site_url}sitemap.xml\n".encode()
    if corpus.centre.security_contact:
        yield ".well-known/security.txt", _security(corpus, site_url, today).encode()


def _security(corpus: Corpus, site_url: str, today: dt.date) -> str:
    """Return whom to tell of a weakness, as RFC 9116 has it."""
    contact = corpus.centre.security_contact or ""
    until = today + VALID if today < dt.date.max - VALID else dt.date.max
    lines = {
        "Contact": contact if "://" in contact else f"mailto:{contact}",
        "Expires": f"{until.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(corpus.centre.languages),
        "Canonical": f"{site_url}.well-known/security.txt",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
