"""The examples of the rules are true: the wrong one gives the finding, the right one nothing."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from kenniscentrum.core import examples
from kenniscentrum.core.promises import ADDRESSES_FILE
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import Rule, rules

ROOT = Path(__file__).resolve().parent.parent
IN_FILES = [rule for rule in rules().values() if not rule.folder]


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    """A centre with the registers of the real one, the record ``turing`` and one page."""
    shutil.copytree(ROOT / "projects/_registers", tmp_path / "projects/_registers")
    (tmp_path / ADDRESSES_FILE).unlink(missing_ok=True)  # it promises all pages
    smallest = examples.SMALLEST.replace("example", "turing")
    (tmp_path / "projects/turing.yml").write_text(smallest, "utf-8")
    calls = "calls:\n" + "".join(
        f"  - {{id: {key}, programme: pio, kind: regular, title: {{nl: Oproep, en: Call}}, "
        'opens: "2017-09"}\n'
        for key in ("pio-2017-1", "pio-2017-2")
    )
    (tmp_path / "projects/_registers/calls.yml").write_text(calls, "utf-8")
    centre = tmp_path / "projects/_registers/centre.yml"  # its former addresses need all pages
    centre.write_text(centre.read_text("utf-8").partition("# Where people look")[0], "utf-8")
    (tmp_path / "docs").mkdir()
    return tmp_path


def _codes(root: Path, file: str, content: bytes) -> set[str]:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if file.startswith("docs/consultations/"):
        (root / "projects/example.yml").write_text(examples.SMALLEST, "utf-8")
    return {item.code for item in read_corpus(root, dt.date(2026, 11, 24))[1]}


@pytest.mark.parametrize("rule", IN_FILES, ids=lambda rule: rule.code)
def test_the_wrong_example_breaks_the_rule(rule: Rule, registers: Path) -> None:
    assert rule.code in _codes(registers, *examples.bad(rule))


@pytest.mark.parametrize("rule", IN_FILES, ids=lambda rule: rule.code)
def test_the_right_example_breaks_no_rule(rule: Rule, registers: Path) -> None:
    assert _codes(registers, *examples.good(rule)) == set()


def test_a_missing_register_is_named_by_its_file(registers: Path) -> None:
    (registers / "projects/_registers/glossary.yml").unlink()
    assert "X005" in {item.code for item in read_corpus(registers)[1]}


def test_a_link_out_of_the_tree_is_not_read(registers: Path) -> None:
    (registers / "docs/guide.md").symlink_to("/etc/passwd")
    assert "D004" in {item.code for item in read_corpus(registers)[1]}
