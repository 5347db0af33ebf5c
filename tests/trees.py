"""Strategies: bytes, trees and near-valid records, as a hurried editor might make them."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel
from small_centre import SMALL

from kenniscentrum.core.records import Project

RECORD = (SMALL / "projects/fonteinen.yml").read_text("utf-8").replace("id: fonteinen", "id: probe")
PAGE = (SMALL / "docs/guides/route.md").read_text("utf-8")

_SIGNS = [
    "nl",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\t",
    "\r",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "&a ",
    "*a",
    "|",
]
_ODDITIES = ["!!str ", "---\n", "%", "#", "? ", ">-", "\x00", "\x85", "\u2028", "\ufeff", "\\", "𝄞"]
_VALUES = [
    "2019-02-30",
    "12:30",
    "no",
    "~",
    '"\\u0000"',
    '"\\ud800"',
    "https://",
    "<!-- kc:home -->",
]
_PIECES = st.sampled_from([*_SIGNS, *_ODDITIES, *_VALUES])
text = st.one_of(st.text(max_size=20), st.lists(_PIECES, max_size=12).map("".join))
"""Any text, with the signs of YAML more often than chance would have them."""

raw = st.one_of(st.binary(max_size=60), text.map(lambda item: item.encode("utf-8", "replace")))
"""Any bytes of a file."""


def _field_names(model: type[BaseModel]) -> list[str]:
    schema = model.model_json_schema()
    blocks = [schema, *schema["$defs"].values()]
    return sorted({name for block in blocks for name in block.get("properties", {})})


_keys = st.one_of(st.sampled_from([*_field_names(Project), "nl", "en"]), text)
trees = st.recursive(
    st.one_of(st.none(), text, st.integers(), st.sampled_from(["2020", "water", "stad", "bron"])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_keys, inner, max_size=6)),
    max_leaves=25,
)
"""Any tree of texts, lists and blocks, often with names of fields."""


class _Dumper(yaml.SafeDumper):
    """Leaves nothing where nothing is, instead of the word ``null``."""


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def written(tree: object) -> bytes:
    """Write a tree as YAML."""
    text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return str(text).encode("utf-8")


@st.composite
def damaged(draw: st.DrawFn, whole: str) -> bytes:
    """Return a valid file in which a few passages were cut, doubled, moved or typed over."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(whole)))
        end = draw(st.integers(start, min(len(whole), start + 40)))
        cut = whole[start:end]
        middle = draw(st.one_of(st.just(""), st.just(cut + cut), text))
        whole = whole[:start] + middle + whole[end:]
    return whole.encode("utf-8", "replace")


Step = tuple[str | int, ...]


def paths(tree: Any, path: Step = ()) -> list[Step]:
    """Return the path of every value in a tree."""
    if isinstance(tree, dict):
        items = list(tree.items())
    else:
        items = list(enumerate(tree)) if isinstance(tree, list) else []
    return [path, *(below for key, item in items for below in paths(item, (*path, key)))]
