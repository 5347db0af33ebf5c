"""What a web server says with each file of the site, declared once for every kind of server.

A page says its policy itself too, in a ``meta`` element, for hosts that cannot send headers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kenniscentrum.views import citations, editions, opportunities
from kenniscentrum.views.feeds import FORMATS

Policy = Mapping[str, str]

# What has no default: neither a page nor an e-mail may be framed, or change what its links mean.
DOCUMENT: Policy = {"base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'"}
PAGES: Policy = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the engine of the search is WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",  # signs in the theme's style sheet
    "connect-src": "'self'",
    "worker-src": "'self'",
    **DOCUMENT,
}
"""Content Security Policy of everything but e-mails."""
MAILS: Policy = {"default-src": "'none'", "style-src": "'unsafe-inline'", **DOCUMENT}
"""Content Security Policy of e-mails: mail programs only know styles that stand in the text."""

CSP, CACHE = "Content-Security-Policy", "Cache-Control"
HSTS, SECURE_FOR = "Strict-Transport-Security", "max-age=31536000"
"""Sent over HTTPS only. It says nothing of subdomains, because these are not ours to decide."""
REFERRER = "same-origin"

# Clipboard is not here: the kit for passing on copies texts.
_UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of the files at some paths, in which one ``*`` stands for any characters."""

    paths: tuple[str, ...]
    headers: Mapping[str, str]

    @property
    def expression(self) -> str:
        """The paths as a regular expression, searched for and not matched from the start."""
        return "|".join(expression(path) for path in self.paths)


def expression(path: str) -> str:
    """Return the regular expression of a path in which one ``*`` stands for any characters."""
    before, after = path.split("*")
    start = "" if before == "/" else f"^{re.escape(before)}"
    end = f"{re.escape(after)}$" if after else ""
    return f"{start}.*{end}" if start and end else start + end


def written(policy: Policy) -> str:
    """Return a policy as a header or ``meta`` element has it."""
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def in_page() -> str:
    """Return the policy that a page says itself; ``frame-ancestors`` only works in a header."""
    return written({name: value for name, value in PAGES.items() if name != "frame-ancestors"})


EVERY: Mapping[str, str] = {
    CSP: written(PAGES),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    CACHE: "no-cache",  # may be kept, but is asked after each time: a deadline can change
}
"""Headers of every answer, errors included."""

IMMUTABLE = (
    "/assets/immutable/*", "/assets/social/*", "/assets/stylesheets/*",
    "/pagefind/fragment/*", "/pagefind/index/*",
)  # fmt: skip
"""Files whose names hold a hash of what is in them."""

OPEN = (
    "/data/*", "/*.xml", "/*.ics", "/*.md", "/*.bib", "/assets/social/*",
    f"/*{citations.CSL}", f"/*{opportunities.FILE}", f"/*{opportunities.SCHEMA_FILE}",
    *(f"/*{form.file}" for form in FORMATS if not form.file.endswith(".xml")),
)  # fmt: skip
"""Files that scripts and pages of other sites may read; no file is at two of these paths."""

RULES = (
    Rule((f"/*/{editions.MAIL}",), {CSP: written(MAILS)}),
    Rule(IMMUTABLE, {CACHE: "public, max-age=31536000, immutable"}),
    Rule(
        OPEN,
        {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
    ),
)
"""What differs from :data:`EVERY`. No two rules set the same header."""

VARYING = frozenset(name for rule in RULES for name in rule.headers)
"""Names of the headers that are not the same everywhere."""
