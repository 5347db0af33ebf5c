"""YAML text as it was written: values with their form, and each comment with what it belongs to.

:mod:`kenniscentrum.core.yamltree` reads what a file says; this reads how it says it, for who
writes the file anew. A comment that stands alone belongs to what follows it, or to the end of the
block whose indent it shares; a comment beside something belongs to that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD_OF_BLOCK_TEXT = re.compile(r"[|>][-+\d]*(?=[ \t]+#)")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its ``#``; ``alone`` if nothing precedes it on its line.

    ``apart`` if the line above it is blank.
    """

    text: str
    offset: int
    line: int
    column: int
    alone: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``form`` is what was written for it, ``style`` its sign (none, ``'"|>``)."""

    text: str
    form: str
    style: str


@dataclass(slots=True)
class Collection:
    """A block (``mapping``) or a list; ``flow`` if it was written with brackets.

    ``after`` holds the comments after its last entry; an empty text is a blank line.
    """

    mapping: bool
    flow: bool
    entries: list[Entry] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key of a block, or an item of a list (without key), with the comments that go with it."""

    key: str
    key_form: str
    value: Scalar | Collection
    above: list[str]
    beside: Comment | None = None


@dataclass(slots=True)
class Written:
    """A whole file; ``comments`` holds the text of all its comments in their order."""

    root: Scalar | Collection
    above: list[str]
    comments: list[str]


def read_written(text: str) -> Written:
    """Read a text that :func:`kenniscentrum.core.yamltree.read` found readable, without aliases."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\r")
    node = yaml.compose(text, Loader=_Loader)
    if node is None:
        raise ValueError("nothing written")
    reader = _Reader(text, node)
    comments = [comment.text for comment in reader.comments]
    entry = reader.entry("", "", node, [], -1, len(text))
    above = entry.above + ([entry.beside.text] if entry.beside else [])
    rest = [comment for comment in reader.comments if comment.alone]
    if isinstance(entry.value, Collection):
        entry.value.after += reader.lines(rest)
    else:
        above += reader.lines(rest)
    return Written(entry.value, above, comments)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)


def _start(node: yaml.Node) -> int:
    return node.start_mark.index


def _end(node: yaml.Node) -> int:
    return node.end_mark.index


class _Reader:
    """Walks the nodes in the order of the text and hands out the comments on the way."""

    def __init__(self, text: str, root: yaml.Node) -> None:
        self._text = text
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.comments: deque[Comment] = deque()
        signs, last = [], 0
        for scalar in _scalars(root):
            signs.append(self._collect(last, _start(scalar)))
            signs.append(" " * (_end(scalar) - _start(scalar)))
            last = _end(scalar)
            if head := _HEAD_OF_BLOCK_TEXT.match(text, _start(scalar), last):
                self._collect(head.end(), text.find("\n", _start(scalar), last))
        signs.append(self._collect(last, len(text)))
        self._signs = "".join(signs)

    def _collect(self, start: int, end: int) -> str:
        """Collect the comments between two texts, and return the signs that stand there."""
        for match in _COMMENT.finditer(self._text, start, end):
            line = bisect_right(self._line_starts, match.start()) - 1
            begin = self._line_starts[line]
            above = self._text[self._line_starts[line - 1] : begin] if line else "-"
            self.comments.append(
                Comment(
                    text=match[0].rstrip(" \t\r"),
                    offset=match.start(),
                    line=line,
                    column=match.start() - begin,
                    alone=not self._text[begin : match.start()].strip(" \t"),
                    apart=not above.strip(),
                )
            )
        return _COMMENT.sub(lambda match: " " * len(match[0]), self._text[start:end])

    def _until(self, offset: int) -> list[Comment]:
        """Take the comments before an offset."""
        taken = []
        while self.comments and self.comments[0].offset < offset:
            taken.append(self.comments.popleft())
        return taken

    def _beside(self, line: int, limit: int) -> list[Comment]:
        """Take the comment at the end of a line, if it stands before ``limit``."""
        first = self.comments[0] if self.comments else None
        if first and not first.alone and first.line == line and first.offset < limit:
            return [self.comments.popleft()]
        return []

    def lines(self, comments: list[Comment], following: int | None = None) -> list[str]:
        """Return comments as lines, with the blank lines between them and to what follows."""
        lines: list[str] = []
        for comment in comments:
            lines += ["", comment.text] if comment.apart else [comment.text]
        if comments and following is not None:
            between = self._text[comments[-1].offset : following]
            lines += [""] if re.search(r"\n[ \t]*\n", between) else []
        return lines

    def entry(
        self, key: str, form: str, node: yaml.Node, above: list[str], column: int, limit: int
    ) -> Entry:
        """Read a value with the comments between it and its key, and beside it."""
        if isinstance(node, yaml.ScalarNode):
            value: Scalar | Collection = self._scalar(node)
            inner = self._until(_end(node))
            if node.style not in ("|", ">"):
                inner += self._beside(node.end_mark.line, limit)
        elif isinstance(node, yaml.CollectionNode) and node.flow_style:
            inner = self._until(_start(node))
            value = self._collection(node, column, _end(node))
            found = self._beside(node.end_mark.line, limit)
            if value.after or any(item.above or item.beside for item in value.entries):
                value.after += self.lines(found)
            else:
                inner += found
        else:
            assert isinstance(node, yaml.CollectionNode)
            inner = []
            while self.comments and not self.comments[0].alone:
                if self.comments[0].offset >= _start(node):
                    break
                inner.append(self.comments.popleft())
            value = self._collection(node, column, limit)
        beside = inner.pop() if inner and not inner[-1].alone else None
        return Entry(key, form, value, above + self.lines(inner), beside)

    def _scalar(self, node: yaml.ScalarNode) -> Scalar:
        style = node.style or ""
        return Scalar(node.value, self._text[_start(node) : _end(node)], style)

    def _collection(self, node: yaml.CollectionNode, parent: int, limit: int) -> Collection:
        """Read a block or list; ``parent`` is the column of what it stands in."""
        mapping = isinstance(node, yaml.MappingNode)
        flow = bool(node.flow_style)
        found = Collection(mapping, flow)
        column = node.start_mark.column
        children = node.value if mapping else [(None, item) for item in node.value]
        starts = [
            self._place(key or item, in_list=not mapping and not flow) for key, item in children
        ]
        for index, (key, item) in enumerate(children):
            until = starts[index + 1] if index + 1 < len(starts) else limit
            above = self.lines(self._until(starts[index]), starts[index])
            form = self._scalar(key).form if key else ""
            name = key.value if key else ""
            found.entries.append(self.entry(name, form, item, above, column, until))
        if flow:
            found.after = self.lines(self._until(_end(node)))
        elif column > parent:
            found.after = self.lines(self._tail(column, limit))
        return found

    def _place(self, node: yaml.Node, *, in_list: bool) -> int:
        """Return where an entry begins: at its hyphen, if it has one."""
        return self._signs.rfind("-", 0, _start(node)) if in_list else _start(node)

    def _tail(self, column: int, limit: int) -> list[Comment]:
        """Take the comments that stand alone and are indented as a block that has ended."""
        taken = []
        while self.comments and self.comments[0].offset < limit:
            if not self.comments[0].alone or self.comments[0].column < column:
                break
            taken.append(self.comments.popleft())
        return taken
