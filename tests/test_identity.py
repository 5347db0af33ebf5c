"""Thirty days of a centre that is edited, as seen by readers that know things by their id.

Each day titles, texts and order change; on some days dates move, languages go and come back, facts
are added, a project moves to another address and the site to another host. Facts carry a mark that
no reader knows, so that the tests can tell what is the same fact, whatever its id.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vobject
import yaml
from lxml import etree
from small_centre import ROOT, valid, write_centre

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.history import Commit
from kenniscentrum.core.revisions import revisions
from kenniscentrum.core.versions import Version, tree_of
from kenniscentrum.views.site import Site

START, DAYS = dt.date(2024, 1, 1), 30
OLD, NEW = "fonteinen", "waterkunst"
CALLS = "projects/_registers/calls.yml"
MARK = re.compile(r"mark-[a-z0-9-]+")


@dataclass
class Editor:
    """Who changes the records of a centre, day after day, and remembers every version."""

    root: Path
    project: dict[str, Any]
    calls: dict[str, Any]
    name: str = OLD
    versions: list[Version] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)  # what is true today, by mark

    @classmethod
    def of(cls, root: Path) -> Editor:
        """Begin with the tiny centre, its facts marked."""
        write_centre(root)

        def load(file: str) -> dict[str, Any]:
            found: dict[str, Any] = yaml.load((root / file).read_text("utf-8"), yaml.BaseLoader)
            return found

        return cls(root, load(f"projects/{OLD}.yml"), load(CALLS))

    def edit(self, day: int) -> None:
        """Do the work of a day."""
        today = START + dt.timedelta(days=day)
        call = self.calls["calls"][0]
        self.project["title"] = {"nl": f"Titel {day}", "en": f"Title {day}"}
        call["title"] = {"nl": f"Oproep {day}", "en": f"Call {day}"}
        if day % 3 == 0:  # a new fact, half of them planned ahead
            date = str(today + dt.timedelta(days=5 if day % 2 else 0))
            new = {"id": f"fact-{day}", "kind": "info-session", "date": date, "text": {}}
            self.project["events"].append(new)
        if day == 4:
            call["deadlines"].append({"id": "second", "date": "2024-06-01"})
        if day == 7:
            self._move(NEW)
        for number, facts, key, change in (
            (8, self.project["events"], "market-day", {"date": "2019-10-11"}),
            (11, call["deadlines"], "second", {"date": "2024-06-15"}),
            (12, call["deadlines"], "submission", {"time": "24:00"}),
            (21, call["info_sessions"], "info-session", {"date": "2019-04"}),  # no day any more
            (24, call["info_sessions"], "info-session", {"date": "2019-04-03"}),
        ):
            if number == day:
                next(fact for fact in facts if fact["id"] == key).update(change)
        if day == 17:
            self.project["themes"] = [*self.project["themes"], "energie"]
        if day == 20:
            call["decided"] = str(today)
        self.project["events"].reverse()
        call["deadlines"].reverse()
        self._mark(day, call)
        self._write(today)

    def _move(self, name: str) -> None:
        """Give the project another id, and its report another address."""
        self.project["former_ids"].append(self.name)
        self.project["id"] = name
        (self.root / f"projects/{self.name}.yml").unlink()
        for path in sorted((self.root / "docs").rglob("*.md")):
            text = re.sub(rf"\b{self.name}\b", name, path.read_text("utf-8"))
            path.write_text(text, "utf-8")
            if self.name in path.name:
                path.rename(path.with_name(path.name.replace(self.name, name)))
        self.name = name

    def _mark(self, day: int, call: dict[str, Any]) -> None:
        """Change every text, but for the mark in it; English is missing for a week."""
        self.dates = {}
        for event in self.project["events"]:
            mark = f"mark-{event['id']}"
            event["text"] = {"nl": f"Versie {day} {mark}"}
            if not 9 <= day < 16:
                event["text"]["en"] = f"Version {day} {mark}"
            self.dates[mark] = event["date"]
        for kind in ("deadlines", "info_sessions"):
            for moment in call[kind]:
                mark = f"mark-{moment['id']}"
                moment["title"] = {"nl": f"Moment {day} {mark}", "en": f"Moment {day} {mark}"}
                self.dates[mark] = f"{moment['date']} {moment.get('time', '')}".strip()

    def _write(self, today: dt.date) -> None:
        since = dt.datetime.combine(today, dt.time(12), tzinfo=dt.UTC)
        for file, tree in ((f"projects/{self.name}.yml", self.project), (CALLS, self.calls)):
            content = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()
            (self.root / file).write_bytes(content)
            commit = Commit(f"{today:%Y%m%d}".zfill(40), since)
            self.versions.append(Version(file, file, tree_of(file, content), commit))

    def corpus(self) -> Corpus:
        """Return what the centre knows now."""
        return replace(valid(self.root), revisions=revisions(self.versions))


@dataclass(frozen=True)
class Day:
    """The files of the site on a day, and the date of each marked fact in its records."""

    files: dict[str, bytes]
    dates: dict[str, str]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[Day]:
    editor = Editor.of(tmp_path_factory.mktemp("edited") / "centre")
    vocabulary = editor.root / "projects/_registers/vocabulary.yml"
    text = vocabulary.read_text("utf-8")
    energy = "themes:\n  - {id: energie, label: {nl: energie, en: energy}}"
    vocabulary.write_text(text.replace("themes:", energy, 1), "utf-8")
    found = []
    for day in range(DAYS):
        editor.edit(day)
        url = "https://kenniscentrum.example/" if day < 19 else "https://elders.example/pio/"
        today = START + dt.timedelta(days=day)
        site = Site(editor.corpus(), ROOT / "overrides", url, today=today)
        found.append(Day(dict(site.files()), editor.dates))
    return found


def _items(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of the items of a feed."""
    if path.endswith(".json"):
        yield from ((item["id"], item["content_html"]) for item in json.loads(content)["items"])
        return
    tree = etree.fromstring(content)
    for item in tree.iter("{*}item", "{*}entry"):
        key = item.findtext("{*}guid") or item.findtext("{*}id")
        yield key, "".join(item.itertext())


