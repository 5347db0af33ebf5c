"""The Nu HTML checker finds no error on any page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nu_checker import check

BROKEN = '<!doctype html><html lang="en"><title>x</title><p><div id="a" id="a"></p></html>'


@pytest.mark.slow
def test_every_page_and_drawing_is_valid(
    site: Path, tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    (tmp_path / "broken.html").write_text(BROKEN, "utf-8")
    errors, _ = check([tmp_path, site])
    probed = {item for item in errors if item[0].endswith("/broken.html")}
    record_testsuite_property("nu_errors", len(set(errors) - probed))
    assert probed, "the checker overlooked a page that is wrong"
    assert sorted(set(errors) - probed, key=str) == []
