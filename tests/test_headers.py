"""What servers are told holds together, for every file and every kind of server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import hosted, servers, wellknown
from kenniscentrum.views.assets import Assets
from kenniscentrum.views.citations import BIBTEX
from kenniscentrum.views.datasets import datasets
from kenniscentrum.views.headers import EVERY, MAILS, PAGES, RULES, expression, in_page
from kenniscentrum.views.mediatypes import NAMED, TYPES
from kenniscentrum.views.site import Site

URL = "https://kc.example/"
MakeSite = Callable[..., Site]


@pytest.fixture(scope="module")
def files(small: Corpus, site_of: MakeSite) -> dict[str, bytes]:
    return dict(site_of(small, URL).files())


def _types(path: str) -> str:
    for end, kind in NAMED.items():
        if path.endswith(end):
            return kind
    return TYPES[path.rpartition(".")[2]]


def test_no_file_gets_a_header_from_two_paths(files: dict[str, bytes]) -> None:
    # Hosts that read _headers would join the values.
    extra = [f"assets/social/{'0' * 16}.png", "index.html", f"projects/turing/{BIBTEX}"]
    for path in [*files, *extra]:
        for rule in RULES:
            assert sum(bool(re.search(expression(p), f"/{path}")) for p in rule.paths) <= 1, path
    names = [name for rule in RULES for name in rule.headers]
    assert len(names) == len(set(names))


def test_no_two_blocks_of_headers_set_the_same_one() -> None:
    text = hosted.configuration("/kc/")
    blocks = re.findall(r"^(\S+)\n((?:  .*\n)+)", text, re.MULTILINE)
    paths = [path for path, _ in blocks]
    assert len(paths) == len(set(paths))
    assert all(path.startswith("/kc/") and path.count("*") == 1 for path in paths)
    assert len(paths) <= 100  # Cloudflare Pages reads no more
    everywhere = set(re.findall(r"  ([\w-]+): ", blocks[0][1]))
    for _, headers in blocks[1:]:
        assert not everywhere & set(re.findall(r"  ([\w-]+): ", headers))
    assert max(map(len, text.splitlines())) < 2000


def test_policies_allow_nothing_from_elsewhere_and_no_code_in_a_page() -> None:
    for policy in (PAGES, MAILS):
        assert policy["default-src"] == "'none'"
        assert not any("*" in value or "http" in value for value in policy.values())
        assert "unsafe" not in policy.get("script-src", "").replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in EVERY["Content-Security-Policy"]
    assert "frame-ancestors" not in in_page()


def test_every_file_has_a_media_type(files: dict[str, bytes]) -> None:
    for path in files:
        name = path.rpartition("/")[2]
        if name[0] not in "._":  # what servers read is not sent
            assert _types(path), path


def test_data_is_sent_as_what_it_is_declared_to_be(small: Corpus) -> None:
    for dataset in datasets(small):
        for distribution in dataset.distributions:
            said = {_types(distribution.path), TYPES[distribution.path.rpartition(".")[2]]}
            assert distribution.form.media_type in said, distribution.path


def test_the_committed_configurations_are_the_generated_ones(corpus: Corpus) -> None:
    url = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"]
    for file, text in servers.deployed(corpus, url).items():
        assert (ROOT / file).read_text("utf-8") == text, "run: kc deploy"


@pytest.mark.parametrize("url", ["", "https://kc.example/centre/"])
def test_a_configuration_is_for_the_root_of_a_host(small: Corpus, url: str) -> None:
    with pytest.raises(ValueError, match="site_url"):
        servers.deployed(small, url)


def test_whom_to_tell_of_a_weakness_is_said_once_there_is_somebody(small: Corpus) -> None:
    day = dt.date(2027, 3, 1)
    assert ".well-known/security.txt" not in dict(wellknown.files(small, URL, day))
    for contact, line in (
        ("a@b.example", "mailto:a@b.example"),
        ("https://b.example/", "https://b.example/"),
    ):
        centre = small.centre.model_copy(update={"security_contact": contact})
        made = dict(wellknown.files(replace(small, centre=centre), URL, day))
        said = dict(
            row.split(": ", 1) for row in made[".well-known/security.txt"].decode().splitlines()
        )
        assert said["Contact"] == line
        until = dt.datetime.fromisoformat(said["Expires"])
        assert day < until.date() < day + dt.timedelta(days=365)
        assert said["Canonical"] == f"{URL}.well-known/security.txt"


def test_a_style_sheet_gets_another_name_when_anything_in_it_changes(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    for file in (ROOT / "overrides/assets").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    before = Assets(folder, published=True)
    again = Assets(folder, published=True)
    assert before.files == again.files
    drawing = folder / "route.svg"
    drawing.write_bytes(drawing.read_bytes() + b"\n")
    after = Assets(folder, published=True)
    for path in ("assets/route.svg", "assets/site.css"):
        assert before.path(path) != after.path(path)
        assert after.path(path) in after.files
    assert before.path("assets/search.js") == after.path("assets/search.js")
    name = after.path("assets/route.svg").rpartition("/")[2]
    assert f'url("{name}")'.encode() in after.files[after.path("assets/site.css")]


def test_the_preview_keeps_names_and_still_has_one_style_sheet() -> None:
    assets = Assets(ROOT / "overrides/assets", published=False)
    assert assets.path("assets/search.js") == "assets/search.js"
    assert list(assets.files) == ["assets/site.css"]
    assert assets.copied("assets/search.js")
    assert not assets.copied("assets/tokens.css")
    assert assets.copied("assets/stylesheets/main.css")


def test_the_style_sheet_holds_every_sheet_in_order_and_that_for_paper_last() -> None:
    style = Assets(ROOT / "overrides/assets", published=True)
    text = style.files[style.path("assets/site.css")].decode()
    names = re.findall(r"^/\* (\w+)\.css \*/$", text, re.MULTILINE)
    assert (names[0], names[-1]) == ("tokens", "print")
    assert sorted(names) == sorted(f.stem for f in (ROOT / "overrides/assets").glob("*.css"))
    assert "@media print {" in text.split("/* print.css */")[1]
