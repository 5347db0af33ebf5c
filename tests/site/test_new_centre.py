"""Another centre: other name, languages, vocabulary, phases and kinds, with no change of code."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from centre_copy import Built, kc
from click.testing import CliRunner
from html_pages import Page, read_pages, words
from site_links import wrong_links

from kenniscentrum.adapters import founding
from kenniscentrum.adapters.cli import main
from kenniscentrum.core.reading import read_corpus

SECOND = Path(__file__).resolve().parents[1] / "second_centre"
URL = "https://kreislauf.example"
LANGUAGES = ("de", "en")
ANSWERS = ("--name", "Wissenszentrum", "--languages", "de,en", "--site-url", URL)


def _init(folder: Path, *answers: str, say: str = "") -> Any:
    return CliRunner().invoke(main, ["init", str(folder), *answers], input=say)


@cache
def _begun(folder: Path) -> Path:
    result = _init(folder / "new", *ANSWERS)
    assert result.exit_code == 0, result.output
    return folder / "new"


@pytest.fixture
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre as `kc init` leaves it; not to be changed."""
    return _begun(tmp_path_factory.getbasetemp())


@cache
def _build(begun: Path) -> Built:
    """Build what `kc init` made, with the records and pages of the second centre."""
    root = begun.with_name("second")
    shutil.copytree(begun, root)
    shutil.copytree(SECOND, root, dirs_exist_ok=True)
    return Built(root, kc(root, "build", "--lang", "en"))


@pytest.fixture
def second(begun: Path) -> Built:
    built = _build(begun)
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture
def second_pages(second: Built) -> list[Page]:
    pages = read_pages(second.site, LANGUAGES)
    return [page for page in pages if not page.redirects and not page.is_mail]


def test_a_new_centre_has_no_finding_and_builds(begun: Path, tmp_path: Path) -> None:
    corpus, found = read_corpus(begun)
    assert corpus is not None
    assert found == []
    assert corpus.centre.languages == LANGUAGES
    root = tmp_path / "built"
    shutil.copytree(begun, root)
    frame = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        frame.replace("- kenniscentrum", "- kenniscentrum: {search: false}")
    )
    done = kc(root, "build", "--lang", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [page for page in read_pages(root / "site", LANGUAGES) if not page.redirects]
    assert wrong_links(pages, root / "site", URL)[1] == []


def test_it_asks_for_what_is_not_given(tmp_path: Path) -> None:
    result = _init(tmp_path / "new", say=f"Centre\nfr\n{URL}\n")
    assert result.exit_code == 0, result.output
    corpus, found = read_corpus(tmp_path / "new")
    assert corpus is not None
    assert (corpus.centre.languages, found) == (("fr",), [])


@pytest.mark.parametrize(
    "answers",
    [
        ("--name", "x", "--languages", "de,xx", "--site-url", URL),
        ("--name", "x", "--languages", "de,de", "--site-url", URL),
        ("--name", "x", "--languages", "de", "--site-url", "kreislauf"),
        ("--name", " ", "--languages", "de", "--site-url", URL),
    ],
)
def test_wrong_answers_write_nothing(tmp_path: Path, answers: tuple[str, ...]) -> None:
    assert _init(tmp_path / "new", *answers).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("mine")
    result = _init(tmp_path / "new", *ANSWERS)
    assert result.exit_code == 2
    assert "nothing was written" in result.output
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "mine.txt"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert _init(tmp_path / "new", *ANSWERS).exit_code == 0
    assert (tmp_path / "new" / "mkdocs.yml").is_file()


def test_what_is_cut_off_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(founding, "project_schema", full)
    assert _init(tmp_path / "new", *ANSWERS).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_data_and_nothing_else(tmp_path: Path) -> None:
    name = "A: \"b\" {c} 'd' # e [f] & <g>"
    result = _init(tmp_path / "new", "--name", name, "--languages", "en,nl", "--site-url", URL)
    assert result.exit_code == 0, result.output
    corpus, found = read_corpus(tmp_path / "new")
    assert corpus is not None
    assert (corpus.centre.name.root, found) == ({"en": name, "nl": name}, [])


def test_the_second_centre_has_no_finding(second: Built) -> None:
    corpus, found = read_corpus(second.root)
    assert corpus is not None
    assert found == []


def test_every_link_of_the_second_centre_leads_somewhere(
    second: Built, second_pages: list[Page], record_testsuite_property: Any
) -> None:
    inside, wrong = wrong_links(second_pages, second.site, URL)
    record_testsuite_property("links_checked_of_the_second_centre", inside)
    assert inside > len(second_pages)
    assert wrong == []


def test_its_own_words_phases_and_programme_stand_on_its_pages(second_pages: list[Page]) -> None:
    pages = {page.path: words(page.main.text_content()) for page in second_pages}
    assert "1 ReNeu-Projekt" in pages["/themes/moebel/"] or "ReNeu-Projekt" in pages["/"]
    assert "1 ReNeu project" in pages["/en/"] or "ReNeu project" in pages["/en/"]
    assert "im Einsatz" in pages["/projects/stuehle/"]
    assert "refurbishing" in pages["/en/projects/stuehle/"]
    assert "sammeln" not in pages["/projects/stuehle/"]  # comes before the route
    assert (
        "The text in German prevails" in pages["/en/"] or "German" in pages["/en/projects/stuehle/"]
    )


def test_nothing_of_the_first_centre_is_left(second_pages: list[Page]) -> None:
    wrong = {
        f"{page.path}: {word}"
        for page in second_pages
        for language, text in page.spoken()
        for word in ("PIO", "Vlaamse", "Flemish", "Vlaanderen", "Dutch", "Nederlands")
        if word in text.split()
    }
    assert sorted(wrong) == []
    assert {language for page in second_pages for language, _ in page.spoken()} == set(LANGUAGES)
