"""E-mails of the newsletter: what every mail program takes, in three forms that say the same."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import quopri
import re
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from small_centre import ROOT

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Edition
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.editionmail import EXAMPLE, files
from kenniscentrum.views.plaintext import WIDTH, plain_text
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.site import Site

URL = "https://kenniscentrum.example/"
GMAIL_CUTS_AT = 102_000  # bytes
STYLE_AT_MOST = 3_000
REFUSED_ELEMENTS = {
    *("script", "form", "input", "button", "select", "textarea", "link", "iframe", "object"),
    *("embed", "svg", "video", "audio", "base", "img"),
}
REFUSED_STYLES = re.compile(
    r"position\s*:|flex|grid|float\s*:|var\(|light-dark\(|calc\(|clamp\(|url\(|@import|expression\("
)


def _kc(corpus: Corpus, language: str) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides", dt.date.max, URL)


def _mails(corpus: Corpus) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for language in corpus.centre.languages:
        found |= dict(files(_kc(corpus, language), URL))
    return found


@pytest.fixture(scope="module")
def mails(corpus: Corpus, small: Corpus) -> dict[str, bytes]:
    """The files of the e-mails of the real centre, and of the tiny one below ``small/``."""
    return _mails(corpus) | {f"small/{path}": content for path, content in _mails(small).items()}


@pytest.fixture(scope="module")
def pages(mails: dict[str, bytes]) -> dict[str, Any]:
    return {
        path: html.document_fromstring(content.decode())
        for path, content in mails.items()
        if path.endswith("mail.html")
    }


@pytest.fixture(scope="module")
def drafts(mails: dict[str, bytes]) -> dict[str, EmailMessage]:
    found = {}
    for path, content in mails.items():
        if path.endswith(".eml"):
            message = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            found[path] = message
    return found


def _language(path: str) -> str:
    return "en" if "en/" in path else "nl"


def _text(message: EmailMessage, kind: str) -> str:
    """Return the words of one form of a message, in lines as text files have them."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def _words(tree: Any) -> list[str]:
    """Return the words that a reader of the HTML sees."""
    for element in tree.xpath("//head | //*[@data-html-only]"):
        element.drop_tree()
    for element in tree.iter("p", "li", "h1", "h2", "h3", "td", "br"):
        element.tail = f" {element.tail or ''}"
    return str(tree.text_content()).split()


# HTML ----------------------------------------------------------------------------------------


def test_every_edition_is_an_email_in_every_language_it_is_written_in(corpus: Corpus) -> None:
    written = [
        site_path(document.address, document.language, corpus.leading)
        for document in corpus.documents.values()
        if re.fullmatch(r"newsletter/\d.*", document.address)
    ]
    assert len(written) >= 2 * 3
    wanted = {folder + name for folder in written for name in ("mail.html", "newsletter.eml")}
    assert set(_mails(corpus)) == wanted


def test_an_edition_that_is_not_translated_is_no_email_in_that_language(small: Corpus) -> None:
    paths = set(_mails(small))
    assert "newsletter/2020-01/mail.html" in paths
    assert "en/newsletter/2020-01/mail.html" not in paths


def test_no_email_holds_what_mail_programs_refuse(pages: dict[str, Any]) -> None:
    wrong = []
    for path, tree in pages.items():
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            handlers = [name for name in element.attrib if name.startswith("on")]
            style = element.text_content() if element.tag == "style" else element.get("style", "")
            if element.tag in REFUSED_ELEMENTS or handlers or REFUSED_STYLES.search(style):
                wrong.append(f"{path}: <{element.tag}> {style}")
    assert wrong == []


def test_every_link_of_an_email_is_absolute(pages: dict[str, Any]) -> None:
    for path, tree in pages.items():
        links = tree.xpath("//a/@href")
        assert len(links) >= 4, path
        assert [link for link in links if not re.match(r"(?:https?://[^/]+/|mailto:)", link)] == []


