"""What a page is about in the words of schema.org, as JSON-LD in its head.

It says no more than the page: an unknown value is left out, a date is as precise as the record. A
page is always a ``WebPage`` with its place on the site; what it is about is made by
:mod:`kenniscentrum.views.linkedrecords`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from kenniscentrum.views import linkedrecords
from kenniscentrum.views.frame import Frame
from kenniscentrum.views.linkedrecords import Node, ref
from kenniscentrum.views.search import PAGE as SEARCH

CONTEXT = "https://schema.org"


def graph(frame: Frame, title: str, description: str) -> list[Node]:
    """Return the nodes of a page; none for a site without an address of its own."""
    if not frame.site_url or not frame.canonical:
        return []
    url = frame.canonical
    centre = frame.corpus.centre
    page: Node = {
        "@type": "CollectionPage" if frame.address.endswith("/index") else "WebPage",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": frame.text_language or frame.language,
        "isPartOf": ref(f"{frame.site_url}#site"),
        "license": centre.licence_url,
        "publisher": ref(f"{frame.site_url}#centre"),
    }
    if frame.history.modified:
        page["dateModified"] = frame.history.modified.isoformat(timespec="seconds")
    others = [str(item["absolute"]) for item in frame.languages if item["absolute"]]
    if frame.translation and others and not frame.untranslated:
        page["translationOfWork"] = ref(others[0])
    elif len(others) > 1:
        page["workTranslation"] = [ref(other) for other in others[1:]]
    about = linkedrecords.about(frame, title, description)
    if about:
        page["mainEntity" if len(about) == 1 else "about"] = _refs(about)
    nodes = [page, *about]
    if frame.breadcrumbs:
        page["breadcrumb"] = ref(f"{url}#breadcrumbs")
        nodes.append(_breadcrumbs(frame, title))
    return [*nodes, *(_site(frame) if frame.kind == "home" else ())]


def written(nodes: Sequence[Node]) -> Markup:
    """Return nodes as the text of a script element, which nothing in them can end."""
    if not nodes:
        return Markup("")
    tree = {"@context": CONTEXT, "@graph": nodes}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 (no letter that HTML knows is left in it)


def _refs(nodes: Sequence[Node]) -> Any:
    refs = [ref(str(node["@id"])) for node in nodes]
    return refs[0] if len(refs) == 1 else refs


def _breadcrumbs(frame: Frame, title: str) -> Node:
    steps = [*frame.breadcrumbs, {"title": title, "url": ""}]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{frame.canonical}#breadcrumbs",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": step["title"],
                "item": urljoin(frame.canonical, step["url"]),
            }
            for number, step in enumerate(steps, 1)
        ],
    }


def _site(frame: Frame) -> list[Node]:
    """Return the site and the centre behind it; they are told once, on the home page."""
    site: Node = {
        "@type": "WebSite",
        "@id": f"{frame.site_url}#site",
        "url": frame.site_url,
        "name": frame.name,
        "description": frame.tagline,
        "inLanguage": list(frame.corpus.centre.languages),
        "publisher": ref(f"{frame.site_url}#centre"),
    }
    if frame.searchable and frame.search.url:
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": urljoin(frame.canonical, f"{SEARCH}/") + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        }
    centre = {
        "@type": "Organization",
        "@id": f"{frame.site_url}#centre",
        "name": frame.name,
        "url": frame.site_url,
    }
    return [site, centre]
