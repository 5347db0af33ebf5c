"""Findings of ``kc check --format json`` as a short report in Markdown, Dutch first.

    python3 .github/scripts/summary.py findings.json

The list may come from a stranger's pull request, so nothing in it is taken at its word: every text
is escaped, cut, and kept from calling people or making links.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

MAX_ROWS = 50
MAX_TEXT = 400
MAX_FILE = 1_000_000
LEVELS = {"error": "⛔ fout", "warning": "⚠️ waarschuwing", "note": "💬 opmerking"}

CRASHED = """\
### De controle zelf liep vast

Dat is niet uw fout. Een ontwikkelaar kijkt ernaar; uw wijziging blijft gewoon staan.

*The check itself failed. That is not your fault; a developer will look at it.*
"""
CLEAN = """\
### Nagekeken: alles in orde

Records en pagina's kloppen. Een redacteur leest uw voorstel na.

*Checked: all is well. An editor will review your proposal.*
"""
MEANING = """\
Een fout moet weg voor de wijziging online kan. De rest houdt u niet tegen.
Hoe u een melding leest, staat in `CONTRIBUTING.md`.

*An error must be mended before the change can go online. The rest does not stop you.
`CONTRIBUTING.en.md` tells how to read a message.*
"""


def read(path: Path) -> str:
    """Return the text of a list of findings, or nothing if it is too large to be one."""
    with path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    return "" if len(content) > MAX_FILE else content.decode("utf-8", "replace")


def summary(text: str, files: str = "") -> str:
    """Return the report; ``files`` is the web address below which the checked files are shown."""
    try:
        found = [_finding(row) for row in json.loads(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return CRASHED
    if not found:
        return CLEAN
    found.sort(key=lambda row: (list(LEVELS).index(row["level"]), row["file"], row["line"]))
    rows = [
        f"| {LEVELS[row['level']]} | {_place(row, files)} | {plain(row['what'])}"
        f" | {plain(row['mend'])} |"
        for row in found[:MAX_ROWS]
    ]
    table = ["| | Waar | Wat er staat | Herstel |", "| --- | --- | --- | --- |", *rows]
    if len(found) > MAX_ROWS:
        table.append(f"\n… en nog {len(found) - MAX_ROWS}.")
    return "\n".join([f"### Nagekeken: {_count(found)}", "", *table, "", MEANING])


def plain(text: str) -> str:
    """Return a text that shows as it was written, on one line, without links or mentions."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    text = text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"
    text = re.sub(r"([\\`*_{}\[\]()#+!|~-])", r"\\\1", text.replace("&", "&amp;"))
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    # A zero-width space keeps GitHub from making a link of an address, a number or a name.
    return re.sub(r"(@|#|:(?=//)|www(?=\.))", "\\1\u200b", text)


def _finding(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the report needs of a finding; raises one of the errors of a wrong shape."""
    texts = {key: str(row[key]) for key in ("file", "level", "what", "mend")}
    if texts["level"] not in LEVELS:
        raise ValueError(texts["level"])
    return {**texts, "line": int(row["line"])}


def _place(row: dict[str, Any], files: str) -> str:
    name = re.sub(r"[^\w./ -]", "?", row["file"])[:200]
    shown = f"`{name}` regel {row['line']}"
    if not files or name != row["file"] or ".." in name:
        return shown
    return f"[{shown}]({files}{quote(name)}?plain=1#L{row['line']})"


def _count(found: list[dict[str, Any]]) -> str:
    words = {
        "error": ("fout", "fouten"),
        "warning": ("waarschuwing", "waarschuwingen"),
        "note": ("opmerking", "opmerkingen"),
    }
    counts = {level: sum(row["level"] == level for row in found) for level in LEVELS}
    return ", ".join(f"{n} {words[level][n != 1]}" for level, n in counts.items() if n)


def main() -> None:
    """Print the report of the file that the command line names."""
    server, repository, commit = (
        os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")
    )
    files = f"{server}/{repository}/blob/{commit}/" if commit else ""
    sys.stdout.write(summary(read(Path(sys.argv[1])), files))


if __name__ == "__main__":
    main()