def test_links_to_the_site_lead_to_pages_in_the_language_of_the_email(
    pages: dict[str, Any], real_site: Site
) -> None:
    known = {
        code: {URL + site_path(address, code, "nl") for address in real_site.addresses}
        for code in real_site.languages
    }
    for code in real_site.languages:
        known[code].add(URL + site_path("newsletter/index", code, "nl") + "rss.xml")
    for path, tree in pages.items():
        if path.startswith("small/"):
            continue
        links = {str(link).partition("#")[0] for link in tree.xpath("//a/@href")}
        inside = {link for link in links if link.startswith(URL)}
        assert inside <= known[_language(path)], path
        assert URL + path.removesuffix("mail.html") in inside  # the web version


def test_no_email_is_so_long_that_gmail_cuts_it_off(mails: dict[str, bytes]) -> None:
    sizes = {path: len(content) for path, content in mails.items() if path.endswith("mail.html")}
    assert {path: size for path, size in sizes.items() if size >= GMAIL_CUTS_AT} == {}


def test_styles_stand_on_the_elements_and_the_style_element_is_small(
    pages: dict[str, Any],
) -> None:
    for path, tree in pages.items():
        [style] = tree.xpath("//style/text()")
        assert len(style) < STYLE_AT_MOST, path
        assert "prefers-color-scheme: dark" in style
        unstyled = [
            element.tag
            for element in tree.xpath("//h1 | //h2 | //h3 | //td//p | //li | //a")
            if not element.get("style")
        ]
        assert unstyled == [], path


def test_dark_colours_win_from_those_on_the_elements(pages: dict[str, Any]) -> None:
    for path, tree in pages.items():
        [style] = tree.xpath("//style/text()")
        dark = style.partition("dark)")[2].partition("@media")[0]
        declared = re.findall(r"[\w-]+\s*:\s*[^;{}]+;", dark)
        assert len(declared) > 10, path
        assert [item for item in declared if "!important" not in item] == []


def test_an_email_is_as_wide_as_mail_programs_show_and_no_wider_than_the_screen(
    pages: dict[str, Any],
) -> None:
    for path, tree in pages.items():
        widths = tree.xpath("//table/@width")
        assert widths == ["100%", "600"], path
        [sheet] = tree.xpath("//table[@width='600']/@style")
        assert "max-width: 600px" in sheet
        assert "width: 100%" in sheet
        assert tree.xpath("//table[not(@role='presentation')]") == []


def test_an_email_says_its_language_its_colours_and_what_is_in_it(
    pages: dict[str, Any], corpus: Corpus
) -> None:
    for path, tree in pages.items():
        assert tree.get("lang") == _language(path)
        schemes = tree.xpath("//meta[contains(@name, 'color-scheme')]/@content")
        assert schemes == ["light dark", "light dark"]
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        [first] = tree.xpath("/html/body/*[1]")
        assert first.get("data-html-only") is not None  # what the list of messages shows
        assert "display: none" in first.get("style")
        assert first.text_content().strip()
        [heading] = tree.xpath("//h1")
        assert heading.text_content() == tree.xpath("//title/text()")[0]


def test_the_colours_of_an_email_are_those_of_the_site() -> None:
    tokens = (ROOT / "overrides/assets/tokens.css").read_text("utf-8").lower()
    used = re.findall(r"#[0-9a-f]{6}\b", (ROOT / "overrides/mail/edition.html").read_text("utf-8"))
    assert len(set(used)) > 10
    assert {colour for colour in used if colour not in tokens} == set()


def test_an_edition_made_later_says_so_in_every_form(
    mails: dict[str, bytes], drafts: dict[str, EmailMessage], corpus: Corpus
) -> None:
    for path, message in drafts.items():
        if path.startswith("small/"):
            continue
        said = {"nl": "achteraf gemaakt, op 29 november 2026", "en": "afterwards, on 29 November"}
        for kind in ("plain", "html"):
            words = " ".join(re.sub(r"<[^>]+>", "", _text(message, kind)).split())
            assert said[_language(path)] in words, (path, kind)


