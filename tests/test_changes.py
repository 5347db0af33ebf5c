"""What pages say of their past is what happened: 2,000 commits with tricky cases among them.

Each case was written with what it must say, newest first, by hand. A line begins with the number
of the step that it tells: so its date and its commit are tested too.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest
from synthetic_repository import Noise, Stream, git
from tricky_pasts import CASES, RECORD, Case

from kenniscentrum.adapters import history, past
from kenniscentrum.adapters.history import ShallowError
from kenniscentrum.core.changes import Turn
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.history import History, Reach
from kenniscentrum.views import changes, markup
from kenniscentrum.views.feeditems import MOST_CHANGES
from kenniscentrum.views.feeds import feeds
from kenniscentrum.views.pagehistory import PageHistory, page_history
from kenniscentrum.views.rendering import Rendering

COMMITS, RECORDS = 2000, 60


@dataclass(frozen=True)
class Past:
    """The repository, its history, and what was written."""

    root: Path
    history: History
    stream: Stream
    ids: dict[int, str]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Weave the cases into the noise of other records, and walk the result once."""
    stream, noise = Stream(), Noise(RECORDS - len(CASES))
    stream.commit(noise.first())
    steps, running = noise.steps(), [case.run(stream) for case in CASES]
    ignored: set[int] = set()
    for case in cycle(running):
        if not running:
            break
        if case in running:
            found = next(case, None)
            if found is None:
                running.remove(case)
            else:
                ignored |= found
                for _ in range(15):
                    stream.commit(next(steps))
    while len(stream.times) < COMMITS:
        stream.commit(next(steps))
    root = tmp_path_factory.mktemp("synthetic") / "centre"
    ids = stream.write(root)
    lines = ["# Commits of which nothing is told", *(f"{ids[mark]}  # form" for mark in ignored)]
    (root / history.IGNORED).write_text("\n".join(lines), "utf-8")
    return Past(root, past.past(root, ("nl", "en"))[0], stream, ids)


def _said(case: Case, known: Past, kc: Rendering) -> list[str]:
    """Return what the page says, each line with the step of its commit."""
    steps = {known.ids[mark]: number for number, mark in enumerate(case.marks)}
    return [
        f"{steps[told.commit.id]} {markup.without_tags(line)}"
        for told in changes.of_page(case.address, kc)
        for line in told.lines
    ]


@pytest.fixture(scope="module")
def words(small: Corpus, real: Path, known: Past) -> dict[str, Rendering]:
    corpus = replace(small, history=known.history)
    return {code: Rendering(corpus, code, real / "overrides") for code in ("nl", "en")}


def test_the_repository_is_as_large_as_it_should_be(known: Past) -> None:
    assert len(known.stream.times) == COMMITS
    files = list((known.root / "projects").glob("*.yml")) + list(known.root.glob("docs/*/*.md"))
    assert abs(len(files) - RECORDS) <= 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_says_what_happened(case: Case, known: Past, words: dict[str, Rendering]) -> None:
    assert _said(case, known, words["nl"]) == case.said
    if case.english:
        assert _said(case, known, words["en"]) == case.english


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_change_has_the_time_of_its_committer(case: Case, known: Past) -> None:
    times = {known.ids[mark]: when for mark, when in known.stream.times.items()}
    for change in known.history.of(case.address):
        assert change.commit.when == times[change.commit.id]


def test_a_citation_names_the_commit_that_has_the_page_as_it_is(known: Past) -> None:
    for case in CASES:
        files = ("projects/_registers/calls.yml", case.file)
        alone, both = known.history.last(case.file), known.history.last(*files)
        assert alone
        assert alone.id == known.ids[case.last]
        latest = max(next(c for c in CASES if c.file == file).last for file in files)
        assert both
        assert both.id == known.ids[latest]
    assert known.history.last("projects/never.yml") is None
    assert known.history.last() is None
    assert known.history.head
    assert known.history.head.id == known.ids[COMMITS]


