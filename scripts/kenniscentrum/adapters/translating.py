"""The commands about translations: which are stale and why, and the stamp that renews them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kenniscentrum.core import frontmatter, yamltree
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.leaves import texts
from kenniscentrum.core.records import Project
from kenniscentrum.core.stamping import stamped
from kenniscentrum.core.translations import State, Translation, fingerprint, translations
from kenniscentrum.core.validation import validate

Versions = Callable[[Path, str], Iterable[bytes]]

_WORDS = {
    "nl": {
        State.MISSING: "ontbreekt (deels)",
        State.STALE: "verouderd",
        State.UNSTAMPED: "zonder vingerafdruk",
    },
    "en": {
        State.MISSING: "missing (in part)",
        State.STALE: "stale",
        State.UNSTAMPED: "without fingerprint",
    },
}


def listing(root: Path, corpus: Corpus, language: str, versions: Versions) -> Iterator[str]:
    """Yield a line for every translation that is not current; stale ones with what changed.

    ``versions`` gives the earlier contents of a file, newest first.
    """
    for item in translations(corpus):
        if item.state is State.CURRENT:
            continue
        yield f"{item.file} [{item.language}]: {_WORDS[language][item.state]}"
        if item.state is State.STALE:
            yield from (f"    {line}" for line in _difference(root, corpus, item, versions))


def stamp(root: Path, corpus: Corpus, files: list[str]) -> Iterator[str]:
    """Renew the fingerprints of files and yield the names of those that changed.

    A file is a project, a translated page or the page it is a translation of.

    Raises ValueError for a file that is no translation, and KeyError for one that misses text.
    """
    known = list(translations(corpus))
    for file in files:
        named = (root / file).resolve()
        found = [item for item in known if named in (root / item.file, root / _source(item))]
        if not found:
            raise ValueError(file)
        yield from (item.file for item in found if _stamp(root, item))


def _stamp(root: Path, item: Translation) -> bool:
    """Renew one fingerprint and return whether the file changed."""
    if item.state is State.MISSING:
        raise KeyError(item.file)
    path = root / item.file
    before = path.read_text("utf-8")
    after = stamped(before, item)
    if after != before:
        path.write_text(after, "utf-8")
    return after != before


def _source(item: Translation) -> str:
    """Return the file with the leading text of a translation."""
    return item.file if item.file.startswith("projects/") else f"docs/{item.address}.md"


def _difference(root: Path, corpus: Corpus, item: Translation, versions: Versions) -> Iterator[str]:
    """Yield the words of the leading text that changed since the translation, as git knows them."""
    source = _source(item)
    now = _said((root / source).read_bytes(), source, corpus.leading)
    for content in versions(root, source):
        then = _said(content, source, corpus.leading)
        if fingerprint(then) == item.stored:
            yield from _words_changed(then, now)
            return


def _said(content: bytes, file: str, leading: str) -> list[str]:
    """Return the texts of a version of a file that its fingerprint is made of."""
    if file.endswith(".md"):
        split, _ = frontmatter.split(content, file)
        head = split.tree.plain() if split else None
        if not split or not isinstance(head, dict):
            return []
        return [str(head.get("title")), str(head.get("description")), split.body]
    tree, _ = yamltree.read(content, file)
    project = validate(Project, tree)[0] if tree else None
    return [text.get(leading) or "" for _, text in texts(project)] if project else []


def _words_changed(then: list[str], now: list[str]) -> Iterator[str]:
    old, new = " ".join(then).split(), " ".join(now).split()
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            before = " ".join(old[max(0, i1 - 3) : i1])
            removed, added = " ".join(old[i1:i2]), " ".join(new[j1:j2])
            yield f"… {before} [-{removed}-] {{+{added}+}}"
