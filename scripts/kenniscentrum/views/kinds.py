"""What kind of page stands at an address: the code that labels, search and styles know it by."""

from __future__ import annotations

FOLDERS = {
    "guides": "guide",
    "consultations": "consultation",
    "news": "news",
    "newsletter": "edition",
    "": "page",
}
"""Kinds of Markdown pages by their folder."""

REGISTERS = {
    "projects": "project",
    "organisations": "organisation",
    "calls": "call",
    "themes": "theme",
    "technologies": "technology",
}
"""Kinds of pages that records make, by their register."""


def kind_at(address: str) -> str:
    """Return the kind of a page; lists and loose pages are ``page``, home is ``home``."""
    folder, _, name = address.rpartition("/")
    if address == "index":
        return "home"
    return "page" if name == "index" else {**FOLDERS, **REGISTERS}.get(folder, "page")
