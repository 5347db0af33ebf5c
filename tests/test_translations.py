"""Translations: stale exactly when the leading text changes, told with the words that changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from small_centre import ROOT, valid

from kenniscentrum.adapters.cli import main
from kenniscentrum.core.translations import State, fingerprint, translations
from kenniscentrum.views.site import Site

RECORD = """# een opmerking
format: 1
id: brugwachter
programme: pio
title: {nl: Brugwachter, en: Bridge keeper}
need:
  nl: De brug is oud.
  en: The bridge is old.
"""
PAGE = "---\ntitle: {title}\ndescription: {title}.\n---\n\n{body}\n"


@pytest.fixture
def edited(centre: Path) -> Path:
    """The tiny centre with one more record and page, both translated, in a git repository."""
    (centre / "projects/brugwachter.yml").write_text(RECORD, "utf-8")
    docs = centre / "docs"
    (docs / "uitleg.md").write_text(PAGE.format(title="Uitleg", body="De brug is oud."), "utf-8")
    (docs / "uitleg.en.md").write_text(PAGE.format(title="More", body="It is old."), "utf-8")
    assert _kc(centre, "stamp", "projects/brugwachter.yml", "docs/uitleg.en.md").exit_code == 0
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*name, "commit", "-qm", "Begin"]):
        subprocess.run(["git", "-C", str(centre), *command], check=True)
    return centre


def _kc(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def _states(root: Path) -> dict[str, State]:
    return {item.file: item.state for item in translations(valid(root))}


def _change(file: Path, before: str, after: str) -> None:
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def test_a_stamped_translation_is_current(edited: Path) -> None:
    states = _states(edited)
    assert states["projects/brugwachter.yml"] is State.CURRENT
    assert states["docs/uitleg.en.md"] is State.CURRENT


def test_a_stamp_changes_nothing_but_its_own_line(edited: Path) -> None:
    text = (edited / "projects/brugwachter.yml").read_text("utf-8")
    lines = [line for line in text.splitlines(True) if not line.startswith("translated_from:")]
    assert "".join(lines) == RECORD
    assert len(text.splitlines()) == len(RECORD.splitlines()) + 1


def test_a_second_stamp_changes_nothing(edited: Path) -> None:
    before = (edited / "projects/brugwachter.yml").read_bytes()
    _kc(edited, "stamp", "projects/brugwachter.yml")
    assert (edited / "projects/brugwachter.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "before", "after", "stale"),
    [
        ("projects/brugwachter.yml", "De brug is oud.", "De brug is stuk.", True),
        ("projects/brugwachter.yml", "The bridge is old.", "The bridge is ancient.", False),
        ("projects/brugwachter.yml", "De brug is oud.", "De  brug is\n    oud.", False),
        ("docs/uitleg.md", "De brug is oud.", "De brug is stuk.", True),
        ("docs/uitleg.en.md", "It is old.", "It is ancient.", False),
    ],
)
def test_only_the_leading_words_make_a_translation_stale(
    edited: Path, file: str, before: str, after: str, stale: bool
) -> None:
    _change(edited / file, before, after)
    found = [key for key, state in _states(edited).items() if state is State.STALE]
    assert found == ([file.replace("uitleg.md", "uitleg.en.md")] if stale else [])


def test_the_list_tells_which_words_changed_since(edited: Path) -> None:
    _change(edited / "docs/uitleg.md", "is oud", "is stuk")
    said = CliRunner().invoke(main, ["--root", str(edited), "translations"]).output
    assert "docs/uitleg.en.md [en]: verouderd" in said
    assert "[-oud.-] {+stuk.+}" in said


def test_without_git_the_list_still_tells_what_is_stale(edited: Path) -> None:
    _change(edited / "projects/brugwachter.yml", "De brug is oud.", "De brug is stuk.")
    subprocess.run(["rm", "-rf", str(edited / ".git")], check=True)
    said = CliRunner().invoke(main, ["--root", str(edited), "translations"]).output
    assert "projects/brugwachter.yml [en]: verouderd" in said
    assert "[-" not in said


def test_the_leading_page_may_be_named_to_stamp_its_translation(edited: Path) -> None:
    _change(edited / "docs/uitleg.md", "is oud", "is stuk")
    _kc(edited, "stamp", "./docs/uitleg.md")
    assert _states(edited)["docs/uitleg.en.md"] is State.CURRENT


def test_what_lacks_a_text_cannot_be_stamped(edited: Path) -> None:
    _change(edited / "projects/brugwachter.yml", "  en: The bridge is old.\n", "")
    done = CliRunner().invoke(main, ["--root", str(edited), "stamp", "projects/brugwachter.yml"])
    assert done.exit_code == 1
    assert "projects/brugwachter.yml" in done.output


def test_visitors_of_a_stale_translation_are_told_and_others_are_not(edited: Path) -> None:
    _change(edited / "docs/uitleg.md", "is oud", "is stuk")
    site = Site(valid(edited), ROOT / "overrides", "https://example.org/")
    assert site.frame("uitleg", "en", "").stale
    assert not site.frame("uitleg", "nl", "").stale
    assert not site.frame("projects/brugwachter", "en", "").stale


@given(st.lists(st.text(min_size=1)), st.randoms())
def test_the_order_of_texts_and_white_space_do_not_count(said: list[str], chance: object) -> None:
    mixed = [f"  {text}\n" for text in said]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert fingerprint(mixed) == fingerprint(said)


@given(st.lists(st.text("abc", min_size=1), min_size=1), st.text("xyz", min_size=1))
def test_other_words_give_another_fingerprint(said: list[str], other: str) -> None:
    assert fingerprint([*said[:-1], other]) != fingerprint(said)
