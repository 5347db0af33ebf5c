"""A new folder takes the place of an old one in one step, and nobody else is at it meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class TakenError(Exception):
    """Somebody else is at work in the folder; the message names it."""


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep others out of a folder; the lock is on the folder itself and dies with the process.

    Raises TakenError if somebody is in it, and OSError if there is no such folder.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise TakenError(str(folder)) from error
            except OSError:  # a file system without locks
                pass
        yield
    finally:
        os.close(handle)


def replace(place: Path, new: Path) -> None:
    """Put the folder ``new`` in a place; ``new`` is then what was there before, or nothing.

    Linux exchanges the two, so that the place is never empty. Elsewhere there are two renames;
    what is cut off between them is mended by :func:`restore`.
    """
    if not os.path.lexists(place):
        new.rename(place)
    elif not _exchange(place, new):
        aside = _aside(place)
        discard(aside)
        place.rename(aside)
        new.rename(place)
        discard(aside)


def restore(place: Path) -> None:
    """Undo a replacement that was cut off between its two renames."""
    aside = _aside(place)
    if aside.exists() and not place.exists():
        aside.rename(place)
    discard(aside)


def discard(path: Path) -> None:
    """Remove a folder or a link, if it is there; what cannot be removed stays."""
    if path.is_symlink():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)


def trouble(error: BaseException) -> str:
    """Return what is wrong with the disk, in words, or nothing if the error is another."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        return "The disk is full. Make room and try again."
    if number in _CLOSED:
        return "This folder cannot be written to. Look at its owner, or mount it for writing."
    return ""


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}-old")


def _exchange(one: Path, other: Path) -> bool:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # another system, or an old library
        return False
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
