"""What the Nu Html Checker says of a folder of files."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

CHECKER = Path(__file__).resolve().parents[1] / "browser/node_modules/vnu-jar/build/dist/vnu.jar"
SUFFIXES = (".html", ".svg")


def check(folders: list[Path]) -> tuple[list[tuple[str, int | None, str]], int]:
    """Return the errors in HTML and SVG as (address, line, words), and how many files there are."""
    java = shutil.which("java")
    assert java, "Java is missing: run scripts/test, or install default-jre-headless"
    assert CHECKER.is_file(), "vnu-jar is missing: run `npm ci` in tests/browser"
    options = ["--skip-non-html", "--also-check-svg", "--errors-only", "--format", "json"]
    done = subprocess.run(
        [java, "-jar", str(CHECKER), *options, *(str(folder) for folder in folders)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    errors = [
        (error["url"], error.get("lastLine"), error["message"])
        for error in json.loads(done.stderr)["messages"]
        if not _is_for_mail_programs(error)
    ]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in SUFFIXES]
    return errors, len(files)


def _is_for_mail_programs(error: dict[str, str]) -> bool:
    """Return whether an e-mail has an attribute that is obsolete, and that mail programs need."""
    return (
        error["url"].endswith("/mail.html")
        and "attribute" in error["message"]
        and ("is obsolete" in error["message"])
    )
