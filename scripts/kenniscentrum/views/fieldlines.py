"""The fields of a new block: those with a value, then those that can follow, as comments.

A field that can follow is right YAML when its ``#`` is taken away; what it means is said beside it
in the words of the model, so nothing about a field is said twice.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.fields import Localised
from kenniscentrum.core.leaves import models_in
from kenniscentrum.views.layout import holds_date
from kenniscentrum.views.textforms import plain_or_quoted, quoted

Value = str | Sequence[str] | Mapping[str, str]

UNKNOWN = "…"
# What a new record never has, and what `kc stamp` writes.
_LATER = {"former_ids", "translated_from"}
_WORDS = {
    "nl": {
        "next": "Haal # weg voor een veld dat u invult; wat u niet weet, laat u weg.",
        "instead": "Dit komt in de plaats van de lege lijst hierboven.",
    },
    "en": {
        "next": "Take # away before a field that you fill in; leave out what you do not know.",
        "instead": "This comes instead of the empty list above.",
    },
}


def description(info: FieldInfo, language: str) -> str:
    """Return what a field means, in a language."""
    extra: Any = info.json_schema_extra or {}
    said = extra.get("x-en") if language == "en" else info.description
    return str(said or info.description or "")


def field_lines(
    model: type[BaseModel], given: Mapping[str, Value], languages: Sequence[str], language: str
) -> list[str]:
    """Return the lines of a block; ``languages`` are those of its texts, ``language`` ours."""
    lines = [
        line
        for name, info in model.model_fields.items()
        if name in given and (given[name] or info.is_required())
        for line in _written(name, info, given[name])
    ]
    words = _WORDS[language]
    following: list[str] = []
    for name, info in model.model_fields.items():
        if not given.get(name) and name not in _LATER:
            following += [words["instead"]] if name in given and info.is_required() else []
            following += _following(name, info, languages, language)
    comments = [f"# {line}" for line in ([words["next"]] if following else []) + following]
    return [*lines, *([""] if comments else []), *comments]


def _written(name: str, info: FieldInfo, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name}: {_text(info, value)}"
    elif isinstance(value, Mapping):
        yield f"{name}: {{{', '.join(f'{key}: {_text(info, value[key])}' for key in value)}}}"
    elif not value:
        yield f"{name}: []"
    else:
        yield f"{name}:"
        yield from (f"  - {_text(info, item)}" for item in value)


def _text(info: FieldInfo, text: str) -> str:
    if any(part is int or isinstance(part, int) for part in _parts(info.annotation)):
        return text
    return quoted(text) if holds_date(info.annotation) else plain_or_quoted(text)


def _following(
    name: str, info: FieldInfo, languages: Sequence[str], language: str
) -> Iterator[str]:
    """Yield the lines of a field that has no value yet, with its example where it has one."""
    comment = f"  # {description(info, language)}"
    parts = list(_parts(info.annotation))
    inner = next(models_in(info.annotation), None)
    listed = tuple in parts
    if inner:
        yield f"{name}:{comment}"
        start = "  - " if listed else "  "
        for below, field in inner.model_fields.items():
            for line in _following(below, field, languages, language):
                yield start + line
                start = " " * len(start)
    elif Localised in parts:
        text = f"{{{', '.join(f'{code}: {UNKNOWN}' for code in languages)}}}"
        yield f"{name}: {f'[{text}]' if listed else text}{comment}"
    else:
        yield f"{name}: {_example(info, parts, listed=listed)}{comment}"


def _example(info: FieldInfo, parts: list[object], *, listed: bool) -> str:
    choices = [typing.get_args(part) for part in parts if typing.get_origin(part) is Literal]
    unknown = choices[0][-1] if choices else UNKNOWN
    example = info.examples[0] if info.examples else ([unknown] if listed else unknown)
    items = example if isinstance(example, list) else [example]
    said = ", ".join(item if item == UNKNOWN else _text(info, str(item)) for item in items)
    return f"[{said}]" if listed else said


def _parts(annotation: object) -> Iterator[object]:
    """Yield a type and the types in it; of a tuple also that it is one."""
    yield annotation
    origin = typing.get_origin(annotation)
    if origin is not None:
        yield origin
    for part in typing.get_args(annotation):
        yield from _parts(part)
