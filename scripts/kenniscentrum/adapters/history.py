"""What git knows of files: their earlier versions, and when they came."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kenniscentrum.core.dates import Period
from kenniscentrum.core.revisions import Version

RECORDS = (":(glob)projects/*.yml", "projects/_registers/calls.yml")
"""The files that hold dates, as git is asked for them."""


class NoHistoryError(Exception):
    """Git cannot tell how files were before; the message says why."""


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


def walk(root: Path, *paths: str) -> list[Version]:
    """Return every version that files below ``root`` have had, oldest first, the present ones last.

    ``paths`` are git's. A version is what readers could get: the line of first parents is walked,
    so a branch counts when it was merged. Files that are gone are left out, renames are followed.

    Raises NoHistoryError without git, outside a repository, and in a shallow clone, where every
    file would seem to be new.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository").decode().strip()
    if not shallow:
        raise NoHistoryError("this folder is not in a git repository")
    if shallow == "true":
        raise NoHistoryError("this is a shallow clone")
    found = _committed(root, paths)
    contents = _contents(root, [blob for _, blob, _ in found])
    known = _listed(root, *paths)
    past = [
        Version(file, contents[blob], since)
        for file, blob, since in found
        if file in known and blob in contents
    ]
    return past + [Version(file, (root / file).read_bytes()) for file in sorted(known)]


def _listed(root: Path, *paths: str) -> set[str]:
    """Return the files of the working tree, also those that git was not told of."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--", *paths).decode()
    return {file for file in listed.split("\0") if file and (root / file).is_file()}


def _committed(root: Path, paths: tuple[str, ...]) -> list[tuple[str, str, dt.datetime]]:
    """Return (name that the file has now, blob, time of the commit), oldest first."""
    log = _git(
        *(root, "-c", "log.showSignature=false", "log", "--first-parent", "-m", "--raw", "-z"),
        *("--no-abbrev", "-M", "--relative", "--format=@%ct", "--", *paths),
    )
    found: list[tuple[str, str, dt.datetime]] = []
    now: dict[str, str] = {}  # the present name of a file, by the one it had at this commit
    since = dt.datetime.fromtimestamp(0, dt.UTC)
    parts = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        # With -z, what git shows of a commit starts on a new line.
        word = part.strip("\n")
        if word.startswith("@"):
            since = dt.datetime.fromtimestamp(int(word[1:]), dt.UTC)
        elif word.startswith(":"):
            *_, blob, status = word.split(" ")
            file = next(parts)
            if status[0] in "RC":
                before, file = file, next(parts)
                if status[0] == "R":
                    now[before] = now.pop(file, file)
                    file = before
            if status != "D":
                found.append((now.get(file, file), blob, since))
    return found[::-1]


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
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False, input=given
        )
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""
