"""A site built in a repository dates its pages; one that cannot know the dates gives none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from centre_copy import Built, copy_tiny, kc
from lxml import etree, html
from synthetic_repository import START, Stream, git

RECORD = "projects/fonteinen.yml"
REPOSITORY = "https://git.example/centrum"
DAY = dt.timedelta(days=1)
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny centre in a repository with three commits, the last on one language only."""
    root = copy_tiny(tmp_path_factory.mktemp("dated") / "centre")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    told = f"  - kenniscentrum: {{repository: '{REPOSITORY}', history: whole}}\n"
    settings.write_text(text.replace("  - kenniscentrum\n", told), "utf-8")
    record = (root / RECORD).read_bytes()
    stream = Stream()
    stream.commit({file: (root / file).read_bytes() for file in _files(root)}, when=START)
    edited = record.replace(b"amount_eur: 250000", b"amount_eur: 260000")
    stream.commit({RECORD: edited}, when=START + DAY)
    edited = edited.replace(b"The city loses water.", b"The town loses water.")
    stream.commit({RECORD: edited}, when=START + 2 * DAY)
    stream.write(root)
    return Built(root, kc(root, "build"))


def _files(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


def test_a_page_tells_its_changes_and_leads_to_their_commits(dated: Built) -> None:
    assert dated.command.returncode == 0, dated.command.stdout
    ids = git(dated.root, "log", "--format=%H").split()
    tree = html.parse(str(dated.site / "projects/fonteinen/index.html"))
    (section,) = tree.xpath("//section[@aria-labelledby='changes']")
    assert section.xpath(".//time/@datetime") == ["2020-01-03", "2020-01-02", "2020-01-01"]
    links = section.xpath(".//a[contains(@href, '/commit/')]/@href")
    assert links == [f"{REPOSITORY}/commit/{commit}" for commit in ids]
    said = " ".join(section.text_content().split())
    assert "bedrag (goedgekeurd) gewijzigd van € 250.000 naar € 260.000" in said
    assert "in het Engels gewijzigd: tekst over de behoefte" in said


def test_the_sitemap_dates_each_language_by_what_it_says(dated: Built) -> None:
    tree = etree.parse(str(dated.site / "sitemap.xml"))
    found = {
        url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
        for url in tree.getroot()
    }
    address = "https://kenniscentrum.example/"
    assert found[f"{address}projects/fonteinen/"] == (START + DAY).isoformat()
    assert found[f"{address}en/projects/fonteinen/"] == (START + 2 * DAY).isoformat()
    assert found[f"{address}projects/"] is None  # a list changes whenever a record does
    assert found[f"{address}organisations/stad/"] is None


def test_a_shallow_clone_is_refused_with_what_to_do(dated: Built, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{dated.root}", str(clone))
    command = kc(clone, "build")
    assert command.returncode == 2
    assert "git fetch --unshallow" in command.stdout
    assert "Traceback" not in command.stdout + command.stderr
    assert not (clone / "site").exists()


def test_a_site_built_without_git_says_so_and_gives_no_date(built: Built, site: Path) -> None:
    assert "No history" in built.command.stdout
    assert "lastmod" not in (site / "sitemap.xml").read_text("utf-8")
    row = html.parse(str(site / "projects/turing/index.html")).xpath(
        "//section[@aria-labelledby='about-page']//dt[.='Gewijzigd']/following-sibling::dd"
    )
    assert [dd.text_content() for dd in row] == [
        "Niet bekend: deze site is gemaakt zonder haar geschiedenis."
    ]
