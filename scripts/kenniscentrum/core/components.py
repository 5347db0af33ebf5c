"""The parts that a Markdown page can place among its text: ``<!-- kc:name -->``.

Some are about something: ``<!-- kc:amount eu-works -->`` names a key of a register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

MARKER = re.compile(r"<!--\s*kc:(?P<name>[\w-]+)(?P<keys>(?:[ \t]+[\w-]+)*)\s*-->")

PICTURES = (
    *("standing", "themes", "technologies", "calls", "phases", "organisation-kinds", "events"),
    *("lead-times", "conclusions", "amounts", "completeness"),
)
"""The pictures of the portfolio that ``overview`` can draw."""

COMPONENTS: Mapping[str, str | None] = {
    "home": None,
    "projects": None,
    "consultations": None,
    "calls": None,
    "organisations": None,
    "themes": None,
    "technologies": None,
    "guides": None,
    "news": None,
    "editions": None,
    "glossary": None,
    "milestones": None,
    "legal": None,
    "amount": "amounts",
    "article": "articles",
    "law": "articles",
    "licence": None,
    "fields": None,
    "rules": None,
    "example": None,
    "design": None,
    "translations": None,
    "feeds": None,
    "calendars": None,
    "opportunities": None,
    "accessibility": None,
    "privacy": None,
    "changes": None,
    "data": None,
    "grounds": None,
    "sources": None,
    "overview": "pictures",
}
"""For each component the register that its keys are of; None if it takes no keys."""
