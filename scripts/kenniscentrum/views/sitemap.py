"""The sitemap: every page with its other languages, so that search engines show the right one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a language: its absolute address, and when it last said something else."""

    language: str
    address: str
    modified: dt.datetime | None = None


def render(pages: Iterable[list[Entry]]) -> bytes:
    """Write the sitemap of pages, each with its entries, that of the leading language first.

    Every language of a page gets an entry that names all of them and itself, and the leading one
    as ``x-default``.
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        names = [(entry.language, entry.address) for entry in page]
        for entry in page:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = entry.address
            if entry.modified:
                ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = entry.modified.isoformat()
            for language, other in [*names, ("x-default", page[0].address)]:
                attributes = {"rel": "alternate", "hreflang": language, "href": other}
                ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root) + b"\n"
