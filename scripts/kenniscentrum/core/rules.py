"""The table of rules: level and words of every code, in every language of the table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from kenniscentrum.core.findings import Finding, Level

LANGUAGES = ("nl", "en")
_SHAPES = {
    "text": {"nl": "een tekst", "en": "a text"},
    "list": {"nl": "een lijst met streepjes", "en": "a list with hyphens"},
    "block": {"nl": "een blok met velden", "en": "a block of fields"},
}
_LANGUAGES = {
    "nl": {"nl": "Nederlands", "en": "Dutch"},
    "en": {"nl": "Engels", "en": "English"},
    "fr": {"nl": "Frans", "en": "French"},
    "de": {"nl": "Duits", "en": "German"},
}
_NEAR = {"nl": "Bedoelde u '{near}'?", "en": "Did you mean '{near}'?"}
_LISTED = {"nl": "Gebruik een van: {choices}.", "en": "Use one of: {choices}."}
_ANY = {
    "nl": "Gebruik een bekende waarde; de melding noemt ze.",
    "en": "Use a known value; the message names them.",
}
_EMPTY = {"nl": "Haal het weg.", "en": "Remove it."}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``what``, ``why`` and ``mend`` are sentences with blanks, keyed by language.

    ``bad`` and ``good`` are examples: lines of a project record, or the whole of ``file``
    (``good_file`` if the name is the point), or with ``folder`` the names of files.
    """

    code: str
    level: Level
    what: dict[str, str]
    why: dict[str, str]
    mend: dict[str, str]
    bad: str
    good: str
    file: str = "projects/example.yml"
    good_file: str = ""
    encoding: str = "utf-8"
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A finding in words of one language."""

    what: str
    why: str
    mend: str


@cache
def rules() -> dict[str, Rule]:
    """Return all rules by code, in the order of the table."""
    text = resources.files(__package__).joinpath("rules.yml").read_text("utf-8")
    table: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return {
        code: Rule(**{**row, "code": code, "level": Level(row["level"])})
        for code, row in table.items()
    }


def spoken(*ranked: str) -> str:
    """Return the first of some languages that the table has words in, else English."""
    return next((code for code in ranked if code in LANGUAGES), "en")


def outline(rule: Rule, language: str) -> Message:
    """Say a rule in general: what a finding would fill in is an ellipsis."""
    blanks: defaultdict[str, str] = defaultdict(lambda: "…", hint=_ANY[language])
    words = (rule.what[language], rule.why[language], rule.mend[language])
    return Message(*(text.format_map(blanks) for text in words))


def level_of(finding: Finding) -> Level:
    """Return how bad a finding is."""
    return rules()[finding.code].level


def message(finding: Finding, language: str) -> Message:
    """Say a finding in a language; falls back to the first language of the table."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    rule = rules()[finding.code]
    values = dict(finding.values)
    values["hint"] = _hint(values, language)
    if "expected" in values:
        values["expected"] = _SHAPES.get(values["expected"], {}).get(language, values["expected"])
    for key in {"language", "leading"} & values.keys():
        values[key] = _LANGUAGES.get(values[key], {}).get(language, values[key])
    return Message(
        rule.what[language].format_map(values),
        rule.why[language].format_map(values),
        rule.mend[language].format_map(values),
    )


def _hint(values: dict[str, str], language: str) -> str:
    if near := values.get("near"):
        return _NEAR[language].format(near=near)
    choices = values.get("choices")
    return (_LISTED[language].format(choices=_listed(choices))) if choices else _EMPTY[language]


def _listed(choices: str) -> str:
    """Return a comma-separated list, cut after twenty values with the number that follows."""
    items = choices.split(", ")
    return ", ".join(items[:20]) + (f" … (+{len(items) - 20})" if len(items) > 20 else "")
