"""How often a date was changed is read from git, and nothing is claimed where git cannot tell."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_centre import write_centre
from synthetic_repository import git
from trees import RECORD, damaged, raw

from kenniscentrum.adapters import history
from kenniscentrum.adapters.history import NoHistoryError, ShallowError
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.occurrences import Occurrence, of_call, of_project
from kenniscentrum.core.revisions import Revision, revisions
from kenniscentrum.core.versions import Version, tree_of

FIRST = dt.datetime(2026, 1, 1, 12, 0, tzinfo=dt.UTC)
DEADLINE = "calls/oproep-2019/deadline-submission"
CALLS = "projects/_registers/calls.yml"
RECORD_FILE = "projects/fonteinen.yml"
DAY = "projects/oude-fonteinen/event-market-day"


class Repository:
    """A centre in a git repository; each commit is a day after the one before."""

    def __init__(self, folder: Path, below: str = "") -> None:
        self.folder, self.root, self.days = folder, folder / below, 0
        write_centre(self.root)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit()

    def git(self, *arguments: str) -> str:
        when = (FIRST + dt.timedelta(days=self.days)).isoformat()
        settings = {"user.name": "Test", "user.email": "test@waterdam.example"}
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        done = subprocess.run(
            ["git", *options, "-C", str(self.folder), *arguments],
            env={"PATH": os.environ["PATH"], "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when,
                 "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(self.folder)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Day {self.days}")
        self.days += 1

    def change(self, file: str, before: str, after: str) -> None:
        text = (self.root / file).read_text("utf-8")
        assert before in text
        (self.root / file).write_text(text.replace(before, after), "utf-8")

    def changed(self, file: str, before: str, after: str) -> None:
        self.change(file, before, after)
        self.commit()

    def revision(self, key: str) -> Revision:
        return revisions(history.walk(self.root).versions)[key]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "centre")


def _day(number: int) -> dt.datetime:
    return FIRST + dt.timedelta(days=number)


def test_a_new_date_was_never_changed(repository: Repository) -> None:
    assert repository.revision(DEADLINE) == Revision(0, _day(0))


def test_a_date_or_an_hour_that_changes_counts_and_words_do_not(repository: Repository) -> None:
    repository.changed(CALLS, 'date: "2019-06-14"', 'date: "2019-06-21"')
    assert repository.revision(DEADLINE) == Revision(1, _day(1))
    repository.changed(CALLS, "Oproep van 2019", "Een andere titel")
    assert repository.revision(DEADLINE) == Revision(1, _day(1))
    repository.changed(CALLS, 'time: "13:30"', 'time: "24:00"')
    assert repository.revision(DEADLINE) == Revision(2, _day(3))
    repository.changed(CALLS, 'date: "2019-06-21"', 'date: "2019-06-14"')
    assert repository.revision(DEADLINE) == Revision(3, _day(4))
    assert repository.revision("calls/oproep-2019/session-info-session").sequence == 0


def test_what_is_not_committed_yet_counts_too(repository: Repository) -> None:
    repository.change(CALLS, 'date: "2019-06-14"', 'date: "2019-06-21"')
    assert repository.revision(DEADLINE) == Revision(1, _day(0))
    new = repository.root / "projects/nieuw.yml"
    new.write_text("format: 1\nid: nieuw\nevents: [{id: dag, date: 2027-01-01}]\n", "utf-8")
    assert repository.revision("projects/nieuw/event-dag") == Revision(0, None)


def test_another_order_or_another_title_counts_for_nothing(repository: Repository) -> None:
    text = (repository.root / RECORD_FILE).read_text("utf-8")
    head, events = text.split("events:\n")
    first, second = events.partition("remarks:")[0].split("  - id: start")
    rest = events.partition("remarks:")[2]
    swapped = f"{head}events:\n  - id: start{second}{first}remarks:{rest}"
    (repository.root / RECORD_FILE).write_text(swapped, "utf-8")
    repository.commit()
    assert repository.revision(DAY) == Revision(0, _day(0))


def test_a_record_that_moves_keeps_its_history(repository: Repository) -> None:
    repository.changed(RECORD_FILE, 'date: "2019-10-10"', 'date: "2019-10-11"')
    repository.git("mv", RECORD_FILE, "projects/waterkunst.yml")
    repository.change(
        "projects/waterkunst.yml",
        "id: fonteinen\nformer_ids: [oude-fonteinen]",
        "id: waterkunst\nformer_ids: [oude-fonteinen, fonteinen]",
    )
    repository.commit()
    assert repository.revision(DAY) == Revision(1, _day(1))
    walked = history.walk(repository.root).versions
    moved = [item.commit for item in walked if item.file == "projects/waterkunst.yml"]
    assert [commit and commit.when for commit in moved] == [_day(0), _day(1), _day(2)]
    repository.changed("projects/waterkunst.yml", 'date: "2019-10-11"', 'date: "2019-10-12"')
    assert repository.revision(DAY) == Revision(2, _day(3))


def test_a_date_that_went_away_and_came_back_was_not_changed(repository: Repository) -> None:
    repository.changed(RECORD_FILE, '  register_by: "2019-10-01"\n', "")
    repository.changed(RECORD_FILE, "  register_at:", '  register_by: "2019-10-01"\n  register_at:')
    assert repository.revision("projects/oude-fonteinen/register-by") == Revision(0, _day(0))


def test_a_date_without_key_of_its_own_was_in_no_calendar_yet(repository: Repository) -> None:
    before = '      - id: submission\n        date: "2019-06-14"'
    repository.changed(CALLS, before, '      - date: "2019-06-14"')
    repository.changed(CALLS, '      - date: "2019-06-14"', '      - date: "2019-06-21"')
    repository.changed(CALLS, '      - date: "2019-06-21"', before)
    assert repository.revision(DEADLINE) == Revision(0, _day(0))


def test_a_branch_counts_when_it_is_merged_and_only_once(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "proposal")
    repository.changed(CALLS, 'date: "2019-06-14"', 'date: "2019-06-15"')
    repository.changed(CALLS, 'date: "2019-06-15"', 'date: "2019-06-16"')
    repository.git("checkout", "--quiet", "main")
    repository.changed(RECORD_FILE, "Sensoren meten", "Meters meten")
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "proposal")
    assert repository.revision(DEADLINE) == Revision(1, _day(4))


def test_the_centre_can_stand_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "all", below="sites/kennis")
    (repository.folder / "projects").mkdir()
    (repository.folder / "projects/elsewhere.yml").write_text("id: elsewhere\n", "utf-8")
    repository.changed(CALLS, 'date: "2019-06-14"', 'date: "2019-06-21"')
    assert repository.revision(DEADLINE) == Revision(1, _day(1))
    files = {item.file for item in history.walk(repository.root).versions}
    assert {CALLS, RECORD_FILE, "docs/index.en.md"} <= files
    assert "projects/elsewhere.yml" not in files


def test_a_version_that_cannot_be_read_counts_for_nothing(repository: Repository) -> None:
    text = (repository.root / CALLS).read_text("utf-8")
    for broken in ("calls: [", "calls: {a: b}", "", "- a\n", "\x00", "calls: [[1], {id: [x]}]"):
        (repository.root / CALLS).write_text(broken, "utf-8")
        repository.commit()
    (repository.root / CALLS).write_text(text, "utf-8")
    repository.commit()
    assert repository.revision(DEADLINE) == Revision(0, _day(0))


def test_a_shallow_clone_says_that_it_does_not_know(repository: Repository, tmp_path: Path) -> None:
    repository.changed(CALLS, 'date: "2019-06-14"', 'date: "2019-06-21"')
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(shallow))
    with pytest.raises(ShallowError):
        history.walk(shallow)


def test_a_clone_without_earlier_contents_says_that_it_does_not_know(
    repository: Repository, tmp_path: Path
) -> None:
    repository.changed(CALLS, 'date: "2019-06-14"', 'date: "2019-06-21"')
    partial = tmp_path / "partial"
    repository.git("config", "uploadpack.allowFilter", "true")
    address = f"file://{repository.folder}"
    repository.git("clone", "--quiet", "--filter=blob:none", address, str(partial))
    repository.git("-C", str(partial), "remote", "remove", "origin")
    with pytest.raises(NoHistoryError, match="contents"):
        history.walk(partial)


def test_before_the_first_commit_nobody_knows(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(NoHistoryError, match="no commit yet"):
        history.walk(tmp_path)


def test_outside_a_repository_nobody_knows(centre: Path) -> None:
    with pytest.raises(NoHistoryError, match="repository"):
        history.walk(centre)


def test_without_git_nobody_knows(centre: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(centre))
    with pytest.raises(NoHistoryError):
        history.walk(centre)


def test_plain_versions_know_the_same_dates_as_records(corpus: Corpus, real: Path) -> None:
    files = [real / CALLS, *sorted((real / "projects").glob("*.yml"))]
    known = revisions(_version(path.name, path.read_bytes()) for path in files)
    assert {item.key for item in _occurrences(corpus)} <= known.keys()


def _version(file: str, content: bytes) -> Version:
    return Version(file, file, tree_of(file, content))


def _occurrences(corpus: Corpus) -> Iterator[Occurrence]:
    for call in corpus.calls.values():
        yield from of_call(call)
    for project in corpus.projects.values():
        yield from of_project(project)


@given(contents=st.lists(st.one_of(raw, damaged(RECORD)), max_size=4))
def test_no_content_of_a_file_breaks_the_count(contents: list[bytes]) -> None:
    found = revisions(_version("projects/probe.yml", content) for content in contents)
    assert all(revision.sequence < max(1, len(contents)) for revision in found.values())
