"""Every rule of the table finds what it says it finds, at the right place and in words."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import Case, cases

from kenniscentrum.core.findings import Finding, Level
from kenniscentrum.core.promises import ADDRESSES_FILE
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import LANGUAGES, Rule, level_of, message, rules
from kenniscentrum.core.yamltree import MAX_BYTES

CASES = list(cases())
TODAY = dt.date(2019, 12, 31)  # the day after the last day of a forgotten review
INVALID = Path(__file__).resolve().parent / "records" / "invalid"


def _without_calls(root: Path) -> None:
    (root / "projects/_registers/calls.yml").unlink()


def _two_letters(root: Path) -> None:
    page = (root / "docs/about/index.md").read_bytes()
    (root / "docs/fr").mkdir()
    (root / "docs/fr/over.md").write_bytes(page)


def _link_outwards(root: Path) -> None:
    outside = root.parent / "elsewhere.yml"
    outside.write_text("secret: yes\n", "utf-8")
    (root / "projects/elsewhere.yml").symlink_to(outside)


def _other_ending(centre: Path) -> None:
    (centre / "projects/probe.yaml").write_text("format: 1\n", "utf-8")


def _huge(root: Path) -> None:
    (root / "projects/probe.yml").write_bytes(b"# " + b"a" * MAX_BYTES)


def _review_forgotten(root: Path) -> None:
    page = root / "docs/guides/route.md"
    page.write_text(page.read_text("utf-8").replace("2100-12-31", "2019-12-30"), "utf-8")


def _case_alone(root: Path) -> None:
    page = (root / "docs/about/index.md").read_bytes()
    (root / "docs/Guides").mkdir()
    (root / "docs/Guides/extra.md").write_bytes(page)


def _name_of_windows(root: Path) -> None:
    (root / "docs/aux.png").write_bytes(b"")
    (root / "docs/plan.").write_bytes(b"")


def _lost(root: Path) -> None:
    own = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
    there = sorted(name.removesuffix(".md") for name in own if not name.endswith(".en.md"))
    promised = ["projects/verdwenen", "/de/", "# there", "", "/en/", "projects/brug", *there]
    (root / ADDRESSES_FILE).write_text("\n".join(promised), "utf-8")


# What a single file cannot show: how to break the centre, and the findings.
ARRANGED: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "a register is missing": (_without_calls, ["projects/_registers/calls.yml:1:1 X005"]),
    "a folder looks like a language": (_two_letters, ["docs/fr/over.md:1:1 D003"]),
    "a link leads out of the tree": (_link_outwards, ["projects/elsewhere.yml:1:1 D004"]),
    "a guide was not reviewed": (_review_forgotten, ["docs/guides/route.md:8:12 D005"]),
    "a record has another ending": (_other_ending, ["projects/probe.yaml:1:1 X010"]),
    "a folder differs in case": (_case_alone, ["docs/guides:1:1 D010"]),
    "a name belongs to Windows": (
        _name_of_windows,
        ["docs/aux.png:1:1 D009", "docs/plan.:1:1 D009"],
    ),
    "an address is lost and another new": (
        _lost,
        [
            "projects/_registers/addresses.txt:1:1 A001",
            "projects/_registers/addresses.txt:2:1 A001",
            "projects/fonteinen.yml:1:1 A003",
        ],
    ),
    "a file is huge": (_huge, ["projects/probe.yml:1:1 Y008"]),
}


# What only a build can find; see test_promises.
ONLY_BUILT = {"A002"}


def _lines(found: list[Finding]) -> list[str]:
    return [f"{item.place.line}:{item.place.column} {item.code}" for item in found]


def _say(found: list[Finding]) -> str:
    return "\n".join(f"{item.place} {item.code} {item.values}" for item in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_exactly_the_findings_beside_it(case: Case, centre: Path) -> None:
    case.write(centre)
    _, found = read_corpus(centre, TODAY)
    assert {item.place.file for item in found} <= {case.target}, _say(found)
    assert _lines(found) == case.expected, _say(found)


@pytest.mark.parametrize("name", ARRANGED)
def test_a_broken_centre_gives_exactly_these_findings(name: str, centre: Path) -> None:
    arrange, expected = ARRANGED[name]
    arrange(centre)
    corpus, found = read_corpus(centre, TODAY)
    errors = [item for item in found if level_of(item) is Level.ERROR]
    assert (corpus is None) == bool(errors)
    assert [f"{item.place} {item.code}" for item in found] == expected


def test_the_tiny_centre_itself_has_no_findings(centre: Path) -> None:
    corpus, found = read_corpus(centre)
    assert corpus is not None
    assert found == []


def test_an_invalid_file_expects_something() -> None:
    silent = [case.name for case in CASES if "invalid" in case.name and not case.expected]
    assert silent == []


def test_every_rule_of_the_table_is_shown_by_a_case() -> None:
    lines = [line for case in CASES for line in case.expected]
    lines += [line for _, expected in ARRANGED.values() for line in expected]
    shown = {line.split()[-1] for line in lines} | ONLY_BUILT
    assert sorted(rules().keys() - shown) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_words_of_a_finding_have_no_open_blanks(case: Case, centre: Path) -> None:
    case.write(centre)
    _, found = read_corpus(centre, TODAY)
    for item, language in itertools.product(found, LANGUAGES):
        said = message(item, language)
        for words in (said.what, said.why, said.mend):
            assert words.strip()
            assert not re.search(r"\{\w*\}", words), f"{item.code}: {words}"
            assert "''" not in words, f"{item.code} does not show what was written: {words}"


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_why_and_how_to_mend_in_every_language(rule: Rule) -> None:
    for words in (rule.what, rule.why, rule.mend):
        assert tuple(words) == LANGUAGES
        assert all(text.strip() for text in words.values())


def test_an_english_message_names_languages_in_english(centre: Path) -> None:
    labels = "menu: {nl: Menu}\n"
    (centre / "projects/_registers/labels.yml").write_text(labels, "utf-8")
    _, found = read_corpus(centre)
    said = message(found[0], "en")
    assert "English" in said.what, said
    assert "Dutch" in said.why, said


def test_the_suggestion_is_the_nearest_value_or_the_list_of_values(centre: Path) -> None:
    near = INVALID / "organisations_unknown.yml"
    far = INVALID / "organisations_far.yml"
    said = []
    for path in (near, far):
        (centre / "projects/probe.yml").write_bytes(path.read_bytes())
        _, found = read_corpus(centre)
        said.append(message(found[0], "nl").mend)
    assert said == ["Bedoelde u 'stad'?", "Gebruik een van: stad, haven, meter."]
