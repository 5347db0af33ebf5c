"""What git knows of files: their earlier versions, and when they came."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kenniscentrum.core.dates import Period
from kenniscentrum.core.history import Commit
from kenniscentrum.core.lineage import Lines, Touch
from kenniscentrum.core.versions import Plain, Version, is_compared, tree_of

PATHS = ("projects", "docs")
"""What pages are made of."""

IGNORED = ".git-blame-ignore-revs"
"""Names commits of which nothing is told, in the form that ``git blame`` reads."""

# What the settings of a person or a machine could change.
_LOG = ("-c", "log.showSignature=false", "-c", "log.showRoot=true", "log")


class NoHistoryError(Exception):
    """Git cannot tell how files were before; the message says why."""


class ShallowError(NoHistoryError):
    """Git has only the last part of the history."""


def versions(root: Path, file: str) -> Iterator[bytes]:
    """Yield the committed versions of a file, newest first; none without git or history.

    Renames are not followed: an id never changes, and so neither does its file.
    """
    for commit in _git(root, "log", "--format=%H", "--", file).decode().split():
        yield _git(root, "show", f"{commit}:./{file}")


def added(root: Path, period: Period, *folders: str) -> list[str]:
    """Return the files of folders that were first committed in a period; a rename adds none.

    None without git, and none of a shallow copy, whose oldest commit seems to add everything.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return []
    form = ("--format=commit %cs", "--diff-filter=A", "--name-only", "--relative", "-M", "-z")
    found, within = [], False
    for line in _git(root, "log", *form, "--", *folders).decode().replace("\n", "\0").split("\0"):
        if line.startswith("commit "):
            within = period.first <= dt.date.fromisoformat(line[7:]) <= period.last
        elif line and within:
            found.append(line)
    return sorted(set(found))


@dataclass(frozen=True)
class Walk:
    """All that one walk of git found.

    ``versions`` come oldest first, and what is not committed last. ``commits`` is what
    :class:`History` holds. ``trees`` are those of all blobs that were compared, by id.
    ``cut`` is whether a shallow clone hides the beginning.
    """

    head: Commit
    versions: list[Version]
    commits: dict[str, Commit]
    trees: dict[str, Plain]
    ignored: frozenset[str]
    uncommitted: frozenset[str]
    cut: bool


def walk(root: Path, known: Mapping[str, Plain] | None = None, *, cut: bool = False) -> Walk:
    """Walk the line of first parents once and return what happened to the files below ``root``.

    A version is what readers could get, so a branch counts when it was merged, as it was merged.
    Renames are followed. ``known`` are trees of an earlier walk: they cost nothing again.

    Raises NoHistoryError without git, outside a repository, before the first commit and in a clone
    that lacks what files held. Raises ShallowError in a shallow clone, where every file would seem
    to be new, unless it may be ``cut``: then what its oldest commit holds has no known beginning.
    """
    shallow, top, boundary = _repository(root)
    if shallow and not cut:
        raise ShallowError("this is a shallow clone: its history is cut off")
    head_id, _, when = _git(root, *_LOG, "-1", "--format=%H %ct").decode().partition(" ")
    touches = _touches(root)
    start = {touch.commit.id for touch in touches[:1]} & boundary
    changed = _changed(root)
    known = known or {}
    kinds = {touch.blob: touch.name for touch in touches if is_compared(touch.name)}
    kinds.pop("", None)
    trees = {blob: known[blob] for blob in kinds if blob in known}
    for blob, content in _contents(root, sorted(kinds.keys() - trees.keys())).items():
        trees[blob] = tree_of(kinds[blob], content)
    if len(trees) < len(kinds):
        raise NoHistoryError("this clone lacks the contents of earlier versions")
    lines = Lines()
    for touch in touches:
        lines.take(touch, None if touch.commit.id in start else touch.commit)
    versions = lines.versions(trees)
    for number, name in enumerate(sorted(filter(is_compared, changed)), 1):
        path, line = root / name, lines.current.get(name, -number)
        tree = tree_of(name, path.read_bytes()) if path.is_file() else None
        versions.append(Version(name, name, tree, None, not path.is_file(), line))
    commits = {name: commit for name, commit in lines.commits() if name not in changed}
    head = Commit(head_id, _moment(when))
    return Walk(head, versions, commits, trees, _ignored(top), frozenset(changed), bool(start))


