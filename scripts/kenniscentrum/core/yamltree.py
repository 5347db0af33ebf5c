"""YAML text to a tree of texts, lists and mappings in which every node knows its place.

Read strictly: what a human reviewer could misread (duplicate keys, aliases, tags, tabs) is a
finding, and scalars stay the text that was written, so that ``12:30``, ``0123`` and ``NO`` are
never turned into something else (YAML 1.1 gives 750, 83 and false).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from kenniscentrum.core.findings import Finding, Place, finding

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

# Other YAML readers turn these unquoted words into booleans, null or sums of sixties.
_TWISTED = re.compile(r"(?i:yes|no|on|off|true|false|y|n|null|~)|0\d+|\d+(?::[0-5]?\d)+")
# Control characters, what reverses text, and what YAML but no editor takes for the end of a line.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!$)"
)
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value with its place: text (or None when left empty), a list, or a mapping.

    ``keys`` holds the place of each key of a mapping, because that is where an editor looks when
    a key is unknown or stands twice.
    """

    value: str | list[Node] | dict[str, Node] | None
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)

    def at(self, path: tuple[str | int, ...]) -> Place:
        """Return the place an editor should look at for ``path``, as deep as it reaches.

        That is the value itself where it is text, and the key above it where it is a block.
        """
        node, place = self._deepest(path)
        return node.place if isinstance(node.value, str) else place

    def key_at(self, path: tuple[str | int, ...]) -> Place:
        """Return the place of the key that ends ``path``."""
        return self._deepest(path)[1]

    def _deepest(self, path: tuple[str | int, ...]) -> tuple[Node, Place]:
        node, place = self, self.place
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                place, node = node.keys[str(step)], node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = node.place
            else:
                break
        return node, place

    def written(self, path: tuple[str | int, ...]) -> str:
        """Return the text at ``path`` as it was written; nothing where there is a block or list."""
        node, _ = self._deepest(path)
        return node.value if isinstance(node.value, str) else ""

    def items(self, key: str) -> list[Node]:
        """Return the items of the list under a key; none if there is no such list."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return inner.value if inner and isinstance(inner.value, list) else []

    def empty(self) -> Iterator[tuple[str, Place]]:
        """Yield (key, place) of every value below that was left empty."""
        pairs: list[tuple[str, Place, Node]] = []
        if isinstance(self.value, dict):
            pairs = [(key, self.keys[key], node) for key, node in self.value.items()]
        elif isinstance(self.value, list):
            pairs = [(str(number), node.place, node) for number, node in enumerate(self.value, 1)]
        for key, place, node in pairs:
            if node.value in (None, ""):
                yield key, place if node.value is None else node.place
            yield from node.empty()

    def plain(self) -> object:
        """Return the tree as plain texts, lists and dicts."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value


def read(content: bytes, file: str, first_line: int = 1) -> tuple[Node | None, list[Finding]]:
    """Read one YAML document.

    ``first_line`` is the line on which ``content`` starts in ``file`` (front matter starts on 2).
    Returns no node when the text cannot be read at all; never raises for bad input.
    """
    if len(content) > MAX_BYTES:
        return None, [finding(Place(file), "Y008", limit=f"{MAX_BYTES:,} bytes")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + first_line
        return None, [finding(Place(file, line), "Y001")]
    found = list(_forbidden_characters(text, file, first_line))
    if found:
        return None, found
    try:
        return _Builder(file, first_line).build(text)
    except yaml.YAMLError as error:
        return None, [_syntax_finding(error, text, file, first_line)]
    except RecursionError:
        return None, [finding(Place(file), "Y008", limit=f"{MAX_DEPTH} levels")]


def _forbidden_characters(text: str, file: str, first_line: int) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), first_line):
        if match := _FORBIDDEN.search(line):
            place = Place(file, number, match.start() + 1)
            yield finding(place, "Y007", character=f"U+{ord(match[0]):04X}")
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            yield finding(Place(file, number, indent.index("\t") + 1), "Y005")


def _syntax_finding(error: yaml.YAMLError, text: str, file: str, first_line: int) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "unreadable"
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    return finding(Place(file, line + first_line, column + 1), "Y006", problem=problem)


class _Builder:
    """Builds the tree from parser events: no alias is followed and nothing recurses."""

    def __init__(self, file: str, first_line: int) -> None:
        self._file, self._first_line = file, first_line
        self._findings: list[Finding] = []
        self._stack: list[tuple[Node, list[Node]]] = []  # open collections, and a mapping's key
        self._root: Node | None = None

    def build(self, text: str) -> tuple[Node | None, list[Finding]]:
        documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            place = self._place(event)
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._find(place, "Y010")
                        break
                case yaml.AliasEvent():
                    self._find(place, "Y003", name=f"*{event.anchor}")
                    self._add(Node(None, place))
                case yaml.ScalarEvent():
                    self._add(self._scalar(event, place))
                case yaml.SequenceStartEvent():
                    self._open(event, Node([], place))
                case yaml.MappingStartEvent():
                    self._open(event, Node({}, place))
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    self._stack.pop()
            if len(self._stack) > MAX_DEPTH:
                self._find(place, "Y008", limit=f"{MAX_DEPTH} levels")
                return None, self._findings
        return self._root, self._findings

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # the parser always sets it
        return Place(self._file, mark.line + self._first_line, mark.column + 1)

    def _find(self, place: Place, code: str, **values: object) -> None:
        self._findings.append(finding(place, code, **values))

    def _refuse_properties(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place
    ) -> None:
        if event.anchor:
            self._find(place, "Y003", name=f"&{event.anchor}")
        if event.tag:
            self._find(place, "Y004", tag=event.tag)

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Node:
        self._refuse_properties(event, place)
        plain = not event.style  # '' from the C parser, None from the Python one
        if plain and event.value == "":
            return Node(None, place)
        if match := _FORBIDDEN.search(event.value):  # written as an escape, such as "\\0"
            self._find(place, "Y007", character=f"U+{ord(match[0]):04X}")
        if plain and _TWISTED.fullmatch(event.value):
            self._find(place, "Y009", value=event.value)
        return Node(event.value, place)

    def _open(self, event: yaml.CollectionStartEvent, node: Node) -> None:
        self._refuse_properties(event, node.place)
        self._add(node)
        self._stack.append((node, []))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self._root = node
            return
        parent, pending_key = self._stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif not pending_key:
            pending_key.append(node)
        else:
            self._set(parent, pending_key.pop(), node)

    def _set(self, parent: Node, key: Node, node: Node) -> None:
        assert isinstance(parent.value, dict)
        if not isinstance(key.value, str):
            self._find(key.place, "Y011")
        elif key.value in parent.value:
            first = parent.keys[key.value].line
            self._find(key.place, "Y002", key=key.value, first=first)
        else:
            parent.value[key.value] = node
            parent.keys[key.value] = key.place
