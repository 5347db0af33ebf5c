"""What the build knows of the past, with the trees of earlier builds kept on disk.

What is kept can only save time. It is named after the code that made it, begins with its own
checksum, and is left aside if anything in it is not as it was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from kenniscentrum.adapters import history
from kenniscentrum.core import frontmatter, versions, yamltree
from kenniscentrum.core.changes import changes
from kenniscentrum.core.history import History, Reach
from kenniscentrum.core.revisions import Revision, revisions
from kenniscentrum.core.versions import Plain

KEPT = Path(".cache") / "history"


def past(
    root: Path, languages: Sequence[str], *, cut: bool = False
) -> tuple[History, Mapping[str, Revision]]:
    """Walk git once and return the history of the pages, and how dates were changed.

    Without git both are empty, and the history says why. A history that is ``cut`` has no
    revisions, because their number would be wrong. Raises ShallowError in a shallow clone, unless
    its history may be cut.
    """
    try:
        walked = history.walk(root, load(root), cut=cut)
    except history.ShallowError:
        raise
    except history.NoHistoryError as error:
        return History(why=str(error)), {}
    save(root, walked.trees)
    told = changes(walked.versions, languages, walked.ignored)
    reach = Reach.CUT if walked.cut else Reach.WHOLE
    counted = {} if walked.cut else revisions(walked.versions)
    return History(reach, walked.head, walked.commits, walked.uncommitted, told), counted


def load(root: Path) -> Mapping[str, Plain]:
    """Return the trees that were kept, by id of their blob; none where that is not certain."""
    file = root / KEPT / _name()
    try:
        check, _, content = file.read_bytes().partition(b"\n")
        sound = check == _checksum(content)
        return json.loads(content) if sound else {}
    except (OSError, ValueError):
        return {}


def save(root: Path, trees: Mapping[str, Plain]) -> None:
    """Keep trees instead of those that were kept; a disk that refuses is no error."""
    content = json.dumps(dict(sorted(trees.items()))).encode()  # keys of a tree keep their order
    whole = _checksum(content) + b"\n" + content
    folder = root / KEPT
    file, new = folder / _name(), folder / "new"
    try:
        if file.is_file() and file.read_bytes() == whole:
            return
        folder.mkdir(parents=True, exist_ok=True)
        new.write_bytes(whole)
        for other in folder.glob("*.json"):
            other.unlink()
        new.replace(file)
    except OSError:
        return


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _name() -> str:
    """Return a name that changes with all that makes a tree of a file."""
    made: Any = hashlib.sha256(yaml.__version__.encode())
    for module in (versions, yamltree, frontmatter):
        made.update(Path(str(module.__file__)).read_bytes())
    return f"{made.hexdigest()[:16]}.json"
