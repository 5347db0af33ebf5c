"""Findings as text: for people, for GitHub and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kenniscentrum.adapters import report
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.rules import rules

ERROR = finding(Place("projects/a.yml", 2, 5), "R011", value="11/02")
WARNING = finding(Place("projects/a.yml", 3, 1), "Y009", value="no")


def test_the_caret_stands_below_the_column(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects/a.yml").write_text("id: a\nop: 11/02\n", "utf-8")
    lines = report.plain([ERROR], tmp_path, "en").split("\n")
    assert lines[0] == "projects/a.yml:2:5: error R011 '11/02' is not a date the site can sort by"
    assert lines[1] == "    | op: 11/02"
    assert lines[2].index("^") == lines[1].index("11/02")
    assert lines[3].startswith("    why:  with a misread date")
    assert lines[4].startswith("    mend: Write year-month-day")


@pytest.mark.parametrize(
    "content", [b"", b"id: a\n\xff\xff\n", b"a\n\x1b[31mrood\n", b"a\n" + b"x" * 999]
)
def test_a_line_that_cannot_be_shown_is_left_out(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects/a.yml").write_bytes(content)
    text = report.plain([ERROR], tmp_path, "nl")
    assert "|" not in text
    assert "R011" in text


def test_the_total_counts_errors_and_warnings(tmp_path: Path) -> None:
    last = report.plain([ERROR, ERROR, WARNING], tmp_path, "nl").split("\n")[-1]
    assert last == "2 fout(en), 1 waarschuwing(en)."


@pytest.mark.parametrize(("language", "words"), [("nl", "Alles in orde."), ("en", "All is well.")])
def test_nothing_wrong_is_said_in_words(language: str, words: str, tmp_path: Path) -> None:
    assert report.plain([], tmp_path, language) == words


def test_github_gets_one_command_a_finding_at_its_place() -> None:
    lines = report.github([ERROR, WARNING], "en").split("\n")
    assert lines[0].startswith(
        "::error file=projects/a.yml,line=2,col=5,title=R011::'11/02' is not"
    )
    assert lines[1].startswith("::warning file=projects/a.yml,line=3,col=1,title=Y009::")


@pytest.mark.parametrize(
    ("value", "escaped"),
    [("50%", "50%25"), ("a\nb", "a%0Ab"), ("a\r\n::error::b", "a%0D%0A::error::b")],
)
def test_what_an_editor_wrote_starts_no_github_command(value: str, escaped: str) -> None:
    text = report.github([finding(Place("a.yml"), "R011", value=value)], "en")
    assert "\n" not in text
    assert f"::'{escaped}' is not" in text


def test_a_file_name_cannot_add_properties_to_a_github_command() -> None:
    text = report.github([finding(Place("a,line=9:b.yml"), "D001")], "en")
    assert text.startswith("::error file=a%2Cline=9%3Ab.yml,line=1,col=1,title=D001::")


def test_json_has_the_same_keys_for_every_rule() -> None:
    words = [text for rule in rules().values() for text in (rule.what, rule.why, rule.mend)]
    blanks = {
        blank for text in words for blank in re.findall(r"\{(\w+)\}", " ".join(text.values()))
    }
    values = tuple((name, "x") for name in sorted(blanks))
    found = [Finding(Place("a.yml"), code, values) for code in rules()]
    rows = json.loads(report.as_json(found, "nl"))
    assert [row["code"] for row in rows] == list(rules())
    keys = ["file", "line", "column", "level", "code", "what", "why", "mend"]
    assert {tuple(row) for row in rows} == {tuple(keys)}
    assert json.loads(report.as_json([], "nl")) == []


def test_sarif_says_the_same_as_json() -> None:
    run = json.loads(report.sarif([ERROR, WARNING], "en"))["runs"][0]
    described = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert described == list(rules())
    for result, row in zip(
        run["results"], json.loads(report.as_json([ERROR, WARNING], "en")), strict=True
    ):
        place = result["locations"][0]["physicalLocation"]
        assert (result["ruleId"], result["level"]) == (row["code"], row["level"])
        assert place["artifactLocation"]["uri"] == row["file"]
        assert place["region"] == {"startLine": row["line"], "startColumn": row["column"]}
        assert row["what"] in result["message"]["text"]


def test_only_an_error_stops() -> None:
    exits = [report.exit_code(found) for found in ([], [WARNING], [ERROR], [WARNING, ERROR])]
    assert exits == [0, 0, 1, 1]
