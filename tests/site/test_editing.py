"""Every page can lead to the file that it is made from, on each kind of git host."""

from __future__ import annotations

from pathlib import Path

import pytest
from centre_copy import copy_tiny, kc
from lxml import html

FORGES = {
    "github": "https://git.example/centrum/edit/main/",
    "gitlab": "https://git.example/centrum/-/edit/main/",
    "forgejo": "https://git.example/centrum/_edit/main/",
}
SOURCES = {
    "projects/fonteinen/": "projects/fonteinen.yml",
    "en/projects/fonteinen/": "projects/fonteinen.yml",
    "organisations/stad/": "projects/_registers/organisations.yml",
    "guides/route/": "docs/guides/route.md",
    "en/guides/route/": "docs/guides/route.en.md",
    "themes/water/": "projects/_registers/vocabulary.yml",
}


@pytest.mark.parametrize("forge", FORGES)
def test_a_page_leads_to_its_own_source(forge: str, tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "centre")
    settings = root / "mkdocs.yml"
    options = f"  - kenniscentrum: {{repository: https://git.example/centrum, forge: {forge}}}\n"
    text = settings.read_text("utf-8")
    assert "  - kenniscentrum\n" in text
    settings.write_text(text.replace("  - kenniscentrum\n", options), "utf-8")
    assert kc(root, "build").returncode == 0
    for page, source in SOURCES.items():
        tree = html.parse(str(root / "site" / page / "index.html"))
        assert tree.xpath("//a[contains(@href, '/centrum/')]/@href") == [FORGES[forge] + source]


def test_without_a_repository_no_page_offers_to_edit(site: Path) -> None:
    tree = html.parse(str(site / "projects/turing/index.html"))
    assert tree.xpath("//*[contains(@class, 'edit')]") == []
