"""Every feed keeps to its format, and holds whole texts with addresses that work anywhere.

The grammars in ``tests/schemas`` were written for these tests from the specifications; what they
do not say is asserted here. An online validator was not used: a test asks nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree, html
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.moves import first_id
from kenniscentrum.views import feeditems, feeds, markup
from kenniscentrum.views.rendering import Rendering

URL = "https://kenniscentrum.example/"
SCHEMAS = Path(__file__).resolve().parent / "schemas"
GRAMMARS = {
    name: etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))
    for name in ("rss", "atom")
}  # fmt: skip
JSON_FEED = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "jsonfeed.json").read_text()))
ATOM = "{http://www.w3.org/2005/Atom}"
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


@dataclass(frozen=True)
class Written:
    """All feeds of a language, by path."""

    xml: dict[str, bytes]
    json: dict[str, Any]


def _rendering(corpus: Corpus, language: str) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides")


@pytest.fixture(scope="module")
def written(corpus: Corpus) -> Callable[[str], Written]:
    found = {}
    for language in corpus.centre.languages:
        files = dict(feeds.files(_rendering(corpus, language), URL))
        xml = {path: content for path, content in files.items() if path.endswith(".xml")}
        parsed = {path: json.loads(text) for path, text in files.items() if path.endswith(".json")}
        found[language] = Written(xml, parsed)
    return found.__getitem__


def _kind(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".xml")


@both_languages
def test_every_feed_is_read_without_complaint(
    written: Callable[[str], Written], language: str
) -> None:
    for path, content in written(language).xml.items():
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (path, parsed.get("bozo_exception"))
        assert parsed.version == {"rss": "rss20", "atom": "atom10"}[_kind(path)]


@both_languages
def test_every_xml_feed_keeps_to_its_grammar(
    written: Callable[[str], Written], language: str
) -> None:
    files = written(language).xml
    assert len(files) > 200
    for path, content in files.items():
        grammar = GRAMMARS[_kind(path)]
        assert grammar.validate(etree.fromstring(content)), (path, grammar.error_log)


@both_languages
def test_every_json_feed_keeps_to_its_schema(
    written: Callable[[str], Written], language: str
) -> None:
    for path, feed in written(language).json.items():
        errors = [error.message for error in JSON_FEED.iter_errors(feed)]
        assert errors == [], path


@both_languages
def test_every_feed_says_where_it_is_and_no_two_items_share_an_id(
    written: Callable[[str], Written], language: str
) -> None:
    for path, content in written(language).xml.items():
        parsed = feedparser.parse(content)
        assert {"rel": "self", "href": URL + path}.items() <= next(
            link for link in parsed.feed.links if link.rel == "self"
        ).items()
        ids = [entry.id for entry in parsed.entries]
        assert len(set(ids)) == len(ids), path
        dates = [entry.published_parsed for entry in parsed.entries]
        assert dates == sorted(dates, reverse=True), path
    for path, feed in written(language).json.items():
        assert feed["feed_url"] == URL + path
        dates = [item["date_published"][:10] for item in feed["items"]]
        assert dates == sorted(dates, reverse=True), path


@both_languages
def test_every_atom_entry_leads_to_one_page(
    written: Callable[[str], Written], language: str
) -> None:
    for path, content in written(language).xml.items():
        if _kind(path) == "atom":
            for entry in etree.fromstring(content).iter(f"{ATOM}entry"):
                rels = [link.get("rel", "alternate") for link in entry.iter(f"{ATOM}link")]
                assert rels.count("alternate") == 1


BREAKAGES = {
    "rss": [
        (rb"<guid isPermaLink=\"false\">[^<]*</guid>", b""),
        (rb"<pubDate>[^<]*</pubDate>", b"<pubDate>2020-01-01</pubDate>"),
        (rb"<title>[^<]*</title>", b"<title/>"),
        (rb"<item>", b"<item><surprise/>"),
        (rb"<link>https:", b"<link>/"),
    ],
    "atom": [
        (rb"<updated>[^<]*</updated>", b""),
        (rb"<updated>[^<]*</updated>", b"<updated>1 Jan 2020</updated>"),
        (rb"<id>tag:", b"<id>"),
        (rb'type="html"', b'type="CDATA"'),
        (rb"<author>.*?</author>", b""),
        (rb'href="https:', b'href="'),
    ],
}


@pytest.mark.parametrize("kind", BREAKAGES)
def test_the_grammars_refuse_what_is_wrong(written: Callable[[str], Written], kind: str) -> None:
    content = written("nl").xml[f"{kind}.xml"]
    for pattern, instead in BREAKAGES[kind]:
        broken = re.sub(pattern, instead, content, flags=re.DOTALL)
        assert broken != content
        assert not GRAMMARS[kind].validate(etree.fromstring(broken)), pattern


@pytest.mark.parametrize("key", ["version", "title", "items"])
def test_the_schema_refuses_what_is_wrong(written: Callable[[str], Written], key: str) -> None:
    feed = written("nl").json["feed.json"]
    assert not JSON_FEED.is_valid({name: value for name, value in feed.items() if name != key})
    assert not JSON_FEED.is_valid(feed | {key: 1})


def _addresses(markup_text: str) -> Iterator[str]:
    for element in html.fragment_fromstring(markup_text, create_parent=True).iter():
        yield from (value for name in ("href", "src") if (value := element.get(name)) is not None)


@both_languages
def test_every_link_and_image_in_a_feed_has_a_whole_address(
    written: Callable[[str], Written], language: str
) -> None:
    found = {
        address
        for feed in written(language).json.values()
        for item in feed["items"]
        for address in _addresses(item["content_html"])
    }
    assert len(found) > 100
    assert [item for item in found if not re.match(r"https?://[^/]+/|https?://[^/]+$", item)] == []
    # The formats hold the same HTML.
    for path, content in written(language).xml.items():
        other = written(language).json[path.removesuffix(f"{_kind(path)}.xml") + "feed.json"]
        held = [entry.content[0].value for entry in feedparser.parse(content).entries]
        assert [_said(text) for text in held] == [
            _said(item["content_html"]) for item in other["items"]
        ]


def _said(markup_text: str) -> str:
    return " ".join(
        html.fragment_fromstring(markup_text, create_parent=True).text_content().split()
    )


@both_languages
def test_the_whole_text_of_news_and_events_is_in_the_feed(
    corpus: Corpus, written: Callable[[str], Written], language: str
) -> None:
    everything = written(language).json["feed.json" if language == "nl" else "en/feed.json"]
    held = {item["id"]: _said(item["content_html"]) for item in everything["items"]}
    kc = _rendering(corpus, language)
    for document in corpus.news:
        text = corpus.document(document.address, language).body
        assert _said(markup.article(text)) in held[kc.tag(document.address)]
    for project in corpus.projects.values():
        for event in project.events:
            said = _said(markup.block(kc.text(event.text).text))
            assert said in held[kc.tag(f"projects/{first_id(project)}/{event.id}")]


@both_languages
def test_addresses_within_a_page_become_whole(small: Corpus, language: str) -> None:
    body = (
        "## Kop\n\n![Een lek](../images/lek.png) [hier onder](#kop) [gids](../guides/route.md#x) "
        "[post](mailto:info@waterdam.example) [elders](https://elders.example/a)\n\n"
        "| a | b |\n| - | - |\n| c | d |\n"
    )
    key = ("news/lek-gevonden", language)
    document = small.documents[key]
    changed = replace(small, documents={**small.documents, key: replace(document, body=body)})
    items = feeditems.items(_rendering(changed, language), URL)
    item = next(item for item in items if "lek-gevonden" in item.id)
    prefix = URL if language == "nl" else f"{URL}en/"
    assert list(_addresses(item.html))[:5] == [
        f"{URL}images/lek.png",
        f"{prefix}news/lek-gevonden/#kop",
        f"{prefix}guides/route/#x",
        "mailto:info@waterdam.example",
        "https://elders.example/a",
    ]
    assert "<h2>Kop</h2>" in item.html
    assert "<td>c</td>" in item.html
    assert 'alt="Een lek"' in item.html


def test_hostile_words_stay_words_in_every_format(small: Corpus) -> None:
    words = "<script>x</script> & ]]> <img src=x onerror=y>"
    project = small.projects["fonteinen"]
    event = project.events[0].model_copy(update={"text": Localised({"nl": words})})
    hostile = {"fonteinen": project.model_copy(update={"events": (event,)})}
    changed = replace(small, projects=hostile, documents={}, calls={})
    for path, content in feeds.files(_rendering(changed, "nl"), URL):
        if path.endswith(".xml"):
            assert GRAMMARS[_kind(path)].validate(etree.fromstring(content)), path
            for entry in feedparser.parse(content, sanitize_html=False).entries:
                assert "<script" not in entry.content[0].value
                assert "<img" not in entry.content[0].value
