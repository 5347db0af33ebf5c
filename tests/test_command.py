"""The command ``kc``: what is wrong, all at once, with an exit code that programs can trust."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kenniscentrum.adapters.cli import main
from kenniscentrum.core.rules import LANGUAGES, rules
from kenniscentrum.core.schema import SCHEMA_FILE

every_format = pytest.mark.parametrize("form", ["plain", "github", "json", "sarif"])
INVALID = Path(__file__).resolve().parent / "records" / "invalid"


def _kc(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def _add(root: Path, name: str, target: str = "projects/probe.yml") -> None:
    shutil.copyfile(INVALID / name, root / target)


@every_format
def test_a_clean_centre_exits_with_0(form: str, centre: Path) -> None:
    assert _kc(centre, "check", "--format", form).exit_code == 0


@every_format
def test_a_warning_exits_with_0(form: str, centre: Path) -> None:
    _add(centre, "title_english-missing.yml")
    result = _kc(centre, "check", "--format", form)
    assert result.exit_code == 0
    assert "T001" in result.stdout


@every_format
def test_an_error_exits_with_1(form: str, centre: Path) -> None:
    _add(centre, "event_date-slashes.yml")
    result = _kc(centre, "check", "--format", form)
    assert result.exit_code == 1
    assert "R011" in result.stdout


@every_format
def test_a_folder_that_is_not_there_exits_with_2(form: str, centre: Path) -> None:
    assert _kc(centre / "elsewhere", "check", "--format", form).exit_code == 2


@every_format
def test_a_file_that_cannot_be_opened_exits_with_2(
    form: str, centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = _kc(centre, "check", "--format", form)
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr


@pytest.mark.parametrize(
    "words", [("check", "--format", "xml"), ("check", "--lang", "fr"), ("chek",)]
)
def test_a_call_that_makes_no_sense_exits_with_2(words: tuple[str, ...], centre: Path) -> None:
    assert _kc(centre, *words).exit_code == 2


def test_findings_of_all_files_come_at_once_and_sorted(centre: Path) -> None:
    _add(centre, "title_two-errors.yml")
    _add(centre, "event_date-slashes.yml", "projects/aaa.yml")
    (centre / "docs/probe.md").write_text("# Kop\n", "utf-8")
    rows = json.loads(_kc(centre, "check", "--format", "json").stdout)
    places = [(row["file"], row["line"], row["column"]) for row in rows]
    assert places == sorted(places)
    assert {row["file"] for row in rows} == {
        "docs/probe.md",
        "projects/aaa.yml",
        "projects/probe.yml",
    }
    assert {"D001", "R011", "X001", "T002"} <= {row["code"] for row in rows}


def test_a_missing_register_does_not_hide_what_else_is_wrong(centre: Path) -> None:
    (centre / "projects/_registers/calls.yml").unlink()
    _add(centre, "event_date-slashes.yml")
    rows = json.loads(_kc(centre, "check", "--format", "json").stdout)
    assert [row["code"] for row in rows] == ["X005", "R011"]


def test_messages_are_dutch_unless_asked_otherwise(centre: Path) -> None:
    _add(centre, "id_missing.yml")
    assert "het veld 'id' ontbreekt" in _kc(centre, "check").stdout
    assert "the field 'id' is missing" in _kc(centre, "check", "--lang", "en").stdout


def test_only_what_is_wrong_in_the_named_files_is_said(centre: Path) -> None:
    _add(centre, "event_date-slashes.yml")
    (centre / "docs/probe.md").write_text("# Kop\n", "utf-8")
    result = _kc(centre, "check", "--format", "json", str(centre / "docs"))
    assert result.exit_code == 1
    assert [row["code"] for row in json.loads(result.stdout)] == ["D001"]
    assert _kc(centre, "check", str(centre / "projects/brug.yml")).exit_code == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", rules())
def test_every_rule_can_be_explained(code: str, language: str, centre: Path) -> None:
    result = _kc(centre, "explain", code.lower(), "--lang", language)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{code} (")
    assert re.search(r"\{\w*\}", result.stdout.split("\n", 1)[0]) is None


def test_an_unknown_rule_is_answered_with_the_list_of_rules(centre: Path) -> None:
    result = _kc(centre, "explain", "Z999")
    assert result.exit_code == 2
    assert "R011" in result.stderr


def test_the_schema_is_written_where_records_look_for_it(centre: Path) -> None:
    result = _kc(centre, "schema")
    assert result.exit_code == 0, result.output
    assert json.loads((centre / SCHEMA_FILE).read_text("utf-8"))["title"] == "Project"


def test_no_schema_is_written_from_a_centre_with_errors(centre: Path) -> None:
    _add(centre, "event_date-slashes.yml")
    (centre / SCHEMA_FILE).parent.mkdir(exist_ok=True)
    (centre / SCHEMA_FILE).write_text("as it was", "utf-8")
    result = _kc(centre, "schema")
    assert result.exit_code == 1
    assert "R011" in result.stderr
    assert (centre / SCHEMA_FILE).read_text("utf-8") == "as it was"
