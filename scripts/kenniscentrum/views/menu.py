"""The pages that the frame of every page leads to."""

from __future__ import annotations

MENU = (
    "projects/index",
    "consultations/index",
    "calls/index",
    "guides/index",
    "news/index",
    "about/index",
)

FOOTER = (
    (
        "footer-find",
        ("projects/index", "organisations/index", "themes/index", "technologies/index",
         "glossary", "newsletter/index"),
    ),
    (
        "footer-site",
        (
            "about/index",
            "about/programme",
            "about/making",
            "about/fields",
            "about/rules",
            "about/translations",
            "changes",
            "about/data",
            "about/sources",
            "overview",
            "about/reuse",
            "about/privacy",
            "about/accessibility",
        ),
    ),
)  # fmt: skip
"""Columns at the foot: the label above each, and its pages."""

WAYS = ("projects/index", "consultations/index", "calls/index", "guides/index",
        "organisations/index", "news/index", "glossary")  # fmt: skip
"""Where to look for who does not search."""

FOLLOW = "follow"
