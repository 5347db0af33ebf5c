"""A new site takes the place of the old one in one step, and the old ones stay to go back to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kenniscentrum.adapters import publishing, replacing
from kenniscentrum.adapters.cli import main


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Result]:
    """Publish a site that says some words, or go back with ``--back``."""

    def run(words: str, *options: str) -> Result:
        site = tmp_path / "site"
        site.mkdir(exist_ok=True)
        (site / "index.html").write_text(words, "utf-8")
        (site / "same.css").write_text("p {}", "utf-8")
        options = options or ("--built",)
        return CliRunner().invoke(
            main, ["--root", str(tmp_path), "publish", str(tmp_path / "www"), *options]
        )

    return run


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


def _shown(www: Path) -> str:
    return (www / "current" / "index.html").read_text("utf-8")


def _releases(www: Path) -> list[str]:
    return sorted(path.name for path in (www / "releases").iterdir())


def test_a_site_is_shown_and_three_before_it_stay(
    publish: Callable[..., Result], www: Path
) -> None:
    for number in range(1, 7):
        assert publish(f"site {number}").exit_code == 0
        assert _shown(www) == f"site {number}"
    assert _releases(www) == ["000003", "000004", "000005", "000006"]
    assert sorted(path.name for path in www.iterdir()) == ["current", "releases"]


def test_going_back_shows_the_site_before_and_then_the_one_before_that(
    publish: Callable[..., Result], www: Path
) -> None:
    for number in range(1, 4):
        publish(f"site {number}")
    for expected in ("site 2", "site 1"):
        assert publish("", "--back").exit_code == 0
        assert _shown(www) == expected
    refused = publish("", "--back")
    assert (refused.exit_code, _shown(www)) == (2, "site 1")
    assert "There is no site before the present one" in refused.output
    publish("site 4")
    assert (_shown(www), _releases(www)) == ("site 4", ["000001", "000004"])
    publish("", "--back")
    assert _shown(www) == "site 1"


def test_a_file_that_has_not_changed_stays_the_same_file(
    publish: Callable[..., Result], www: Path
) -> None:
    for words in ("old", "new"):
        publish(words)
    one, other = (www / "releases" / name for name in ("000001", "000002"))
    assert (one / "same.css").samefile(other / "same.css")
    assert not (one / "index.html").samefile(other / "index.html")


# What can go wrong while a site is put: the call that fails, and with what.
FAILURES = {
    "copy": ("shutil.copyfile", OSError(28, "No space left on device")),
    "rename": ("pathlib.Path.rename", OSError(5, "Input/output error")),
    "link": ("pathlib.Path.symlink_to", OSError(30, "Read-only file system")),
    "swap": ("pathlib.Path.replace", KeyboardInterrupt()),
}


@pytest.mark.parametrize("name", FAILURES)
def test_what_fails_on_the_way_changes_nothing_for_readers(
    name: str, publish: Callable[..., Result], www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("old")
    target, error = FAILURES[name]

    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(target, fail)
        assert publish("new").exit_code != 0
        assert _shown(www) == "old"
    assert publish("newer").exit_code == 0
    assert _shown(www) == "newer"
    assert not list(www.rglob(".*"))
    publish("", "--back")
    assert _shown(www) == "old"


def test_a_full_disk_is_noticed_before_anything_is_copied(
    publish: Callable[..., Result], www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("old")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))  # type: ignore[attr-defined]
    result = publish("new")
    assert (result.exit_code, _shown(www)) == (2, "old")
    assert "The disk is full: the site needs" in result.output


def test_a_build_that_fails_publishes_nothing(publish: Callable[..., Result], www: Path) -> None:
    publish("old")
    assert publish("new", "--lang", "en").exit_code == 1  # there is no register to build from
    assert _shown(www) == "old"


def test_two_at_once_do_not_mix(publish: Callable[..., Result], www: Path) -> None:
    publish("old")
    with replacing.alone(www):
        result = publish("new")
    assert (result.exit_code, _shown(www)) == (2, "old")
    assert "Somebody else is publishing" in result.output


@pytest.mark.parametrize("strange", ["index.html", "current/index.html"])
def test_a_folder_of_somebody_else_is_left_alone(
    strange: str, publish: Callable[..., Result], www: Path
) -> None:
    (www / strange).parent.mkdir(parents=True)
    (www / strange).write_text("theirs", "utf-8")
    assert publish("new").exit_code == 2
    assert [path for path in www.rglob("*") if path.is_file()] == [www / strange]


def test_only_a_site_is_published(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(publishing.RefusedError, match="kc build"):
        publishing.put(tmp_path / "site", tmp_path)


@pytest.mark.parametrize("exchanging", [True, False], ids=["Linux", "elsewhere"])
def test_a_folder_takes_the_place_of_another(
    exchanging: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanging:
        monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    place, new = tmp_path / "site", tmp_path / ".new"
    for words in ("first", "second"):
        new.mkdir()
        (new / words).touch()
        replacing.replace(place, new)
        replacing.discard(new)
    assert [path.name for path in place.iterdir()] == ["second"]
    assert list(tmp_path.iterdir()) == [place]


def test_a_replacement_cut_off_between_two_renames_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    place, new = tmp_path / "site", tmp_path / ".new"
    place.mkdir()
    (place / "good").touch()
    with pytest.raises(FileNotFoundError):
        replacing.replace(place, new)  # there is no new one: as if cut off before it came
    assert not os.path.lexists(place)
    replacing.restore(place)
    assert [path.name for path in place.iterdir()] == ["good"]
    assert list(tmp_path.iterdir()) == [place]
