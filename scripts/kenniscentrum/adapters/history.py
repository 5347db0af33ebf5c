"""Earlier versions of a file, from git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


def versions(root: Path, file: str) -> Iterator[bytes]:
    """Yield the committed versions of a file, newest first; none without git or history.

    Renames are not followed: an id never changes, and so neither does its file.
    """
    for commit in _git(root, "log", "--format=%H", "--", file).decode().split():
        yield _git(root, "show", f"{commit}:./{file}")


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""