def test_sources_that_an_edition_names_are_in_its_email(pages: dict[str, Any]) -> None:
    [link] = pages["small/newsletter/2019-12/mail.html"].xpath("//a[contains(., 'Water & stad')]")
    assert link.get("href") == "https://www.krant.example/?a=1&b=2"


def test_text_of_an_editor_cannot_break_out_of_an_email(small: Corpus) -> None:
    document = small.documents["newsletter/2019-12", "nl"]
    title = 'Een "nieuwsbrief" <b> & meer'
    page = document.page.model_copy(update={"title": title})
    body = "\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) <!-- kc:projects -->\n"
    changed = replace(document, page=page, body=body)
    documents = {**small.documents, (document.address, "nl"): changed}
    found = dict(files(_kc(replace(small, documents=documents), "nl"), URL))
    tree = html.document_fromstring(found["newsletter/2019-12/mail.html"].decode())
    assert tree.xpath("//script") == []
    assert tree.xpath("//h1")[0].text_content() == title
    assert not [link for link in tree.xpath("//a/@href") if "script" in link]
    assert "kc:" not in tree.text_content()
    draft = email.message_from_bytes(
        found["newsletter/2019-12/newsletter.eml"], policy=email.policy.default
    )
    assert draft["Subject"] == title


# The draft -----------------------------------------------------------------------------------


def test_a_draft_has_two_forms_in_utf8(drafts: dict[str, EmailMessage]) -> None:
    for path, message in drafts.items():
        assert message.get_content_type() == "multipart/alternative", path
        parts = list(message.iter_parts())
        kinds = [(part.get_content_type(), part.get_content_charset()) for part in parts]
        assert kinds == [("text/plain", "utf-8"), ("text/html", "utf-8")]
        assert [part["Content-Transfer-Encoding"] for part in parts] == ["quoted-printable"] * 2
        assert message.defects == []
        assert [part.defects for part in parts] == [[], []]


def test_a_draft_opens_as_one_and_names_no_receiver(drafts: dict[str, EmailMessage]) -> None:
    for path, message in drafts.items():
        assert message["X-Unsent"] == "1"
        assert [name for name in ("To", "Cc", "Bcc", "Received") if message[name]] == []
        assert message["Content-Language"] == _language(path)
        assert message["MIME-Version"] == "1.0"


def test_a_draft_is_dated_and_known_as_its_edition_is(
    corpus: Corpus, drafts: dict[str, EmailMessage]
) -> None:
    ids = [message["Message-ID"] for message in drafts.values()]
    assert len(set(ids)) == len(ids)
    for document in corpus.editions:
        assert isinstance(document.page, Edition)
        message = drafts[f"{document.address}/newsletter.eml"]
        key = document.address.rpartition("/")[2]
        assert message["Message-ID"] == f"<newsletter.{key}.nl@innovatieveoverheidsopdrachten.be>"
        assert parsedate_to_datetime(message["Date"]).date() == document.page.date.last_day
        assert message["Subject"] == document.page.title


def test_a_draft_invents_no_sender(small: Corpus) -> None:
    def sender(corpus: Corpus) -> tuple[str, str]:
        content = _mails(corpus)["newsletter/2019-12/newsletter.eml"]
        return parseaddr(email.message_from_bytes(content, policy=email.policy.default)["From"])

    assert sender(small) == ("Klein kenniscentrum", EXAMPLE)
    assert EXAMPLE.endswith(".example")  # nobody's (RFC 2606)
    own = small.centre.model_copy(update={"newsletter_from": "brief@waterdam.example"})
    assert sender(replace(small, centre=own)) == ("Klein kenniscentrum", "brief@waterdam.example")


