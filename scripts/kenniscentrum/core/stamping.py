"""Writes a fingerprint into a file by changing nothing but its own line."""

from __future__ import annotations

import re

from kenniscentrum.core.translations import Translation

_OF_RECORD = re.compile(r"^translated_from:.*\n(?:[ ].*\n)*", re.MULTILINE)
_OF_PAGE = re.compile(r"^translated_from:.*\n", re.MULTILINE)
_AFTER = re.compile(r"^(?:id|former_ids):.*\n(?:[ -].*\n)*", re.MULTILINE)
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


def stamped(text: str, item: Translation) -> str:
    """Return the text of a file with the fingerprint of a translation put in or renewed.

    Raises ValueError when the file is not laid out as a record or a page is.
    """
    if item.file.endswith(".md"):
        return _page(text, f'translated_from: "{item.fingerprint}"\n')
    line = f'translated_from: {{{item.language}: "{item.fingerprint}"}}\n'
    if _OF_RECORD.search(text):
        return _OF_RECORD.sub(line, text, count=1)
    places = list(_AFTER.finditer(text))
    if not places:
        raise ValueError(item.file)
    end = places[-1].end()
    return text[:end] + line + text[end:]


def _page(text: str, line: str) -> str:
    closing = list(_CLOSING.finditer(text))
    if len(closing) < 2:
        raise ValueError("front matter")
    head = text[: closing[1].start()]
    if _OF_PAGE.search(head):
        return _OF_PAGE.sub(line, head, count=1) + text[closing[1].start() :]
    return head + line + text[closing[1].start() :]
