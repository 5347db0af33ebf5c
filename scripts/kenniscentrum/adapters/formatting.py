"""Puts project records in their layout on disk; a file is either as it was or wholly renewed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kenniscentrum.core import yamltree
from kenniscentrum.core.findings import Finding, Level, Place, finding
from kenniscentrum.core.records import Project
from kenniscentrum.core.rules import level_of
from kenniscentrum.views.layout import layout

FOLDER = "projects"

_WORDS = {
    "nl": {
        "changed": "opgemaakt: {file}",
        "would_change": "nog niet in de vaste opmaak: {file}",
        "clean": "Alle records hebben de vaste opmaak.",
        "mend": "Maak ze op met: kc fmt",
        "no_record": "{path}: kc fmt maakt alleen projectrecords op (projects/<id>.yml)",
    },
    "en": {
        "changed": "laid out: {file}",
        "would_change": "not yet in the layout: {file}",
        "clean": "All records have the layout.",
        "mend": "Lay them out with: kc fmt",
        "no_record": "{path}: kc fmt only lays out project records (projects/<id>.yml)",
    },
}


@dataclass(slots=True)
class Outcome:
    """The files that changed, or would, and the findings of files that were left as they are."""

    changed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def said(self, language: str, *, written: bool) -> str:
        """Say what happened, in a language."""
        words = _WORDS[language]
        form = words["changed" if written else "would_change"]
        lines = [form.format(file=file) for file in self.changed]
        if not written and self.changed:
            lines.append(words["mend"])
        return "\n".join(lines or ([] if self.findings else [words["clean"]]))


def records(root: Path, paths: Iterable[Path], language: str) -> list[str]:
    """Return the records that paths name, or those in them; without paths all records.

    Raises ValueError, with a sentence in the language, for a path that is or holds no record.
    """
    known = {path.resolve(): path for path in sorted((root / FOLDER).glob("*.yml"))}
    asked = [path.resolve() for path in paths]
    for path in asked:
        if not any(record.is_relative_to(path) for record in known):
            raise ValueError(_WORDS[language]["no_record"].format(path=path))
    return [
        path.relative_to(root).as_posix()
        for record, path in known.items()
        if not asked or any(record.is_relative_to(path) for path in asked)
    ]


def put_in_layout(root: Path, files: Sequence[str], *, write: bool) -> Outcome:
    """Lay out records, or only look which would change. Raises OSError of the file system."""
    outcome = Outcome()
    for file in files:
        path = (root / file).resolve()  # a link keeps being one
        if not path.is_relative_to(root):
            outcome.findings.append(finding(Place(file), "D004", value=file))
            continue
        content = path.read_bytes()
        tree, found = yamltree.read(content, file)
        errors = [item for item in found if level_of(item) is Level.ERROR]
        if errors or tree is None:
            outcome.findings += errors or [finding(Place(file), "R003", key=file)]
            continue
        laid_out = layout(content.decode("utf-8-sig"), Project).encode()
        if laid_out != content:
            outcome.changed.append(file)
            if write:
                _replace(path, laid_out)
    return outcome


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
