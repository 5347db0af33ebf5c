"""The parts that a Markdown page can place among its text with ``<!-- kc:name -->``."""

from __future__ import annotations

import re

MARKER = re.compile(r"<!--\s*kc:([\w-]+)\s*-->")

COMPONENTS = (
    "home",
    "projects",
    "consultations",
    "calls",
    "organisations",
    "themes",
    "technologies",
    "guides",
    "news",
    "glossary",
    "legal",
    "licence",
    "fields",
    "rules",
    "example",
    "translations",
)
