"""The sitemap: every page with its other languages, so that search engines show the right one."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def render(pages: Iterable[list[tuple[str, str]]]) -> bytes:
    """Write the sitemap of pages given as (language, absolute address), leading language first.

    Every language of a page gets an entry that names all of them and itself, and the leading one
    as ``x-default``.
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        for _, address in page:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = address
            for language, other in [*page, ("x-default", page[0][1])]:
                attributes = {"rel": "alternate", "hreflang": language, "href": other}
                ET.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root) + b"\n"
