"""Each page can be had as Markdown, and ``llms.txt`` leads to what matters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from rendered import golden_centre
from small_centre import valid, write_centre

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.pagetext import markdown
from kenniscentrum.views.site import Site

URL = "https://kenniscentrum.example/"


def _copy(site: Site, address: str, language: str) -> tuple[dict[str, str], str]:
    """Return front matter and text of a record's page as Markdown."""
    fragment = site.fragment(address, language)
    assert fragment
    frame = site.frame(address, language, fragment.html)
    [text] = [content for path, content in site.copies(frame) if path.endswith("index.md")]
    _, head, body = text.decode().split("---\n", 2)
    return yaml.safe_load(head), body


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, real: Path) -> Site:
    return Site(golden_centre(tmp_path_factory.mktemp("golden")), real / "overrides", URL)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_copy_of_a_page_says_what_and_where_it_is(real_site: Site, language: str) -> None:
    head, body = _copy(real_site, "projects/turing", language)
    project = real_site.corpus.projects["turing"]
    assert head["title"] == project.title.root[language]
    assert head["language"] == language
    assert head["url"] == URL + ("" if language == "nl" else "en/") + "projects/turing/"
    assert head["licence"] == real_site.corpus.centre.licence_url
    assert len(re.findall("^# ", body, re.MULTILINE)) == 1
    assert project.need
    for paragraph in project.need.root[language].split("\n\n"):
        assert " ".join(paragraph.split()) in body
    for source in project.sources:
        assert not source.url or source.url in body


def test_links_of_the_copy_are_whole_and_lead_to_pages(real_site: Site) -> None:
    _, body = _copy(real_site, "projects/turing", "en")
    links = re.findall(r"\]\(([^)\s]+)", body)
    assert links
    assert [link for link in links if not re.match(r"https?://", link)] == []
    ours = {urljoin(link, ".").removeprefix(URL + "en/") for link in links if link.startswith(URL)}
    known = {
        f"{address.removesuffix('index')}".rstrip("/") + "/" for address in real_site.addresses
    }
    assert ours <= known | {"projects/turing/"}


def test_what_only_serves_a_screen_is_left_out(real_site: Site) -> None:
    _, body = _copy(real_site, "projects/turing", "nl")
    assert not re.search(r"<(?!https?://)", body)
    assert real_site.corpus.labels["selection-back"].root["nl"] not in body


@pytest.mark.parametrize("register", ["projects", "calls", "organisations"])
def test_a_list_that_can_be_narrowed_down_is_whole_in_the_copy(
    real_site: Site, register: str
) -> None:
    address = f"{register}/index"
    html = real_site.document(address, "nl", f"<!-- kc:{register} -->")
    [body] = [
        content.decode()
        for path, content in real_site.copies(real_site.frame(address, "nl", html))
        if path.endswith("index.md")
    ]
    links = set(re.findall(r"\]\(([^)\s#]+)", body))
    pages = {key for key in real_site.addresses if key.startswith(f"{register}/")} - {address}
    assert {f"{URL}{page}/" for page in pages} <= links


def test_of_the_phases_only_the_one_that_is_known_is_named_before_the_text(real_site: Site) -> None:
    _, body = _copy(real_site, "projects/turing", "nl")
    phases = [term.label.root["nl"] for term in real_site.corpus.vocabulary.phases]
    phase = real_site.corpus.projects["turing"].phase
    assert phase
    known = real_site.corpus.terms["phases"][phase.code].label.root["nl"]
    head = body.split("\n## ")[0]
    assert [name for name in phases if name in head] == [known]


def test_a_page_without_heading_gets_its_title(small: Corpus, site_of: Callable[..., Site]) -> None:
    kc = site_of(small)._renderings["nl"]
    _, content = markdown("about/index", "Titel: 'x'", "d", "<p>tekst</p>", "2026-11-29", kc)
    head = yaml.safe_load(content.decode().split("---\n")[1])
    assert head["title"] == "Titel: 'x'"
    assert head["changed"] == "2026-11-29"
    assert content.decode().endswith("---\n\n# Titel: 'x'\n\ntekst\n")


def test_no_text_of_an_editor_becomes_html_in_the_copy(site: Site) -> None:
    _, body = _copy(site, "projects/vijandig", "nl")
    assert r"\<script>" in body
    assert not re.search(r"(?<!\\)<(?!https?://)", body)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_for_models_leads_to_every_project_and_guide(
    real_site: Site, language: str
) -> None:
    folder = "" if language == "nl" else "en/"
    text = dict(real_site.files())[f"{folder}llms.txt"].decode()
    corpus = real_site.corpus
    assert text.startswith(f"# {corpus.centre.name.root[language]}\n\n> ")
    links = set(re.findall(r"^- \[[^\]]+\]\((\S+)\)", text, re.MULTILINE))
    wanted = [f"projects/{key}" for key in corpus.projects]
    wanted += [document.address for document in corpus.guides]
    assert {f"{URL}{folder}{address}/index.md" for address in wanted} <= links
    assert text.index("## Optional") > max(text.index(f"/{address}/") for address in wanted)


def test_a_centre_without_an_address_has_no_copies(tmp_path: Path, real: Path) -> None:
    site = Site(valid(write_centre(tmp_path)), real / "overrides", "")
    fragment = site.fragment("projects/fonteinen", "nl")
    assert fragment
    assert site.copies(site.frame("projects/fonteinen", "nl", fragment.html)) == ()
