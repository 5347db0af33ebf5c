"""What others pass on is made from the record, true at any time, and fits where it is pasted."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html as lxml_html
from rendered import HOSTILE, golden_centre
from small_centre import ROOT

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.records import Project
from kenniscentrum.views import forward
from kenniscentrum.views.forward import LONGEST_MAIL, Kit
from kenniscentrum.views.rendering import Rendering

URL = "https://kenniscentrum.example/"


def _kits(record: Call | Project, corpus: Corpus, url: str = URL) -> list[Kit]:
    kc = Rendering(corpus, "nl", ROOT / "overrides", dt.date(2026, 1, 1), url)
    return forward.kits(record, kc)


def _all(corpus: Corpus) -> list[tuple[str, Kit]]:
    consulted = {project.id: project for project in corpus.with_consultation}
    records: dict[str, Call | Project] = {**corpus.calls, **consulted}
    return [(key, kit) for key, record in records.items() for kit in _kits(record, corpus)]


def _mail(kit: Kit) -> dict[str, str]:
    parts = urlsplit(kit.mail)
    assert (parts.scheme, parts.path) == ("mailto", "")
    return {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}


def test_a_call_says_what_when_and_where(small: Corpus) -> None:
    dutch, english = _kits(small.calls["oproep-2019"], small)
    assert (dutch.language, english.language) == ("nl", "en")
    assert dutch.text == (
        "Oproep voor projectvoorstellen van overheden: Oproep van 2019, Programma Innovatieve "
        "Overheidsopdrachten (PIO). Opening: maart 2019; infosessie: 2 april 2019, Brussel; "
        "uiterste indiendatum: 14 juni 2019, 13:30 uur (Brusselse tijd). De officiële "
        "bekendmaking telt.\n"
        "Alle gegevens en bronnen: https://kenniscentrum.example/calls/oproep-2019/"
    )
    assert english.text.endswith(": https://kenniscentrum.example/en/calls/oproep-2019/")


def test_a_consultation_says_who_when_and_where_to_register(small: Corpus) -> None:
    _, english = _kits(small.projects["fonteinen"], small)
    assert english.text == (
        "Market consultation by City of Waterdam, Port authority: Smart fountains. Fountains that "
        "measure. The page has 1 conclusion from the answers of the market. Last day to register: "
        "1 October 2019; market consultation: 10 October 2019. The official notice prevails.\n"
        "Address to register: https://www.waterdam.example/inschrijven\n"
        "All facts and sources: https://kenniscentrum.example/en/consultations/fonteinen/"
    )


def test_every_call_and_consultation_has_a_kit_in_every_language(corpus: Corpus) -> None:
    found = _all(corpus)
    records = len(corpus.calls) + len(corpus.with_consultation)
    assert len(found) == records * len(corpus.centre.languages)
    for key, kit in found:
        paragraph, *links = kit.text.split("\n")
        sentences = re.findall(r"[.!?](?:\s|$)", paragraph)
        assert 3 <= len(sentences) <= 5, (key, paragraph)
        assert links[-1].rpartition(" ")[2].startswith(URL), key
        assert all("https://" in link for link in links), key


def test_no_kit_says_that_something_is_open(corpus: Corpus) -> None:
    states = [corpus.labels[f"state-{name}"] for name in ("open", "opens-today", "closes-today")]
    wrong = [
        key
        for key, kit in _all(corpus)
        for label in states
        for text in (kit.text, kit.embed)
        if f" {label.root[kit.language]}." in text or f" {label.root[kit.language]};" in text
    ]
    assert wrong == []


def test_the_mail_says_the_text_and_is_short_enough(corpus: Corpus) -> None:
    for key, kit in _all(corpus):
        assert len(kit.mail) < LONGEST_MAIL, key
        assert re.fullmatch(r"[\x21-\x7e]+", kit.mail), key
        said = _mail(kit)
        assert said["subject"]
        page = kit.text.rpartition(" ")[2]
        assert said["body"].endswith(page), key
        assert set(said["body"].replace("\r\n", "\n").split("\n")) <= {*kit.text.split("\n"), page}


def test_a_mail_that_would_be_too_long_leaves_out_what_matters_least(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    long = project.model_copy(update={"summary": Localised({"nl": "Lang. " * 400})})
    kit = _kits(long, small)[0]
    assert "Lang." in kit.text
    assert "Lang." not in unquote(kit.mail)
    assert "1 oktober 2019" in unquote(kit.mail)
    longer = project.model_copy(update={"title": Localised({"nl": "Één heel lange titel " * 200})})
    kit = _kits(longer, small)[0]
    assert len(kit.mail) < LONGEST_MAIL
    assert _mail(kit)["body"] == f"{URL}consultations/fonteinen/"


def test_the_html_is_plain_and_whole(corpus: Corpus) -> None:
    for key, kit in _all(corpus):
        tree = lxml_html.fragment_fromstring(kit.embed)
        assert tree.tag == "article", key
        assert tree.get("lang") == kit.language
        tags = {element.tag for element in tree.iter()}
        assert tags <= {"article", "p", "strong", "a", "ul", "li", "time"}, key
        names = {name for element in tree.iter() for name in element.attrib}
        assert names <= {"lang", "href", "datetime"}, key
        for link in tree.iter("a"):
            assert urlsplit(link.get("href")).scheme in ("http", "https"), key


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    corpus = golden_centre(tmp_path / "centre")
    for kit in _kits(corpus.projects[HOSTILE], corpus):
        tree = lxml_html.fragment_fromstring(kit.embed)
        assert not list(tree.iter("script"))
        title = tree.findtext("p/strong/a")
        assert title
        assert "<script>" in title
        assert title in kit.text
        assert html.unescape(kit.embed).count("<script>") == title.count("<script>")


def test_without_an_address_or_a_consultation_there_is_no_kit(small: Corpus) -> None:
    assert _kits(small.calls["oproep-2019"], small, "") == []
    assert _kits(small.projects["brug"], small) == []


@pytest.mark.parametrize("year", [None, 2020])
def test_a_call_without_dates_says_so(small: Corpus, year: int | None) -> None:
    bare = {"opens": None, "deadlines": (), "info_sessions": (), "year": year}
    text = _kits(small.calls["oproep-2019"].model_copy(update=bare), small)[1].text
    assert ("Year of the call: 2020." in text) == bool(year)
    assert ("The dates are not in the sources." in text) == (year is None)
