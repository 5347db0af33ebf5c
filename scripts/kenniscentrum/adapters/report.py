"""Findings as text: for people, for GitHub's annotations, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent

from kenniscentrum.core.findings import Finding, Level
from kenniscentrum.core.rules import Rule, level_of, message, outline, rules

_WORDS = {
    "nl": {
        "error": "fout", "warning": "waarschuwing", "note": "opmerking",
        "why": "waarom", "mend": "herstel", "bad": "fout", "good": "goed",
        "clean": "Alles in orde.",
        "total": "{errors} fout(en), {warnings} waarschuwing(en).",
    },
    "en": {
        "error": "error", "warning": "warning", "note": "note",
        "why": "why", "mend": "mend", "bad": "wrong", "good": "right",
        "clean": "All is well.",
        "total": "{errors} error(s), {warnings} warning(s).",
    },
}  # fmt: skip


def plain(found: Sequence[Finding], root: Path, language: str) -> str:
    """Write findings as compilers do: place, what, the line with a caret, why, and how to mend."""
    words = _WORDS[language]
    if not found:
        return words["clean"]
    blocks = [_block(item, root, language) for item in found]
    levels = Counter(level_of(item) for item in found)
    total = words["total"].format(errors=levels[Level.ERROR], warnings=levels[Level.WARNING])
    return "\n".join([*blocks, total])


def github(found: Sequence[Finding], language: str) -> str:
    """Write findings as workflow commands, which GitHub shows beside the changed lines."""
    lines = []
    for item in found:
        said = message(item, language)
        kind = {"note": "notice"}.get(level_of(item), str(level_of(item)))
        place = item.place
        text = _escaped(f"{said.what}\n{said.why}\n{said.mend}")
        file = _escaped(place.file).replace(",", "%2C").replace(":", "%3A")
        where = f"file={file},line={place.line},col={place.column},title={item.code}"
        lines.append(f"::{kind} {where}::{text}")
    return "\n".join(lines)


def as_json(found: Sequence[Finding], language: str) -> str:
    """Write findings as a JSON list; every item has the same keys."""
    rows = []
    for item in found:
        said = message(item, language)
        rows.append(
            {
                "file": item.place.file,
                "line": item.place.line,
                "column": item.place.column,
                "level": str(level_of(item)),
                "code": item.code,
                "what": said.what,
                "why": said.why,
                "mend": said.mend,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def sarif(found: Sequence[Finding], language: str) -> str:
    """Write findings as SARIF 2.1.0, which code hosts and editors read."""
    results = []
    for item in found:
        said = message(item, language)
        region = {"startLine": item.place.line, "startColumn": item.place.column}
        artifact = {"uri": item.place.file}
        place = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
        results.append(
            {
                "ruleId": item.code,
                "level": str(level_of(item)),
                "message": {"text": f"{said.what}. {said.why}. {said.mend}"},
                "locations": [place],
            }
        )
    described = [
        {"id": rule.code, "shortDescription": {"text": outline(rule, language).what}}
        for rule in rules().values()
    ]
    driver = {"name": "kc check", "rules": described}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def explanation(rule: Rule, language: str) -> str:
    """Write what a rule asks, why, how to mend a breach, and an example of both."""
    words, said = _WORDS[language], outline(rule, language)
    return "\n".join(
        [
            f"{rule.code} ({words[rule.level]}): {said.what}",
            f"{words['why']}: {said.why}",
            f"{words['mend']}: {said.mend}",
            f"\n{words['bad']} ({rule.file}):\n{indent(rule.bad, '    ')}",
            f"{words['good']} ({rule.good_file or rule.file}):\n{indent(rule.good, '    ')}",
        ]
    )


def exit_code(found: Sequence[Finding]) -> int:
    """Return 1 if there is an error, else 0: a warning never stops an editor."""
    return int(any(level_of(item) is Level.ERROR for item in found))


def _block(item: Finding, root: Path, language: str) -> str:
    words, said = _WORDS[language], message(item, language)
    lines = [f"{item.place}: {words[level_of(item)]} {item.code} {said.what}"]
    if source := _source_line(item, root):
        lines += [f"    | {source}", f"    | {' ' * (item.place.column - 1)}^"]
    width = max(len(words["why"]), len(words["mend"])) + 1
    lines.append(f"    {words['why'] + ':':<{width}} {said.why}")
    lines.append(f"    {words['mend'] + ':':<{width}} {said.mend}\n")
    return "\n".join(lines)


def _source_line(item: Finding, root: Path) -> str:
    """Return the line that a finding is about, if it can be shown whole and safely."""
    try:
        lines = (root / item.place.file).read_text("utf-8").split("\n")
        line = lines[item.place.line - 1].rstrip("\r")
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
    return line if line.isprintable() and len(line) <= 160 else ""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