def test_the_bytes_of_a_draft_are_what_a_mail_server_takes(mails: dict[str, bytes]) -> None:
    """An independent look, without the parser of the library that wrote it."""
    for path, content in mails.items():
        if not path.endswith(".eml"):
            continue
        assert content.isascii(), path
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 998
        head, _, body = content.partition(b"\r\n\r\n")
        names = re.findall(rb"^([\w-]+): ", head, re.MULTILINE)
        assert len(names) == len(set(names))
        found = re.search(rb'boundary="([^"]+)"', head)
        assert found
        opening, plain, marked, end = body.split(b"--" + found[1])
        assert (opening, end) == (b"", b"--\r\n")
        for part, kind in ((plain, b"text/plain"), (marked, b"text/html")):
            part_head, _, encoded = part.partition(b"\r\n\r\n")
            assert b"Content-Type: " + kind + b'; charset="utf-8"' in part_head
            assert quopri.decodestring(encoded).decode("utf-8").strip()
            assert max(map(len, encoded.split(b"\r\n"))) <= 76


def test_the_draft_holds_the_html_that_is_published(
    mails: dict[str, bytes], drafts: dict[str, EmailMessage]
) -> None:
    for path, message in drafts.items():
        published = mails[path.replace("newsletter.eml", "mail.html")].decode()
        assert _text(message, "html").split() == published.split()


def test_equal_editions_give_equal_bytes(corpus: Corpus, mails: dict[str, bytes]) -> None:
    again = _mails(corpus)
    assert {path: mails[path] for path in again} == again


# Plain text ----------------------------------------------------------------------------------


def test_the_plain_text_says_what_the_html_says(
    pages: dict[str, Any], drafts: dict[str, EmailMessage]
) -> None:
    for path, message in drafts.items():
        text = _text(message, "plain")
        markup = _copy(pages[path.replace("newsletter.eml", "mail.html")])
        addresses = {str(link) for link in markup.xpath("//a/@href")}
        assert {item for item in addresses if f"] {item}\n" not in text} == set(), path
        said = re.sub(r"^\[\d+\] \S+$|^[=-]+$|^\* ", "", text, flags=re.MULTILINE)
        assert re.sub(r"[\s\xa0]*\[\d+\]", "", said).split() == _words(markup), path


def _copy(tree: Any) -> Any:
    """Return a copy that may be taken apart."""
    return html.document_fromstring(html.tostring(tree, encoding="unicode"))


def test_lines_of_the_plain_text_are_short_but_for_addresses(
    drafts: dict[str, EmailMessage],
) -> None:
    for path, message in drafts.items():
        lines = _text(message, "plain").split("\n")
        assert [line for line in lines if len(line) > WIDTH and "://" not in line] == [], path


def test_addresses_are_numbered_once_and_stand_below_their_section() -> None:
    text = plain_text(
        '<h1>Brief</h1><p>Een <a href="https://x.example/a">link</a>, <a href="https://x.example/b">'
        'nog een</a> en <a href="https://x.example/a">dezelfde</a>.</p><h2>Deel</h2>'
        '<ul><li><strong><a href="https://x.example/a">Kop</a>.</strong> Tekst.</li>'
        "<li><p>Eerste.</p><p>Tweede.</p></li></ul>"
    )
    assert text == (
        "Brief\n=====\n\nEen link [1], nog een [2] en dezelfde [1].\n\n"
        "[1] https://x.example/a\n[2] https://x.example/b\n\n"
        "Deel\n----\n\n* Kop [3]. Tekst.\n\n* Eerste.\n\nTweede.\n\n[3] https://x.example/a\n"
    )


@given(words=st.lists(st.from_regex(r"[a-zé&;]{1,12}", fullmatch=True), max_size=60))
def test_filling_loses_no_word(words: list[str]) -> None:
    escaped = [word.replace("&", "&amp;") for word in words]
    text = plain_text(f"<ul><li>{' '.join(escaped)}</li></ul>")
    assert text.removeprefix("* ").split() == words
