"""``_headers``: what hosts of static sites read, such as Netlify and Cloudflare Pages."""

from __future__ import annotations

from collections.abc import Mapping

from kenniscentrum.views.headers import (
    CSP,
    DOCUMENT,
    EVERY,
    HSTS,
    RULES,
    SECURE_FOR,
    VARYING,
    written,
)

FILE = "_headers"


def configuration(base: str) -> str:
    """Return ``_headers`` of a site whose path at its host is ``base``.

    Some hosts join the values of all rules that match and some take one, so no two rules set the
    same header: what differs between files is left to the host, or to the page's own policy.
    """
    shared: Mapping[str, str] = {
        **{name: value for name, value in EVERY.items() if name not in VARYING},
        CSP: written(DOCUMENT),
        HSTS: SECURE_FOR,
    }
    blocks = {f"{base}*": dict(shared)}
    for rule in RULES:
        own = {name: value for name, value in rule.headers.items() if name not in shared}
        for path in rule.paths if own else ():
            blocks.setdefault(base + path[1:], {}).update(own)
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in blocks.items()
    )
