"""Editions of the newsletter: what their page and their e-mail share."""

from __future__ import annotations

import re

from markupsafe import Markup

from kenniscentrum.views import markup

MAIL, DRAFT = "mail.html", "newsletter.eml"
"""The files of the e-mail of an edition, beside its page."""

_BEGINS_BOLD = re.compile(r"<li>(\s*(?:<p>)?)<strong>")


def entries(html: str) -> Markup:
    """Return the text of an edition in which a list item that begins in bold has that as head."""
    entry = r'<li class="entry">\1<strong class="entry__head">'
    return markup.trusted(_BEGINS_BOLD.sub(entry, str(html)))
