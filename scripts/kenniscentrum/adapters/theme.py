"""What is left of the theme that the site does not use: removed from pages and from files."""

from __future__ import annotations

import re

# What Material's base.html writes outside of any block; our pages use none of it.
_LEFT_BY_THEME = re.compile(
    r'<input class="md-toggle"[^>]*>'
    r'|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="(?:skip|announce)">.*?</div>'
    r'|<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
_UNUSED = re.compile(r"assets/(?:javascripts|images)/|assets/stylesheets/palette\.|.*\.map$")


def without_leftovers(html: str) -> str:
    """Return a page without what the theme writes around its blocks."""
    return _LEFT_BY_THEME.sub("", html)


def is_unused(path: str) -> bool:
    """Return whether a file of the theme, named from the root of the site, is of no use here."""
    return _UNUSED.match(path) is not None