def _repository(root: Path) -> tuple[bool, Path, set[str]]:
    """Return whether a repository is shallow, where it begins, and the commits that it ends at."""
    asked = ("--is-shallow-repository", "--show-toplevel", "--git-path", "shallow")
    try:
        done = _run(root, "rev-parse", *asked)
    except FileNotFoundError:
        raise NoHistoryError("there is no git here") from None
    if done.returncode:
        raise NoHistoryError(done.stderr.decode("utf-8", "replace").partition("\n")[0])
    shallow, top, path = done.stdout.decode("utf-8", "surrogateescape").split("\n")[:3]
    if not _git(root, "rev-parse", "--verify", "--quiet", "HEAD"):
        raise NoHistoryError("this repository has no commit yet")
    ends = root / path
    return shallow == "true", Path(top), set(ends.read_text().split()) if ends.is_file() else set()


def _touches(root: Path) -> list[Touch]:
    """Return what each commit of the line of first parents did to our files, oldest first."""
    done = _run(
        *(root, *_LOG, "--first-parent", "--diff-merges=first-parent", "--raw", "-z"),
        *("--no-abbrev", "-M", "-l0", "--relative", "--format=@%H %ct", "--", *PATHS),
    )
    if done.returncode:
        raise NoHistoryError(done.stderr.decode("utf-8", "replace").partition("\n")[0])
    found: list[Touch] = []
    commit = Commit("", _moment("0"))
    parts = iter(done.stdout.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        # With -z, what git shows of a commit starts on a new line.
        word = part.strip("\n")
        if word.startswith("@"):
            key, _, when = word[1:].partition(" ")
            commit = Commit(key, _moment(when))
        elif word.startswith(":"):
            *_, before, blob, status = word.split(" ")
            former, name = "", next(parts)
            if status[0] in "RC":
                former, name = (name if status[0] == "R" else ""), next(parts)
            blob = "" if status == "D" else blob
            found.append(Touch(commit, name, blob, former, before == blob and not former))
    return found[::-1]


def _changed(root: Path) -> set[str]:
    """Return the files of the working tree that are not as they were committed, or are new."""
    changed = _git(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", *PATHS
    )
    new = _git(root, "ls-files", "-z", "--others", "--", *PATHS)
    names = (changed + new).decode("utf-8", "surrogateescape").split("\0")
    return {name for name in names if name}


def _ignored(top: Path) -> frozenset[str]:
    """Return the ids of commits that are to be ignored: one a line, ``#`` begins a comment."""
    file = top / IGNORED
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    return frozenset(line.partition("#")[0].strip().lower() for line in text.splitlines()) - {""}


def _moment(seconds: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _contents(root: Path, blobs: list[str]) -> dict[str, bytes]:
    """Return the contents of blobs, all from one process."""
    answer = _git(root, "cat-file", "--batch", given="\n".join(dict.fromkeys(blobs)).encode())
    contents: dict[str, bytes] = {}
    place = 0
    while place < len(answer):
        end = answer.index(b"\n", place)
        head = answer[place:end].split()
        place = end + 1
        if len(head) == 3:  # otherwise it is missing, as in a clone without all blobs
            size = int(head[2])
            contents[head[0].decode()] = answer[place : place + size]
            place += size + 1
    return contents


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git says; nothing where it fails or is not there."""
    try:
        done = _run(root, *arguments, given=given)
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-c", "color.ui=false", "-C", str(root), *arguments]
    settings = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    environment = {**os.environ, **settings}
    return subprocess.run(command, capture_output=True, check=False, input=given, env=environment)
