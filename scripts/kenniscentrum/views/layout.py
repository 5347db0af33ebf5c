"""The one layout of a record: keys in declared order, texts filled to a width, nothing lost.

The result is read back before it is given, so that no layout ever says something else than the
text it came from, or has a comment less.
"""

from __future__ import annotations

import re
import typing
from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel

from kenniscentrum.core import yamltree
from kenniscentrum.core.dates import PATTERN, PartialDate
from kenniscentrum.core.findings import Level
from kenniscentrum.core.leaves import models_in
from kenniscentrum.core.rules import level_of
from kenniscentrum.core.written import Collection, Entry, Scalar, Written, read_written
from kenniscentrum.views.textforms import STEP, one_line, quoted, written_anew

WIDTH = 100
# Short fields, which stand close to the one before them; before the others comes a blank line.
_CLOSE = {
    *("format", "id", "former_ids", "translated_from", "programme", "title", "acronym", "summary"),
    *("call", "themes", "technologies"),
}
_MODELINE = "# yaml-language-server:"

Model = type[BaseModel] | None


def layout(text: str, model: type[BaseModel]) -> str:
    """Return a record in its one layout, or as it is where that would lose anything.

    Raises ValueError when the text is not readable YAML.
    """
    before = _said(text)
    written = read_written(text)
    if not isinstance(written.root, Collection) or not written.root.entries:
        return text
    head = _about_file(written)
    lines = [*head, *_below(written.root, 0, model)]
    result = "\n".join(lines) + "\n"
    try:
        same = _said(result) == before
    except ValueError:
        return text
    kept = same and Counter(read_written(result).comments) == Counter(written.comments)
    return result if kept else text


def _said(text: str) -> object:
    """Return what a text says; raises ValueError when it is not readable."""
    tree, found = yamltree.read(text.encode(), "")
    if tree is None or any(level_of(item) is Level.ERROR for item in found):
        raise ValueError("unreadable")
    return tree.plain()


def _about_file(written: Written) -> list[str]:
    """Take what is said of the file off its first entry: all paragraphs but the last."""
    assert isinstance(written.root, Collection)
    first = written.root.entries[0]
    above = _without_blank(written.above + first.above)
    end = 1 if above and above[0].startswith(_MODELINE) else 0
    for number, line in enumerate(above):
        end = number + 1 if line == "" else end
    first.above = above[end:]
    return above[:end]


def _below(value: Collection, indent: int, model: Model) -> list[str]:
    """Lay out the entries of a block or list on lines of their own."""
    lines: list[str] = []
    for entry in _in_order(value, model):
        above = _without_blank(entry.above)
        wide = value.mapping and (entry.key not in _CLOSE or above != entry.above)
        if wide and not indent and lines and lines[-1]:
            lines.append("")
        lines += _loose(above, indent)
        lines += _entry(entry, indent, model, in_block=value.mapping)
    after = value.after if lines and lines[-1] and not indent else _without_blank(value.after)
    return lines + _loose(after, indent)


def _in_order(value: Collection, model: Model) -> Sequence[Entry]:
    """Return entries in the order in which the model declares them; unknown ones come last."""
    if not value.mapping or not model:
        return value.entries
    order = {key: number for number, key in enumerate(model.model_fields)}
    return sorted(value.entries, key=lambda entry: order.get(entry.key, len(order)))


def _entry(entry: Entry, indent: int, model: Model, *, in_block: bool) -> list[str]:
    start = " " * indent + (f"{_key(entry, model)}:" if in_block else "-")
    inner = _inner(entry, model, in_block=in_block)
    room = WIDTH - len(start) - 1
    if isinstance(entry.value, Scalar):
        scalar = _dated(entry, model)
        head, lines = written_anew(scalar, room, WIDTH, indent + STEP)
        return [_with_comment(f"{start} {head}".rstrip(" "), entry, stays=not lines), *lines]
    if not entry.value.entries:  # the comments in it go above it
        line = "{}" if entry.value.mapping else "[]"
        loose = _loose([text for text in entry.value.after if text], indent)
        return [*loose, _with_comment(f"{start} {line}", entry)]
    line = _on_one_line(entry.value, inner)
    if line and len(line) <= room:
        return [_with_comment(f"{start} {line}", entry)]
    lines = _below(entry.value, indent + STEP, inner)
    return [_with_comment(start, entry), *lines] if in_block else _item(lines, entry, indent)


def _item(lines: list[str], entry: Entry, indent: int) -> list[str]:
    """Put the hyphen before the first line of a block; comments that precede it go above."""
    first = next(number for number, line in enumerate(lines) if _speaks(line))
    loose = [entry.beside.text] if entry.beside else []
    loose += [line.strip() for line in lines[:first]]
    hyphen = " " * indent + "-".ljust(STEP) + lines[first][indent + STEP :]
    return [*_loose(loose, indent), hyphen, *lines[first + 1 :]]


def _speaks(line: str) -> bool:
    return bool(line) and not line.lstrip().startswith("#")


def _inner(entry: Entry, model: Model, *, in_block: bool) -> Model:
    """Return the model of the blocks in an entry; items of a list have that of the list."""
    if not in_block or model is None:
        return model
    field = model.model_fields.get(entry.key)
    return next(models_in(field.annotation), None) if field else None


def _dated(entry: Entry, model: Model) -> Scalar:
    """Return the text of an entry; a date in quotes, because other tools make times of dates."""
    assert isinstance(entry.value, Scalar)
    scalar = entry.value
    field = model.model_fields.get(entry.key) if model else None
    if field and holds_date(field.annotation) and re.fullmatch(PATTERN, scalar.text, re.ASCII):
        return Scalar(scalar.text, quoted(scalar.text), '"')
    return scalar


def holds_date(annotation: object) -> bool:
    """Return whether a field of this type is a date."""
    return annotation is PartialDate or any(map(holds_date, typing.get_args(annotation)))


def _key(entry: Entry, model: Model) -> str:
    if model and entry.key in model.model_fields:
        return entry.key
    simple = "\n" not in entry.key_form and entry.key_form[:1] not in ("|", ">")
    return entry.key_form if simple else quoted(entry.key)


def _on_one_line(value: Collection, model: Model) -> str:
    """Return a block or list between brackets; nothing if it was not, or comments stand in it."""
    if value.after or (value.entries and not value.flow):
        return ""
    parts = []
    for entry in _in_order(value, model):
        inner = _inner(entry, model, in_block=value.mapping)
        if isinstance(entry.value, Scalar):
            part = one_line(_dated(entry, model))
        else:
            part = _on_one_line(entry.value, inner)
        if entry.above or entry.beside or (isinstance(entry.value, Collection) and not part):
            return ""
        parts.append(f"{_key(entry, model)}: {part}" if value.mapping else part)
    inside = ", ".join(parts)
    return f"{{{inside}}}" if value.mapping else f"[{inside}]"


def _with_comment(line: str, entry: Entry, *, stays: bool = True) -> str:
    """Put a comment beside a line: at the column where it stood, if the line leaves it free."""
    if entry.beside is None:
        return line
    column = max(entry.beside.column if stays else 0, len(line) + 2)
    return line.ljust(column) + entry.beside.text


def _loose(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines[:1] == [""] else lines
