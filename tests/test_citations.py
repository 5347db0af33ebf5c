"""A page can be cited in the state it is in, by people and by programs."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.history import Commit, History, Reach
from kenniscentrum.views.citations import bibtex, citation, csl, files
from kenniscentrum.views.forges import Forge
from kenniscentrum.views.rendering import Rendering

# Half past eleven in the evening in Brussels is the day before in UTC in winter only.
STATE = Commit("1a2b3c4d5e" * 4, dt.datetime(2026, 11, 29, 23, 30, tzinfo=dt.UTC))
HOST = Forge("https://git.example/centre", "github")
SOURCE = "projects/fonteinen.yml"


def _kc(corpus: Corpus, templates: Path, language: str = "nl", forge: Forge = HOST) -> Rendering:
    url = "https://kenniscentrum.example/"
    return Rendering(corpus, language, templates, site_url=url, forge=forge)


@pytest.fixture
def templates(real: Path) -> Path:
    return real / "overrides"


def test_the_words_name_title_centre_day_in_brussels_commit_and_address(
    corpus: Corpus, templates: Path
) -> None:
    for language, words in (
        ("nl", "‘Titel’, stand van 30 november 2026 (versie 1a2b3c4d5e in git), https://"),
        ("en", "‘Titel’, state of 30 November 2026 (commit 1a2b3c4d5e), https://"),
    ):
        item = citation("projects/a", "Titel", STATE, SOURCE, _kc(corpus, templates, language))
        assert words in item.words
        assert item.words.startswith(corpus.centre.name.root[language])
        assert item.words.endswith(item.url)


def test_where_git_does_not_tell_there_is_no_date_and_no_commit(
    corpus: Corpus, templates: Path
) -> None:
    item = citation("projects/a", "Titel", None, SOURCE, _kc(corpus, templates))
    assert "zonder datum" in item.words
    written = bibtex(item) + json.dumps(csl(item))
    assert not re.search(r"date|year|issued|version|\d{4}-\d\d", written)


def test_the_permanent_link_leads_to_the_file_at_that_commit(
    corpus: Corpus, templates: Path
) -> None:
    item = citation("projects/a", "Titel", STATE, SOURCE, _kc(corpus, templates))
    assert item.permanent == f"https://git.example/centre/blob/{STATE.id}/{SOURCE}"
    assert csl(item)[0]["archive_location"] == item.permanent
    nowhere = citation("projects/a", "Titel", STATE, SOURCE, _kc(corpus, templates, forge=Forge()))
    assert nowhere.permanent == ""
    assert STATE.id in bibtex(nowhere)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% R&D_1 #2 ~ ^", r"100\% R\&D\_1 \#2 \textasciitilde{} \textasciicircum{}"),
        (r"a}{b\c", r"a\}\{b\textbackslash{}c"),
        ("Vernieuwing, één ‘proef’", "Vernieuwing, één ‘proef’"),
    ],
)
def test_no_title_breaks_bibtex(corpus: Corpus, templates: Path, title: str, written: str) -> None:
    text = bibtex(citation("projects/a", title, STATE, SOURCE, _kc(corpus, templates)))
    assert f"title = {{{{{written}}}}}" in text
    plain = re.sub(r"\\[\\{}]", "", text)
    assert plain.count("{") == plain.count("}")


def test_csl_holds_what_the_schema_asks_and_day_as_numbers(corpus: Corpus, templates: Path) -> None:
    [item] = csl(citation("en/a b", "x", STATE, SOURCE, _kc(corpus, templates, "en")))
    assert item["type"] == "webpage"
    assert item["issued"] == {"date-parts": [[2026, 11, 30]]}
    assert item["author"] == [{"literal": "Knowledge Centre for Innovation Procurement"}]
    assert re.fullmatch(r"[a-z0-9-]+", str(item["id"]))


def test_a_page_has_its_citation_beside_it_and_links_it(corpus: Corpus, templates: Path) -> None:
    item = citation("projects/a", "Titel", STATE, SOURCE, _kc(corpus, templates, "en"))
    assert [path for path, _ in files(item)] == [
        "en/projects/a/cite.bib",
        "en/projects/a/cite.json",
    ]


def test_keys_of_all_pages_differ(corpus: Corpus, templates: Path) -> None:
    kc = replace(corpus, history=History(Reach.ABSENT))
    keys = [
        citation(address, "", None, "", _kc(kc, templates, code)).key
        for address in corpus.addresses
        for code in corpus.centre.languages
    ]
    assert len(keys) == len(set(keys))
