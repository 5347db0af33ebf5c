"""The ways to write one text in YAML; a way is only used after it was read back as that text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kenniscentrum.core import yamltree
from kenniscentrum.core.written import Scalar

Form = tuple[str, list[str]]
"""What stands behind the key, and the lines below it."""

STEP = 2
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f{}\[\],&*#?|<>=!%@`\\\"]*")


def written_anew(scalar: Scalar, room: int, width: int, indent: int) -> Form:
    """Return a text in its own form if that can stay, else filled to a width.

    ``room`` is what is left of its first line, ``indent`` that of the lines below it.
    """
    for head, lines in _ways(scalar, room, width - indent):
        if _says(scalar, head, lines):
            return head, [" " * indent + line if line else "" for line in lines]
    return quoted(scalar.text), []


def one_line(scalar: Scalar) -> str:
    """Return a text in its own form, on one line."""
    return scalar.form if "\n" not in scalar.form else quoted(scalar.text)


def plain_or_quoted(text: str) -> str:
    """Return a text on one line, in quotes only where it needs them, also between brackets."""
    if not _PLAIN.fullmatch(text):
        return quoted(text)
    tree, found = yamltree.read(f"text: {text}\n".encode(), "")
    plain = tree is not None and not found and tree.plain() == {"text": text}
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Return a text between double quotes; what cannot be seen in it is written as an escape."""
    return json.dumps(text, ensure_ascii=False)


def _ways(scalar: Scalar, room: int, width: int) -> Iterator[Form]:
    text, style = scalar.text, scalar.style
    if style == ">":
        yield from _filled(text, width)
    if style in ("|", ">"):
        yield _block_of_text("|", text, _lines(text))
        return
    several = "\n" in scalar.form
    single = one_line(scalar) if style or not several else plain_or_quoted(text)
    long = len(single) > room and _BREAK.search(text)
    if several if "\n" in text else long:  # an escape on one line stays one
        yield from _filled(text, width)
    yield single, []


def _filled(text: str, width: int) -> Iterator[Form]:
    """Yield the folded form, unless a line of the text begins with a blank: that is not folded."""
    paragraphs = _lines(text)
    if not any(line[:1] in (" ", "\t") for line in paragraphs):
        lines: list[str] = []
        for number, paragraph in enumerate(paragraphs):
            lines += [""] if number else []
            lines += _fill(paragraph, width) if paragraph else []
        yield _block_of_text(">", text, lines)


def _fill(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    for part in _BREAK.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def _lines(text: str) -> list[str]:
    return (text[:-1] if text.endswith("\n") else text).split("\n")


def _block_of_text(sign: str, text: str, lines: list[str]) -> Form:
    first = next((line for line in lines if line), "")
    indent = str(STEP) if first.startswith(" ") else ""
    end = "" if text.endswith("\n") else "-"
    return f"{sign}{indent}{'+' if text.endswith(chr(10) * 2) else end}", lines


def _says(scalar: Scalar, head: str, lines: list[str]) -> bool:
    """Read a form back."""
    below = "".join(f"\n{' ' * STEP}{line}" if line else "\n" for line in lines)
    tree, _ = yamltree.read(f"text: {head}{below}\n".encode(), "")
    said = tree.plain() if tree else None
    return said == {"text": None if not scalar.form else scalar.text}
