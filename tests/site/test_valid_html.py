"""The Nu HTML checker finds no error on any page."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from centre_copy import ROOT

CHECKER = ROOT / "tests/browser/node_modules/vnu-jar/build/dist/vnu.jar"
BROKEN = '<!doctype html><html lang="en"><title>x</title><p><div id="a" id="a"></p></html>'


def _is_for_mail_programs(error: dict[str, str]) -> bool:
    """Return whether an e-mail has an attribute that is obsolete, and that mail programs need."""
    return (
        error["url"].endswith("/mail.html")
        and "attribute" in error["message"]
        and ("is obsolete" in error["message"])
    )


@pytest.mark.slow
def test_every_page_and_drawing_is_valid(
    site: Path, tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    java = shutil.which("java")
    assert java, "Java is missing: run scripts/test, or install default-jre-headless"
    assert CHECKER.is_file(), "vnu-jar is missing: run `npm ci` in tests/browser"
    probe = tmp_path / "broken.html"
    probe.write_text(BROKEN, "utf-8")

    options = ["--skip-non-html", "--also-check-svg", "--errors-only", "--format", "json"]
    done = subprocess.run(
        [java, "-jar", str(CHECKER), *options, str(probe), str(site)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    errors = json.loads(done.stderr)["messages"]
    found = {
        (error["url"], error.get("lastLine"), error["message"])
        for error in errors
        if not _is_for_mail_programs(error)
    }
    probed = {item for item in found if item[0].endswith(probe.name)}
    record_testsuite_property("nu_errors", len(found - probed))
    assert probed, "the checker overlooked a page that is wrong"
    assert sorted(found - probed, key=str) == []
