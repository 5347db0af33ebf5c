"""An address that was promised is kept, or leads on, or is missed with the words that mend it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rendered import MakeSite
from small_centre import ROOT, valid

from kenniscentrum.adapters.cli import main
from kenniscentrum.core import moves, promises
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.promises import ADDRESSES_FILE
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import message
from kenniscentrum.views import promised, redirects
from kenniscentrum.views.site import Site

REGISTERS = "projects/_registers"


def _promise(root: Path, *more: str) -> None:
    """Promise every page of a centre as it is now."""
    addresses = {*promises.of_pages(valid(root)), *more}
    (root / ADDRESSES_FILE).write_text(promises.written(addresses), "utf-8")


def _change(root: Path, file: str, before: str, after: str) -> None:
    text = (root / file).read_text("utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after), "utf-8")


def _mends(root: Path, language: str = "nl") -> list[str]:
    _, found = read_corpus(root, dt.date(2020, 1, 1))
    return [message(item, language).mend for item in found if item.code == "A001"]


def _project(root: Path) -> None:
    (root / "projects/fonteinen.yml").rename(root / "projects/waterspel.yml")
    _change(root, "projects/waterspel.yml", "id: fonteinen", "id: waterspel")
    for suffix in ("", ".en"):
        old = root / f"docs/consultations/fonteinen{suffix}.md"
        old.rename(root / f"docs/consultations/waterspel{suffix}.md")
    _change(root, "docs/consultations/waterspel.md", "project: fonteinen", "project: waterspel")
    for page in (*root.glob("docs/**/*.md"), root / REGISTERS / "centre.yml"):
        page.write_text(page.read_text("utf-8").replace("fonteinen", "waterspel"), "utf-8")


def _organisation(root: Path) -> None:
    for file in (f"{REGISTERS}/organisations.yml", "projects/fonteinen.yml"):
        _change(root, file, "haven", "zeehaven")


def _call(root: Path) -> None:
    news = "docs/news/lek-gevonden.md"
    for file in (f"{REGISTERS}/calls.yml", "projects/fonteinen.yml", news):
        _change(root, file, "oproep-2019", "eerste-oproep")


def _theme(root: Path) -> None:
    _change(root, "projects/fonteinen.yml", "themes: [water]", "themes: [water-en-riool]")
    _change(root, f"{REGISTERS}/vocabulary.yml", "id: water,", "id: water-en-riool,")


def _page(root: Path) -> None:
    for suffix in ("", ".en"):
        page = root / f"docs/news/lek-gevonden{suffix}.md"
        page.rename(page.with_name(f"lek-in-de-fontein{suffix}.md"))
    for page in root.glob("docs/**/*.md"):
        page.write_text(page.read_text("utf-8").replace("lek-gevonden", "lek-in-de-fontein"))


def _gone(root: Path) -> None:
    (root / "projects/brug.yml").unlink()


# How an address is lost, and what the message tells to write.
LOST: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "project": (
        _project,
        [
            "projects/_registers/centre.yml (former_addresses): "
            "- {old: consultations/fonteinen, page: consultations/waterspel}",
            "projects/waterspel.yml: former_ids: [oude-fonteinen, fonteinen]",
        ],
    ),
    "organisation": (
        _organisation,
        ["projects/_registers/organisations.yml: {id: zeehaven, former_ids: [haven], …}"],
    ),
    "call": (
        _call,
        ["projects/_registers/calls.yml: {id: eerste-oproep, former_ids: [oproep-2019], …}"],
    ),
    "theme": (
        _theme,
        ["projects/_registers/vocabulary.yml: {id: water-en-riool, former_ids: [water], …}"],
    ),
    "page": (
        _page,
        [
            "projects/_registers/centre.yml (former_addresses): "
            "- {old: news/lek-gevonden, page: news/lek-in-de-fontein}"
        ],
    ),
    "gone": (
        _gone,
        [
            "projects/_registers/centre.yml (former_addresses): "
            "- {old: projects/brug, page: projects/index}"
        ],
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_who_loses_an_address_is_told_exactly_what_to_write(name: str, centre: Path) -> None:
    lose, expected = LOST[name]
    _promise(centre)
    lose(centre)
    said = _mends(centre)
    assert [mend.partition("Schrijf in ")[2] for mend in said] == expected
    print(*said, sep="\n")
    assert all("Write in" in mend for mend in _mends(centre, "en"))


def test_what_the_message_says_to_write_mends_it(centre: Path) -> None:
    _promise(centre)
    _project(centre)
    _change(
        centre,
        "projects/waterspel.yml",
        "former_ids: [oude-fonteinen]",
        "former_ids: [oude-fonteinen, fonteinen]",
    )
    _change(centre, f"{REGISTERS}/centre.yml", "own_programme: pio", f"own_programme: pio\n{MOVE}")
    corpus = valid(centre)
    assert moves.moved(corpus)["projects/fonteinen"] == "projects/waterspel"
    assert moves.first_id(corpus.projects["waterspel"]) == "oude-fonteinen"


MOVE = "former_addresses: [{old: consultations/fonteinen, page: consultations/waterspel}]"


def test_a_record_that_cannot_be_read_is_not_said_to_be_lost(centre: Path) -> None:
    _promise(centre)
    (centre / "projects/brug.yml").write_text("format: [1", "utf-8")
    assert _mends(centre) == []


def test_an_editor_who_adds_a_record_fails_nothing(centre: Path) -> None:
    _promise(centre)
    record = (centre / "projects/brug.yml").read_text("utf-8").replace("id: brug", "id: tunnel")
    (centre / "projects/tunnel.yml").write_text(record, "utf-8")
    result = CliRunner().invoke(main, ["--root", str(centre), "check"])
    assert result.exit_code == 0
    assert "projects/tunnel.yml:1:1: opmerking A003" in result.output


def test_an_organisation_keeps_its_page_when_no_project_names_it_any_more(centre: Path) -> None:
    _change(
        centre,
        f"{REGISTERS}/organisations.yml",
        "name: {nl: Meetbedrijf, en: Measuring company}",
        "name: {nl: Meetbedrijf, en: Measuring company}\n    certainty: unverified",
    )
    _promise(centre)
    _change(centre, "projects/fonteinen.yml", "organisation: meter", "organisation: stad")
    assert "organisations/meter" in valid(centre).addresses


@pytest.fixture
def files(centre: Path, site_of: MakeSite) -> Callable[[], dict[str, bytes]]:
    """Give all that is no page, as a centre is now."""
    return lambda: dict(site_of(valid(centre)).files())


def test_feeds_and_calendars_stay_when_there_is_nothing_in_them_any_more(
    centre: Path, files: Callable[[], dict[str, bytes]]
) -> None:
    kept = {"organisations/meter/rss.xml", "organisations/meter/calendar.ics"}
    languages = {f"{folder}{path}" for path in kept for folder in ("", "en/")}
    assert languages <= files().keys()
    _promise(centre, *kept)
    _change(centre, "projects/fonteinen.yml", "organisation: meter", "organisation: stad")
    assert languages <= files().keys()


@pytest.mark.parametrize(
    ("lose", "file", "now", "was"),
    [
        (_organisation, "organisations", "zeehaven", "haven"),
        (_call, "calls", "eerste-oproep", "oproep-2019"),
        (_theme, "vocabulary", "water-en-riool", "water"),
    ],
)
def test_who_follows_a_record_that_is_renamed_notices_nothing(
    lose: Callable[[Path], None],
    file: str,
    now: str,
    was: str,
    centre: Path,
    files: Callable[[], dict[str, bytes]],
) -> None:
    before = files()
    lose(centre)
    text = (centre / f"{REGISTERS}/{file}.yml").read_text("utf-8")
    between = ", " if f"id: {now}," in text else "\n    "  # as the block of the record is written
    text = text.replace(f"id: {now}", f"id: {now}{between}former_ids: [{was}]", 1)
    (centre / f"{REGISTERS}/{file}.yml").write_text(text, "utf-8")
    after = files()
    for path, content in before.items():
        if path.endswith(("rss.xml", "feed.json", "calendar.ics")):
            assert _keys(content) == _keys(after[path]), path


def _keys(content: bytes) -> list[str]:
    """Return what programs know the items of a feed or the dates of a calendar by."""
    return re.findall(r'(?:UID:|<guid[^>]*>|"id": ")[^<"\r]*', content.decode())


def test_a_build_misses_a_promised_file_in_every_language(small: Corpus) -> None:
    places = ["projects/brug/rss.xml", "en/projects/brug/rss.xml", "data/v1/projects.json"]
    lines = {"projects/brug/rss.xml": 3, "/data/v1/projects.json": 4}
    corpus = replace(small, promised=lines)
    assert list(promised.missing(corpus, set(places))) == []
    for left_out, line in zip(places, (3, 3, 4), strict=True):
        found = list(promised.missing(corpus, {*places} - {left_out}))
        assert [(item.place.line, item.code) for item in found] == [(line, "A002")]


def test_the_command_promises_what_is_new_and_takes_nothing_off(centre: Path) -> None:
    (centre / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (centre / "overrides").symlink_to(ROOT / "overrides")
    (centre / ADDRESSES_FILE).write_text("/data/v0/projects.json\n", "utf-8")

    def run(*words: str) -> int:
        return CliRunner().invoke(main, ["--root", str(centre), "addresses", *words]).exit_code

    assert run("--check") == 1
    assert run() == 0
    assert run("--check") == 0
    kept = promises.read((centre / ADDRESSES_FILE).read_text("utf-8"))
    assert list(kept) == sorted(kept)
    assert {"/data/v0/projects.json", "/en/", "rss.xml", "projects/fonteinen/calendar.ics"} <= {
        *kept
    }
    assert promises.of_pages(valid(centre)) <= kept.keys()


def test_nothing_that_the_real_centre_promised_is_lost(corpus: Corpus, real_site: Site) -> None:
    assert len(corpus.promised) > len(corpus.addresses)
    written = {path for path, _ in real_site.files()}
    pages = {f"{page}" for key in corpus.addresses for page in promised.places(key, corpus)}
    lost = promised.missing(corpus, written | pages)
    assert [item.values for item in lost] == []


def test_servers_are_told_of_every_former_address_once(corpus: Corpus) -> None:
    pairs = redirects.pairs(corpus, "/kennis/")
    old = [path for path, _ in pairs]
    assert len(set(old)) == len(moves.moved(corpus)) * len(corpus.centre.languages)
    assert all(
        path.startswith("/kennis/") and path.endswith("/") for pair in pairs for path in pair
    )
    assert not set(old) & {now for _, now in pairs}
    for written in (redirects.hosted(pairs), redirects.nginx_map(pairs)):
        assert len(written.splitlines()) == 2 * len(pairs)
