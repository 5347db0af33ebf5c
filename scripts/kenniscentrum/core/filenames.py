"""Names that every file system can hold: one that forgets case, and that of Windows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kenniscentrum.core.findings import Finding, Place, finding

# What Windows refuses: its devices, with any ending; a dot or blank at the end; its own signs.
_UNFIT = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?|.*[. ]|.*[<>:\"|?*\\\x00-\x1f].*", re.I
)


# What the site itself makes besides pages, to be fetched by programs.
_FILE = re.compile(r"\.(?:csv|ics|json|jsonld|ndjson|ttl|txt|xlsx|xml|ya?ml|zip)$")


def is_file(address: str) -> bool:
    """Return whether an address is that of a file for programs, and not that of a page."""
    return bool(_FILE.search(address))


def unfit(path: str) -> str:
    """Return the first part of a path that Windows refuses as a name; empty if there is none."""
    return next((part for part in path.split("/") if _UNFIT.fullmatch(part)), "")


def compared(path: str) -> str:
    """Return a path as it is compared where case, and how an accent is written, do not count."""
    return unicodedata.normalize("NFC", path).casefold()


def fit(files: Iterable[str]) -> Iterator[Finding]:
    """Every file and folder can be kept on every system, and none in the place of another."""
    seen: dict[str, str] = {}
    for file in sorted(files):
        if bad := unfit(file):
            yield finding(Place(file), "D009", value=bad)
        other = seen.setdefault(compared(file), file)
        if other != file:
            yield finding(Place(file), "D010", value=file, other=other)
