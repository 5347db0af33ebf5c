"""One page of every template, as addresses without language.

Technologies have the templates of themes, and loose pages that of ``about``.
"""

from __future__ import annotations

LANGUAGES = ("nl", "en")

TEMPLATES = {
    "home": "/",
    "projects": "/projects/",
    "overview": "/overview/",
    "project": "/projects/turing/",
    "project-full": "/projects/capsat/",
    "project-other": "/projects/mobilidata/",
    "consultations": "/consultations/",
    "report": "/consultations/oorlogsmunitie-paardenmarkt/",
    "calls": "/calls/",
    "call": "/calls/pio-2017-2/",
    "guides": "/guides/",
    "guide": "/guides/market-consultation/",
    "news": "/news/",
    "news-item": "/news/kwaliteit-bermgras/",
    "newsletter": "/newsletter/",
    "edition": "/newsletter/2019-05/",
    "organisations": "/organisations/",
    "organisation": "/organisations/awv/",
    "themes": "/themes/",
    "theme": "/themes/mobility/",
    "glossary": "/glossary/",
    "search": "/search/",
    "follow": "/follow/",
    "about": "/about/",
    "fields": "/about/fields/",
    "not-found": "/404.html",
}


def in_language(path: str, code: str) -> str:
    """Return the address of a page in a language; the first one stands at the root."""
    return path if code == LANGUAGES[0] else f"/{code}{path}"