def test_what_was_kept_on_disk_changes_nothing(known: Past) -> None:
    (kept,) = (known.root / past.KEPT).glob("*.json")
    whole = kept.read_bytes()
    for content in (whole, b"", whole[:-20], whole.replace(b"pio", b"oip", 1), b"[]", b"\xff\n{}"):
        kept.write_bytes(content)
        assert past.load(known.root) == (past.load(known.root) if content == whole else {})
        assert past.past(known.root, ("nl", "en"))[0] == known.history
        assert kept.read_bytes() == whole


def test_a_change_that_is_not_committed_is_not_dated(
    known: Past, small: Corpus, real: Path
) -> None:
    file, fresh = known.root / "projects/amount.yml", known.root / "projects/fresh.yml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("300000", "400000"), "utf-8")
    fresh.write_text(RECORD.replace("NAME", "fresh"), "utf-8")
    found, _ = past.past(known.root, ("nl", "en"))
    file.write_text(before, "utf-8")
    fresh.unlink()
    assert found.changes == known.history.changes
    assert found.last("projects/amount.yml") is found.last("projects/fresh.yml") is None
    assert found.uncommitted == {"projects/amount.yml", "projects/fresh.yml"}
    kc = Rendering(replace(small, history=found), "nl", real / "overrides")
    page = page_history("projects/amount", ["projects/amount.yml"], kc)
    assert (page.label, page.day, page.modified) == ("changed-uncommitted", None, None)


def test_a_shallow_clone_is_refused_or_claims_nothing_of_what_it_cut_off(
    known: Past, small: Corpus, real: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=20", f"file://{known.root}", str(clone))
    with pytest.raises(ShallowError):
        past.past(clone, ("nl", "en"))
    found, counted = past.past(clone, ("nl", "en"), cut=True)
    assert (found.reach, counted) == (Reach.CUT, {})
    assert found.changes
    assert found.changes == known.history.changes[: len(found.changes)]
    assert Turn.ADDED not in {change.turn for change in found.changes}
    assert found.last("projects/amount.yml") is None
    kc = Rendering(replace(small, history=found), "nl", real / "overrides")
    noise = next(item.address for item in found.changes)
    page = page_history(noise, [f"{noise}.yml"], kc)
    assert kc.label("changes-cut") in markup.without_tags(page.html)
    assert page_history("projects/amount", ["projects/amount.yml"], kc).label == ""


def test_without_git_pages_say_that_nothing_is_known(
    known: Past, small: Corpus, real: Path, tmp_path: Path
) -> None:
    shutil.copytree(known.root / "projects", tmp_path / "projects")
    found, counted = past.past(tmp_path, ("nl", "en"))
    assert (found.reach, found.changes, found.commits, counted) == (Reach.ABSENT, (), {}, {})
    kc = Rendering(replace(small, history=found), "nl", real / "overrides")
    page = page_history("projects/fonteinen", ["projects/fonteinen.yml"], kc)
    assert page == PageHistory("changes-absent")


def test_the_page_of_all_changes_has_each_commit_whole(words: dict[str, Rendering]) -> None:
    days = changes.by_day(words["nl"])
    told = [item for _, groups in days for group in groups for item in group.told]
    assert len(told) >= changes.LATEST
    assert len({day for day, _ in days}) == len(days)
    for _, groups in days:
        for group in groups:
            every = [c for c in words["nl"].corpus.history.changes if c.commit == group.commit]
            assert len(group.told) == len(every)


def test_the_feed_of_changes_has_fixed_ids_and_leaves_the_feed_of_everything_alone(
    words: dict[str, Rendering], small: Corpus, real: Path
) -> None:
    url = "https://x.example/"
    now = {feed.topic.key: feed for feed in feeds(words["nl"], url)}
    before = {feed.topic.key: feed for feed in feeds(Rendering(small, "nl", real), url)}
    assert {key: feed.items for key, feed in now.items() if key != "changes"} == {
        key: feed.items for key, feed in before.items() if key != "changes"
    }
    items = now["changes"].items
    assert len(items) == len({item.id for item in items}) == MOST_CHANGES
    history = words["nl"].corpus.history
    for item, change in zip(items, history.changes, strict=False):
        assert change.commit.id in item.id
        assert change.then in item.id
        assert item.at == change.commit.when
