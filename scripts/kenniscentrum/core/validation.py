"""A tree becomes a typed value, or findings: pydantic checks, we say where and how to mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kenniscentrum.core.fields import ID_PATTERN
from kenniscentrum.core.findings import Finding, finding
from kenniscentrum.core.leaves import Path, models_in
from kenniscentrum.core.yamltree import Node

Model = TypeVar("Model", bound=BaseModel)

# pydantic's error types → our rules; what is not here gets R018.
_RULES = {
    "missing": "R002",
    "extra_forbidden": "R001",
    "date_form": "R011",
    "date_calendar": "R012",
    "web_address": "R016",
    "whole_number": "R014",
    "int_parsing": "R014",
    "int_type": "R014",
    "literal_error": "R010",
    "string_too_long": "R015",
    "greater_than_equal": "R019",
    "less_than_equal": "R019",
}
_SHAPES = {
    "string_type": "text",
    "tuple_type": "list",
    "dict_type": "block",
    "model_type": "block",
    "model_attributes_type": "block",
}


def validate(model: type[Model], tree: Node) -> tuple[Model | None, list[Finding]]:
    """Return the typed value and no findings, or None and all findings of the tree."""
    found = {finding(place, "R003", key=key) for key, place in tree.empty()}
    value: Model | None = None
    try:
        value = model.model_validate(tree.plain())
    except ValidationError as error:
        details = error.errors(include_url=False)
        found |= {_finding(detail, tree, model) for detail in details}
    return (None if found else value), sorted(found)


def near(value: str, choices: Iterable[str]) -> dict[str, str]:
    """Return the one close match of ``value``, else all choices, for the words of a finding."""
    choices = list(choices)
    lowered = {choice.lower(): choice for choice in reversed(choices)}
    if matches := difflib.get_close_matches(value.lower(), lowered, n=1, cutoff=0.6):
        return {"near": lowered[matches[0]]}
    return {"choices": ", ".join(choices)}


def _finding(detail: ErrorDetails, tree: Node, model: type[BaseModel]) -> Finding:
    kind, value = detail["type"], detail["input"]
    path = tuple(step for step in detail["loc"] if step != "[key]")
    place = tree.at(path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    shown = tree.written(path)
    if kind == "missing":
        return finding(place, "R002", key=key)
    if kind == "extra_forbidden":
        fields = _model_at(model, path[:-1]).model_fields
        return finding(tree.key_at(path), "R001", key=key, **near(key, fields))
    if value in (None, "") or kind in ("string_too_short", "too_short", "says_nothing"):
        return finding(place, "R003", key=key)
    if kind in _SHAPES:
        return finding(place, "R013", expected=_SHAPES[kind])
    context = detail.get("ctx", {})
    if kind == "literal_error":
        choices = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return finding(place, "R010", value=shown, **near(shown, choices))
    if kind == "string_too_long":
        return finding(place, "R015", limit=context["max_length"])
    if kind in ("date_form", "date_calendar", "whole_number", "web_address") and not shown:
        return finding(place, "R013", expected="text")
    if kind == "string_pattern_mismatch" and context["pattern"] == ID_PATTERN:
        return finding(place, "R017", value=shown)
    return finding(place, _RULES.get(kind, "R018"), value=shown or key)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model that declares the block at ``path``."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = next(models_in(model.model_fields[step].annotation), model)
    return model
