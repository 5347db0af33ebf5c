"""What git knows of files: their earlier versions, and when they came."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kenniscentrum.core.dates import Period


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


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""
