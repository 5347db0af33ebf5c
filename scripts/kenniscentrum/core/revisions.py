"""How often each date of a record was changed, from the versions that its file has had.

What has no key of its own yet, or is no record at all, counts for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kenniscentrum.core.versions import Version


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a date was changed, and since when it is as it is, if that is known."""

    sequence: int = 0
    since: dt.datetime | None = None


def revisions(versions: Iterable[Version]) -> dict[str, Revision]:
    """Return a revision for the key of every date in any of the versions, oldest first.

    A date that went away and came back the same was not changed.
    """
    found: dict[str, Revision] = {}
    last: dict[str, str] = {}
    for version in versions:
        when = version.commit.when if version.commit else None
        for key, date in dict(_dates(version.tree)).items():
            if key not in last:
                found[key] = Revision(0, when)
            elif last[key] != date:
                found[key] = Revision(found[key].sequence + 1, when or found[key].since)
            last[key] = date
    return found


def _dates(tree: object) -> Iterator[tuple[str, str]]:
    """Yield (key, date with time) of a project or of the register of calls.

    The keys are those of :mod:`kenniscentrum.core.occurrences`.
    """
    for call in _blocks(tree, "calls"):
        for kind, field in (("deadline", "deadlines"), ("session", "info_sessions")):
            for moment in _blocks(call, field):
                if _text(moment, "id"):
                    key = f"calls/{_first_id(call)}/{kind}-{_text(moment, 'id')}"
                    yield key, f"{_text(moment, 'date')} {_text(moment, 'time')}".strip()
    if not isinstance(tree, dict) or "calls" in tree:
        return
    first = _first_id(tree)
    for event in _blocks(tree, "events"):
        yield f"projects/{first}/event-{_text(event, 'id')}", _text(event, "date")
    consultation = tree.get("market_consultation")
    for name, field in (("consultation", "date"), ("register-by", "register_by")):
        if date := _text(consultation, field):
            yield f"projects/{first}/{name}", date


def _first_id(tree: object) -> str:
    former = tree.get("former_ids") if isinstance(tree, dict) else None
    return str(former[0]) if isinstance(former, list) and former else _text(tree, "id")


def _blocks(tree: object, key: str) -> list[object]:
    found = tree.get(key) if isinstance(tree, dict) else None
    return found if isinstance(found, list) else []


def _text(tree: object, key: str) -> str:
    found = tree.get(key) if isinstance(tree, dict) else None
    return found if isinstance(found, str) else ""
