"""Each page as Markdown, for programs that read text: at its address, as ``index.md``.

It is made from the HTML of the page, because that alone holds everything the page says: texts of
records, labels, figures and sources. What only serves a visitor with a screen is left out.
"""

from __future__ import annotations

import json
import re

from html_to_markdown import ConversionOptions, PreprocessingOptions, convert

from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering

FILE = "index.md"

# The steps of a route say only by their colour which are ahead; the facts name the phase itself.
_LEFT_OUT = [
    "nav", "script", "template", "button", "svg", "[data-data-only]", ".forward", ".neighbours",
    ".term-note", ".add-date", ".print-only", ".state", "#changes-all", ".route", ".finder__side",
    ".finder__bar", ".ref-name",
]  # fmt: skip
_TERM = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)
_APART = re.compile(r'(?<=\S)(?=<small|<sup|<a class="ref")')  # what a style sheet sets apart
_NO_TEXT = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<[^>]*>)", re.DOTALL)
# What stands for signs of Markdown that are letters here, until tags are gone.
_LETTERS = {"<": "\ue000", "[": "\ue001", "]": "\ue002"}
_H1 = re.compile(r"<h1\b")


def markdown(
    address: str, title: str, description: str, html: str, changed: str, kc: Rendering
) -> tuple[str, bytes]:
    """Return (path, bytes) of a page as Markdown; ``html`` is the text of the page.

    Links are absolute. Front matter says title, language, address, description, licence and, where
    it is known, ``changed``: the day of the last change as ``2026-11-29``.
    """
    folder = site_path(address, kc.language, kc.corpus.leading)
    head = {
        "title": title,
        "description": description,
        "language": kc.language,
        "url": kc.site_url + folder,
        "licence": kc.corpus.centre.licence_url,
        **({"changed": changed} if changed else {}),
    }
    # A JSON string is a YAML string too, whatever stands in it.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    html = _APART.sub(" ", _TERM.sub(r"<dt><strong>\1</strong></dt>", html))
    text = convert(_guarded(html), _options(kc.site_url + folder))
    heading = "" if _H1.search(html) else f"# {escaped(title)}\n\n"
    said = (text.content or "").strip()
    for sign, letter in _LETTERS.items():
        said = said.replace(letter, f"\\{sign}")
    body = f"{heading}{said}"
    return folder + FILE, "\n".join(["---", *lines, "---", "", body, ""]).encode()


def escaped(text: str) -> str:
    """Return plain text for a line of Markdown, in which it can make no tag and no link."""
    return re.sub(r"[\\<\[\]]", r"\\\g<0>", " ".join(text.split()))


def _guarded(html: str) -> str:
    """Keep what text says of tags and links from becoming one, except in code."""
    signs = str.maketrans(_LETTERS)
    parts = _NO_TEXT.split(html)
    return "".join(
        part if n % 2 else part.replace("&lt;", "<").translate(signs)
        for n, part in enumerate(parts)
    )


def _options(url: str) -> ConversionOptions:
    return ConversionOptions(
        base_url=url,
        exclude_selectors=_LEFT_OUT,
        compact_tables=True,
        extract_metadata=False,
        preprocessing=PreprocessingOptions(remove_forms=False),  # a list stands in its form
    )