@cache
def _entries(content: bytes) -> dict[str, tuple[str, int, str]]:
    """Return (mark, sequence, date with hour) of the entries of a calendar that carry a mark."""
    found = {}
    for event in vobject.readOne(content.decode()).contents["vevent"]:
        if match := MARK.search(event.description.value):
            start = event.dtstart.value
            date = f"{start:%Y-%m-%d %H:%M}" if isinstance(start, dt.datetime) else str(start)
            date += " 24:00" if "24:00" in event.summary.value else ""
            found[event.uid.value] = (match[0], int(event.sequence.value), date)
    return found


def _is_feed(path: str) -> bool:
    return path.rpartition("/")[2] in ("rss.xml", "atom.xml", "feed.json")


def test_a_file_that_can_be_followed_never_goes_away(days: list[Day]) -> None:
    known: set[str] = set()
    for day in days:
        followed = {path for path in day.files if _is_feed(path) or path.endswith("calendar.ics")}
        assert known <= followed
        known |= followed
    assert {f"projects/{name}/{file}" for name in ("oude-fonteinen", OLD, NEW)
            for file in ("rss.xml", "calendar.ics")} <= known  # fmt: skip


def test_every_reader_sees_every_fact_once(days: list[Day]) -> None:
    known: dict[str, set[str]] = {}
    announced: Counter[tuple[str, str]] = Counter()
    for day in days:
        for path, content in day.files.items():
            if not _is_feed(path):
                continue
            now = dict(_items(path, content))
            before = known.setdefault(path, set())
            assert before <= now.keys(), path  # nothing goes away and comes back
            for key in now.keys() - before:
                mark = MARK.search(now[key])
                announced[path, mark[0] if mark else key.partition("/")[2]] += 1
            before.update(now)
    assert {key: times for key, times in announced.items() if times != 1} == {}
    for prefix in ("", "en/"):
        for name in ("rss.xml", "atom.xml", "feed.json"):
            seen = {fact for path, fact in announced if path == prefix + name}
            assert {"mark-fact-0", "mark-fact-9", "mark-market-day"} <= seen
            own = {fact for path, fact in announced if path == f"{prefix}projects/{OLD}/{name}"}
            assert {fact for fact in own if "mark" in fact} == {
                fact for fact in seen if fact.startswith("mark-")
            }


def test_a_fact_that_is_planned_is_announced_on_its_day(days: list[Day]) -> None:
    first = {}
    for number, day in enumerate(days):
        for _, text in _items("rss.xml", day.files["rss.xml"]):
            if mark := MARK.search(text):
                first.setdefault(mark[0], number)
    assert first["mark-fact-3"] == 8  # written on day 3, planned for five days later
    assert first["mark-fact-6"] == 6


def test_an_entry_of_a_calendar_keeps_its_uid(days: list[Day]) -> None:
    uids: dict[tuple[str, str], set[str]] = {}
    for day in days:
        for path, content in day.files.items():
            if path.endswith(".ics"):
                language = "en" if path.startswith("en/") else "nl"
                for uid, (mark, _, _) in _entries(content).items():
                    uids.setdefault((language, mark), set()).add(uid)
    assert len(uids) > 20
    assert {len(found) for found in uids.values()} == {1}
    assert len(set().union(*uids.values())) == len(uids)  # and no two share one


def test_the_sequence_rises_exactly_when_a_date_or_an_hour_changes(days: list[Day]) -> None:
    changes: Counter[str] = Counter()
    last: dict[str, str] = {}
    for day in days:
        for mark, date in day.dates.items():
            changes[mark] += last.get(mark, date) != date
            last[mark] = date
        for path, content in day.files.items():
            if path.endswith(".ics"):
                for mark, sequence, date in _entries(content).values():
                    assert sequence == changes[mark], (path, mark)
                    assert date == day.dates[mark]
    assert {mark: count for mark, count in changes.items() if count} == {
        "mark-market-day": 1,
        "mark-second": 1,
        "mark-submission": 1,
        "mark-info-session": 2,
    }


def test_a_date_that_is_no_longer_known_to_the_day_leaves_the_calendars(days: list[Day]) -> None:
    def marks(number: int) -> set[str]:
        return {mark for mark, _, _ in _entries(days[number].files["calendar.ics"]).values()}

    assert "mark-info-session" in marks(20)
    assert "mark-info-session" not in marks(22)
    assert "mark-info-session" in marks(25)
