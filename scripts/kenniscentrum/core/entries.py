"""A file of the centre that was read, for the rules that look at it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from kenniscentrum.core.yamltree import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was read: its tree, and its value unless something in it is wrong."""

    file: str
    model: type[BaseModel]
    tree: Node
    value: BaseModel | None
