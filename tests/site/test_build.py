"""A build is complete, says nothing worrying, can be repeated, and never harms a good site."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from centre_copy import Built, copy_centre, copy_tiny, kc
from html_pages import Page

RECORD = "projects/fonteinen.yml"
LAST_GOOD = "<p>the last good site</p>"


def _hashes(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A tiny centre of which a site stands published."""
    root = copy_tiny(tmp_path / "published")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text(LAST_GOOD, "utf-8")
    return root


def _last_good_site_stands(root: Path) -> bool:
    files = [file for file in (root / "site").rglob("*") if file.is_file()]
    leftovers = list(root.glob(".site-*"))
    return not leftovers and [file.read_text("utf-8") for file in files] == [LAST_GOOD]


def test_the_site_builds_without_a_warning(built: Built) -> None:
    said = built.command.stdout + built.command.stderr
    assert built.command.returncode == 0, said
    assert not built.command.stderr
    assert [line.strip() for line in said.splitlines() if "warn" in line.lower()] == ["0 warnings"]


def test_the_build_says_how_many_pages_each_language_has(
    built: Built, pages: dict[str, Page]
) -> None:
    said = re.findall(r"^ +(\d+) pages in (\w+), \d+ feeds", built.command.stdout, re.MULTILINE)
    counts = Counter(page.language for page in pages.values())
    assert {code: int(number) for number, code in said} == counts


def test_the_build_says_how_much_there_is_to_follow(
    built: Built, site: Path, languages: tuple[str, ...]
) -> None:
    said = re.findall(
        r"pages in (\w+), (\d+) feeds with (\d+) items, (\d+) calendars with (\d+) dates$",
        built.command.stdout,
        re.MULTILINE,
    )
    assert [code for code, *_ in said] == list(languages)
    for code, *numbers in said:
        folder = site if code == languages[0] else site / code
        others = [site / other for other in languages[1:] if code == languages[0]]
        held = {
            name: [p for p in folder.rglob(name) if not any(p.is_relative_to(o) for o in others)]
            for name in ("rss.xml", "calendar.ics")
        }
        assert [int(number) for number in numbers] == [
            len(held["rss.xml"]),
            (folder / "rss.xml").read_text("utf-8").count("<item>"),
            len(held["calendar.ics"]),
            (folder / "calendar.ics").read_text("utf-8").count("BEGIN:VEVENT"),
        ]


def test_every_page_exists_in_every_language(
    pages: dict[str, Page], languages: tuple[str, ...]
) -> None:
    addresses = {
        code: {page.address for page in pages.values() if page.language == code}
        for code in languages
    }
    print({code: len(found) for code, found in addresses.items()}, "pages")
    for code in languages[1:]:
        assert addresses[code] ^ addresses[languages[0]] == set()


@pytest.mark.slow
def test_two_builds_are_the_same_in_every_byte(built: Built, site: Path, tmp_path: Path) -> None:
    root = copy_centre(tmp_path / "een andere map" / "kc", source=built.root)
    command = kc(root, "build", TZ="Asia/Tokyo", LC_ALL="C", LANG="C", PYTHONHASHSEED="7")
    assert command.returncode == 0, command.stdout + command.stderr
    first, second = _hashes(site), _hashes(root / "site")
    print(f"{len(first)} files compared")
    assert {name for name in first | second if first.get(name) != second.get(name)} == set()


def test_a_broken_record_is_reported_with_its_place_and_the_last_good_site_stays(
    published: Path,
) -> None:
    record = published / RECORD
    before, found, after = record.read_text("utf-8").partition("code: execution")
    assert found
    record.write_text(f"{before}code: exekution{after}", "utf-8")
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + len("code: ") + 1

    command = kc(published, "build")

    assert command.returncode == 1
    assert f"{RECORD}:{line}:{column}:" in command.stdout
    assert "Traceback" not in command.stdout + command.stderr
    assert _last_good_site_stands(published)


def test_a_broken_link_is_reported_with_its_page_and_the_last_good_site_stays(
    published: Path,
) -> None:
    guide = published / "docs" / "guides" / "route.md"
    guide.write_text(guide.read_text("utf-8") + "\n[weg](bestaat-niet.md)\n", "utf-8")

    command = kc(published, "build")

    assert command.returncode in (1, 2)
    assert "guides/route.md" in command.stdout
    assert "bestaat-niet.md" in command.stdout
    assert "Traceback" not in command.stdout + command.stderr
    assert _last_good_site_stands(published)


@pytest.mark.parametrize("template", ["overrides/main.html", "overrides/records/project.html"])
def test_a_broken_template_is_reported_by_name_and_the_last_good_site_stays(
    published: Path, template: str
) -> None:
    file = published / template
    file.write_text(file.read_text("utf-8") + "\n{% if never %}", "utf-8")

    command = kc(published, "build")

    said = command.stdout + command.stderr
    assert command.returncode in (1, 2)
    assert _last_good_site_stands(published)
    assert file.name in said
    assert "Traceback" not in said


def test_a_build_replaces_the_last_good_site_and_leaves_nothing_beside_it(
    published: Path,
) -> None:
    (published / "site" / "gone.html").write_text(LAST_GOOD, "utf-8")
    before = {path.name for path in published.iterdir()}

    command = kc(published, "build")

    assert command.returncode == 0, command.stdout + command.stderr
    assert not (published / "site" / "gone.html").exists()
    assert LAST_GOOD not in (published / "site" / "index.html").read_text("utf-8")
    kept = {".cache"}  # images of pages, for the next build
    assert {path.name for path in published.iterdir()} == before | kept
