"""What kind of file each file of the site is, and which one a program gets that asks for a kind."""

from __future__ import annotations

from kenniscentrum.views import calendars, citations, pagetext
from kenniscentrum.views.datasets import CSV, JSON, NDJSON, SCHEMA, TABLE_SCHEMA, YAML
from kenniscentrum.views.feeds import FORMATS

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "md": "text/markdown",
    "ics": "text/calendar",
    CSV.suffix: CSV.media_type,
    "bib": "application/x-bibtex",
    "eml": "message/rfc822",
    JSON.suffix: JSON.media_type,
    "jsonld": "application/ld+json",
    NDJSON.suffix: NDJSON.media_type,
    YAML.suffix: YAML.media_type,
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "xml": "application/xml",  # feeds too: as RSS or Atom, some browsers save instead of show them
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "svg": "image/svg+xml",
    "png": "image/png",
}
"""Media types by suffix; a server sends anything else as ``application/octet-stream``."""

NAMED = {
    **{form.file: form.media_type for form in FORMATS if not form.file.endswith(".xml")},
    citations.CSL: "application/vnd.citationstyles.csl+json",
    SCHEMA.suffix: SCHEMA.media_type,
    TABLE_SCHEMA.suffix: TABLE_SCHEMA.media_type,
}
"""Media types of files by the end of their name, where the suffix does not tell."""

CHARSET = ("text/", "message/")
"""Beginnings of media types that need ``charset=utf-8``; the others are UTF-8 or say so inside."""

BESIDE = {
    TYPES["md"]: pagetext.FILE,
    TYPES["ics"]: calendars.FILE,
    TYPES["bib"]: citations.BIBTEX,
    NAMED[citations.CSL]: citations.CSL,
    **{form.media_type: form.file for form in FORMATS},
}
"""Which file beside a page a program gets there that asks for a media type first."""

DATA = {form.media_type: f".{form.suffix}" for form in (JSON, NDJSON, CSV, YAML)}
"""Likewise for data: the end of the file of a page in the folder of data sets."""


def said(kind: str) -> str:
    """Return a media type as a server says it, with its character set where that is needed."""
    return f"{kind}; charset=utf-8" if kind.startswith(CHARSET) else kind
