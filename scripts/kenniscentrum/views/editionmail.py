"""Each edition of the newsletter as an e-mail: HTML, plain text, and a draft to open and send.

Mail programs know little of HTML: styles stand on the elements, and Gmail cuts off what is longer
than 102 kB. The draft names nobody as receiver; equal editions give equal bytes.
"""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from css_inline import CSSInliner

from kenniscentrum.core.components import MARKER
from kenniscentrum.core.corpus import Document
from kenniscentrum.core.documents import Edition
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.editions import DRAFT, MAIL, entries
from kenniscentrum.views.feeditems import absolute_links, sources_line
from kenniscentrum.views.feeds import FORMATS, moment
from kenniscentrum.views.plaintext import plain_text
from kenniscentrum.views.rendering import Rendering

EXAMPLE = "newsletter@kenniscentrum.example"
"""Stands as sender while the centre names none; ``.example`` is nobody's (RFC 2606)."""

# What is left in the style element is for dark screens and narrow ones, which no attribute can say.
_inliner = CSSInliner(
    keep_style_tags=True, remove_inlined_selectors=True, load_remote_stylesheets=False
)

# Lines of quoted-printable are at most 76 characters (RFC 2045).
_POLICY = email.policy.SMTP.clone(max_line_length=76)


@dataclass(frozen=True, slots=True)
class Mail:
    """An edition as an e-mail in one language; ``html`` is ready to be sent."""

    html: str
    text: str
    draft: bytes


def files(kc: Rendering, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the e-mails of the editions that are written in a language."""
    for edition in kc.corpus.editions:
        document = kc.corpus.document(edition.address, kc.language)
        if document.language == kc.language:
            made = mail(document, kc, site_url)
            folder = site_path(document.address, kc.language, kc.corpus.leading)
            yield folder + MAIL, made.html.encode()
            yield folder + DRAFT, made.draft


def mail(document: Document, kc: Rendering, site_url: str) -> Mail:
    """Return the e-mail of an edition; ``site_url`` ends in a slash."""

    def absolute(address: str) -> str:
        return site_url + site_path(address, kc.language, kc.corpus.leading)

    facts = kc.corpus.documents[document.address, kc.corpus.leading].page
    assert isinstance(facts, Edition)
    body = entries(markup.article(MARKER.sub("", document.body)))
    html = kc.template(
        "mail/edition.html",
        document.address,
        document=document,
        facts=facts,
        body=absolute_links(body, document.address, site_url, kc),
        sources=sources_line(facts.sources, kc),
        feed=absolute("newsletter/index") + FORMATS[0].file,
        absolute=absolute,
    )
    text = plain_text(html)
    inlined = _inliner.inline(html)
    return Mail(inlined, text, _draft(document, facts, kc, inlined, text))


def _draft(document: Document, facts: Edition, kc: Rendering, html: str, text: str) -> bytes:
    """Return the message as mail programs open it: to be addressed and sent."""
    centre = kc.corpus.centre
    key = document.address.replace("/", ".")
    message = EmailMessage(_POLICY)
    message["Subject"] = document.page.title
    message["From"] = formataddr((kc.words(centre.name), centre.newsletter_from or EXAMPLE))
    message["Date"] = format_datetime(moment(facts.date.last_day))
    authority = centre.tag_authority.partition(",")[0]
    message["Message-ID"] = f"<{key}.{kc.language}@{authority}>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = kc.language
    message.set_boundary(f"=_{key}.{kc.language}")
    return message.as_bytes()
