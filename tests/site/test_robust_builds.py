"""Whatever happens to a build, the last good site stands; wherever it runs, it is the same site."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from centre_copy import copy_tiny, kc

HARMED = Path(__file__).with_name("harmed_builds.py")
DAY = "2026-11-24"

# Python reads it at its start: folders are then listed in another order than the disk gives.
SHUFFLED = """
import os, random
scan, names = os.scandir, os.listdir
class Shuffled:
    def __init__(self, path):
        with scan(path) as found:
            found = list(found)
        random.Random(7).shuffle(found)
        self.rest = iter(found)
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.rest)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    close = __exit__
os.scandir = lambda path=".": Shuffled(path)
os.listdir = lambda path=".": random.Random(7).sample(names(path), len(names(path)))
"""


Told = dict[str, Any]


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """What became of a whole build, of harmed ones, and of a whole one after them.

    The centre is tiny and has neither search nor an address of its own, and so no feeds and images:
    they would only make builds longer.
    """
    root = copy_tiny(tmp_path_factory.mktemp("harmed") / "centre")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    settings, address = re.subn(r"(?m)^site_url: .*", 'site_url: ""', settings)
    settings, plugin = re.subn(
        r"(?m)^  - kenniscentrum$", "  - kenniscentrum: {search: no}", settings
    )
    assert (address, plugin) == (1, 1)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    kinds = ("offline=1", "full=2", "closed=1", "kill=20")
    done = subprocess.run(
        [sys.executable, str(HARMED), str(root), *kinds],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_build_killed_at_any_moment_leaves_a_whole_site(harmed: list[Told]) -> None:
    whole, after = harmed[0], harmed[-1]
    killed = [build for build in harmed if build.get("kind") == "kill"]
    assert len(killed) == 23
    assert all("code" not in build for build in killed), "not every build was killed"
    survived = [build for build in killed if build["state"] in ("good", whole["state"])]
    print(f"{len(survived)} of {len(killed)} survived; a build has {whole['moments']} moments")
    assert survived == killed
    assert {build["state"] for build in killed} == {"good", whole["state"]}
    assert killed[-1]["left"]
    assert (after["code"], after["state"], after["left"]) == (0, whole["state"], [])


@pytest.mark.parametrize(
    ("kind", "words"),
    [("full", "The disk is full."), ("closed", "This folder cannot be written to.")],
)
def test_a_disk_that_refuses_is_told_in_words(kind: str, words: str, harmed: list[Told]) -> None:
    refused = [build for build in harmed if build.get("kind") == kind]
    assert refused
    for build in refused:
        assert (build["code"], build["state"], build["left"]) == (2, "good", [])
        assert any(line.startswith(words) for line in build["said"])


def test_a_build_needs_no_network(harmed: list[Told]) -> None:
    states = [build["state"] for build in harmed if build.get("kind") == "offline"]
    assert states == [harmed[0]["state"]]


def _files(root: Path) -> dict[str, bytes]:
    site = root / "site"
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_a_site_is_the_same_wherever_it_is_built(tmp_path: Path) -> None:
    """Not by folder, zone, locale, order of files, ends of lines, or whether git is there."""
    here, there = copy_tiny(tmp_path / "centre"), copy_tiny(tmp_path / "één map" / "centre (2)")
    for path in (*there.glob("docs/**/*.md"), *there.glob("projects/**/*.yml")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(SHUFFLED, "utf-8")
    plain = kc(here, "build", "--today", DAY, TZ="Europe/Brussels")
    harsh = kc(
        *(there, "build", "--today", DAY),
        PATH="/nowhere",
        LANG="",
        LC_ALL="POSIX",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="7",
        PYTHONPATH=str(tmp_path / "start"),
    )
    assert (plain.returncode, harsh.returncode) == (0, 0), plain.stdout + harsh.stdout
    assert "there is no git here" in harsh.stdout
    first, second = _files(here), _files(there)
    print(f"{len(first)} files compared")
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        second = kc(tmp_path, "build")
    finally:
        os.close(handle)
    assert second.returncode == 2
    assert "Another build is at work in this folder." in second.stdout


def test_names_of_files_that_could_be_misread_are_refused(tmp_path: Path) -> None:
    latin = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = kc(tmp_path, "check", **latin)
    assert command.returncode == 2
    assert "set LC_ALL=C.UTF-8" in command.stderr
