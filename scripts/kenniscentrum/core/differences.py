"""What differs between two states of a record, field by field, as its model declares the fields.

Both states are plain trees, so the earlier one need not fit the model of today. What has another
form than today's field is not compared: nothing is claimed of it but that it was written otherwise.
The order of keys and a default that is written out make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from kenniscentrum.core.fields import Localised
from kenniscentrum.core.leaves import holds, models_in
from kenniscentrum.core.pairing import by_content, by_id
from kenniscentrum.core.versions import Plain

SILENT = {"format", "id", "former_ids", "translated_from", "order"}
"""Fields that readers do not see, or of which a change is told as a change of address."""

ORDERED = {"organisations"}
"""Lists of keys in which the order says something: the first organisation leads."""


class Kind(StrEnum):
    """What happened to a field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same in another order, or at another address
    WRITTEN = "written"  # written in another form than before or after


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one field.

    ``path`` are the names of fields from the record down; it is empty where no field of today can
    be named. ``before`` and ``after`` are as they were written. ``languages`` are those in which a
    text differs; none where the field has no language. ``item`` is the block of a list that holds
    the field.
    """

    path: tuple[str, ...]
    kind: Kind
    before: Plain = None
    after: Plain = None
    languages: tuple[str, ...] = ()
    item: Plain = None


def differences(model: type[BaseModel], before: Plain, after: Plain) -> list[Difference]:
    """Return what differs, in the order in which the model declares its fields.

    Both are trees of :func:`kenniscentrum.core.versions.tree_of`.
    """
    found = list(_block(model, before, after, ()))
    told = [item for item in found if item.kind is not Kind.WRITTEN]
    if len(told) < len(found):
        told.append(Difference((), Kind.WRITTEN))
    return told


def field_at(model: type[BaseModel], path: Sequence[str]) -> FieldInfo:
    """Return the declaration of a field. Raises KeyError for a path that the model has not."""
    info = model.model_fields[path[0]]
    inner = next(models_in(info.annotation), None)
    if len(path) == 1:
        return info
    if inner is None:
        raise KeyError(path[0])
    return field_at(inner, path[1:])


def _block(
    model: type[BaseModel], before: Plain, after: Plain, path: tuple[str, ...]
) -> Iterator[Difference]:
    if before == after:
        return
    if not (isinstance(before, dict | None) and isinstance(after, dict | None)):
        yield Difference(path, Kind.WRITTEN)
        return
    old, new = before or {}, after or {}
    for name, info in model.model_fields.items():
        default = _default(info)
        one, two = old.get(name, default), new.get(name, default)
        if one != two and name not in SILENT:
            yield from _field(info, one, two, (*path, name))
    known = model.model_fields
    if any(old.get(key) != new.get(key) for key in (*old, *new) if key not in known):
        yield Difference(path, Kind.WRITTEN)


def _default(info: FieldInfo) -> Plain:
    value = info.default
    return value if value is not PydanticUndefined and isinstance(value, str) else None


def _field(
    info: FieldInfo, before: Plain, after: Plain, path: tuple[str, ...]
) -> Iterator[Difference]:
    inner = next(models_in(info.annotation), None)
    listed = holds(info, tuple)
    form = list if listed else dict if inner or holds(info, Localised) else str
    if not all(value is None or isinstance(value, form) for value in (before, after)):
        yield Difference(path, Kind.WRITTEN)
    elif isinstance(before, dict) or isinstance(after, dict):
        yield from _block(inner, before, after, path) if inner else _text(path, before, after)
    elif isinstance(before, list) or isinstance(after, list):
        yield from _items(inner, before or [], after or [], path)  # type: ignore[arg-type]
    else:
        yield Difference(path, _kind(before, after), before, after)


def _kind(before: Plain, after: Plain) -> Kind:
    if before is None:
        return Kind.ADDED
    return Kind.REMOVED if after is None else Kind.CHANGED


def _text(path: tuple[str, ...], before: Plain, after: Plain) -> Iterator[Difference]:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    languages = tuple(key for key in {**old, **new} if old.get(key) != new.get(key))
    yield Difference(path, _kind(before, after), before, after, languages)


def _items(
    inner: type[BaseModel] | None, before: list[Plain], after: list[Plain], path: tuple[str, ...]
) -> Iterator[Difference]:
    """Compare two lists: their items are the same by id, else by what they say."""
    if not inner and all(isinstance(item, str) for item in (*before, *after)):
        yield from _keys(path, before, after)
        return
    if not all(isinstance(item, dict) for item in (*before, *after)):
        yield Difference(path, Kind.WRITTEN)
        return
    paired = by_id if inner and "id" in inner.model_fields else by_content
    for old, new in paired(before, after):
        if old is None or new is None:
            yield Difference(path, _kind(old, new), old, new)
        elif inner:
            yield from (replace(found, item=new) for found in _block(inner, old, new, path))
        elif old != new:
            yield from _text(path, old, new)


def _keys(path: tuple[str, ...], before: list[Plain], after: list[Plain]) -> Iterator[Difference]:
    added = [item for item in after if item not in before]
    removed = [item for item in before if item not in after]
    if path[-1] == "sources":  # what a fact rests on; which sources there are says their own list
        if added or removed:
            yield Difference(path, Kind.CHANGED, before, after)
        return
    yield from (Difference(path, Kind.REMOVED, before=item) for item in removed)
    yield from (Difference(path, Kind.ADDED, after=item) for item in added)
    if not added and not removed and path[-1] in ORDERED and before[:1] != after[:1]:
        yield Difference(path, Kind.MOVED, before, after)
