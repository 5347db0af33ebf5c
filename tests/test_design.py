"""The design page shows every size and space and every colour that there is."""

from __future__ import annotations

import re
from pathlib import Path

HIDDEN = {"veil", "shade", "band-line", "band-focus"}  # shades of others, never seen by themselves


def _named(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text, re.MULTILINE))


def test_the_design_page_shows_all_tokens(real: Path) -> None:
    tokens = (real / "overrides/assets/tokens.css").read_text("utf-8")
    styles = (real / "overrides/assets/components.css").read_text("utf-8")
    page = (real / "overrides/components/design.html").read_text("utf-8")
    lists = [set(re.findall(r'"([a-z0-9-]+)"', part)) for part in re.findall(r"in \[(.*?)\]", page)]
    colours = _named(tokens, r"^  --(?!md-|pf-)([a-z-]+): (?:light-dark\(|#)")
    assert colours - HIDDEN == lists[0]
    assert _named(tokens, r"^  --size-([a-z0-9]+):") == lists[1]
    assert _named(tokens, r"^  --space-(\d):") == {str(number) for number in range(1, 8)}
    for kind, names in (("swatch", lists[0]), ("sample", lists[1])):
        assert _named(styles, rf'^\.{kind}\[data-token="([a-z0-9-]+)"\]') == names
