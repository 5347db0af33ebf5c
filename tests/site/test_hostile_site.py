"""Hostile text in every field of every record and register stays text, in all that a site holds.

A tiny centre says it everywhere and is built. Each file is then read as its readers would read it,
by a parser that knows nothing of us, and must hold no element, link, entry or row that the text
tried to make.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import markdown
import pytest
import rdflib
import yaml
from centre_copy import ROOT, copy_tiny, kc
from lxml import html as lxml_html

SCRIPT = "<script>alert(1)</script>"
BAD = (
    f"{SCRIPT} \"'><img src=x onerror=alert(1)> </title></style> <svg/onload=alert(1)> "
    "[klik](javascript:alert(1)) {{ 7*7 }} {% raw %} ]]> --> <!-- kc:home -->\n"
    "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:kwaad\n\n=1+1"
)
FORMULA = "=HYPERLINK(1)"
LINE = BAD.partition("\n")[0]
LINES = {"acronym", "publisher", "former_names", "abbreviation", "synonyms"}


def _worse(value: Any, key: str = "") -> Any:
    """Return what a file says with hostile text in each of its texts."""
    if isinstance(value, list):
        return [_worse(item, key) for item in value]
    if isinstance(value, dict):
        if value.keys() <= {"nl", "en"} and all(isinstance(text, str) for text in value.values()):
            return {code: f"{text} {BAD}" for code, text in value.items()}
        source = "url" in value or "publisher" in value or "where" in value
        own = LINES | ({"title"} if source else set())
        return {
            name: f"{text} {LINE}" if name in own and isinstance(text, str) else _worse(text, name)
            for name, text in value.items()
        }
    return f"{value} {LINE}" if key in LINES else value


def _write_hostile(root: Path) -> None:
    for path in (ROOT / "tests" / "golden" / "records").glob("*.yml"):
        (root / "projects" / path.name).write_bytes(path.read_bytes())
    record = root / "projects" / "brug.yml"
    record.write_text(f"{record.read_text('utf-8')}acronym: '{FORMULA}'\n", "utf-8")
    for path in root.glob("projects/**/*.yml"):
        if path.name not in ("labels.yml", "centre.yml"):
            tree = _worse(yaml.safe_load(path.read_text("utf-8")))
            text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
            path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the site, by its path."""
    root = copy_tiny(tmp_path_factory.mktemp("hostile") / "centre")
    _write_hostile(root)
    built = kc(root, "build", "--today", "2019-03-20", "--lang", "en")
    assert built.returncode == 0, built.stdout
    site = root / "site"
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def foreign(text: str) -> list[str]:
    """Return what HTML holds that none of our templates writes, as a browser reads it."""
    found = []
    for element in lxml_html.document_fromstring(text or "<p>").iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        inline = element.tag == "script" and not element.get("src")
        if inline and element.get("type") != "application/ld+json":
            found.append("script")
        if element.tag == "style" or element.get("src") == "x":
            found.append(element.tag)
        for name, value in element.attrib.items():
            runs = re.match(r"\W*(?:javascript|vbscript|data):", value, re.I)
            if name.startswith("on") or (name in ("href", "src", "action") and runs):
                found.append(f"{element.tag} {name}")
    return found


def _page(content: bytes) -> Iterator[str]:
    text = content.decode()
    is_mail = b"</style>\n</head>" in content  # with styles in it: mail programs fetch none
    yield from (item for item in foreign(text) if not (is_mail and item == "style"))
    tree = lxml_html.document_fromstring(text)
    if len(tree.xpath("//title[not(ancestor::*[local-name()='svg'])]")) != 1:
        yield "title"
    for block in tree.xpath("//script[@type='application/ld+json']"):
        yield from _strings(json.loads(block.text))


def _strings(value: object, key: str = "") -> Iterator[str]:
    """Yield what is foreign in a tree of JSON: its HTML; other texts are shown as they are."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str) and "html" in key:
        yield from foreign(value)


def _json(content: bytes) -> Iterator[str]:
    yield from _strings(json.loads(content))


def _lines_of_json(content: bytes) -> Iterator[str]:
    for line in content.decode().splitlines():
        yield from _strings(json.loads(line))


def _xml(content: bytes) -> Iterator[str]:
    root = ET.fromstring(content)
    yield from (
        part.tag for part in root.iter() if part.tag.rpartition("}")[2] in ("script", "img")
    )
    for item in root.iter():
        if item.tag.rpartition("}")[2] in ("item", "entry"):  # what a feed reader takes as HTML
            for part in item:
                if part.tag.rpartition("}")[2] in ("content", "summary", "description", "encoded"):
                    yield from foreign(part.text or "")


def _calendar(content: bytes) -> Iterator[str]:
    for part in icalendar.Calendar.from_ical(content).walk():
        if part.get("summary") == "kwaad" or part.errors:
            yield part.name


def _table(content: bytes) -> Iterator[str]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    for row in rows:
        if len(row) != len(head):
            yield f"{len(row)} columns"
        yield from (cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r")))


def _markdown(content: bytes) -> Iterator[str]:
    reader = markdown.Markdown(extensions=["fenced_code", "tables"])
    reader.ESCAPED_CHARS += "<"  # CommonMark knows more of them
    text = re.sub(r"\A---\n.*?\n---\n", "", content.decode(), flags=re.DOTALL)
    yield from foreign(reader.convert(text))


def _bibliography(content: bytes) -> Iterator[str]:
    text = content.decode()
    if len(re.findall(r"(?m)^\s*@", text)) != 1:
        yield "entry"
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if sign == "{" else -1
    if depth:
        yield "braces"


def _mail(content: bytes) -> Iterator[str]:
    message = email.message_from_bytes(content, policy=email.policy.default)
    yield from message.defects
    for part in message.walk():
        yield from part.defects
        if part.get_content_type() == "text/html":
            # An e-mail has its styles in it, because mail programs fetch none.
            yield from (item for item in foreign(part.get_content()) if item != "style")


def _yaml(content: bytes) -> Iterator[str]:
    if not isinstance(yaml.safe_load(content), dict):
        yield "document"


def _sheet(content: bytes) -> Iterator[str]:
    yield from re.findall(r"</style|expression\(|javascript:", content.decode(), re.I)


def _list(content: bytes) -> Iterator[str]:
    for line in content.decode().splitlines():
        if not re.fullmatch(r"/\S* /\S* 301", line):
            yield line


def _turtle(content: bytes) -> Iterator[str]:
    if len(rdflib.Graph().parse(data=content.decode(), format="turtle")) < 10:
        yield "triples"


def _rules(content: bytes) -> Iterator[str]:
    """Rules of servers are made of addresses and words of ours only."""
    yield from re.findall(r"(?i)<script|javascript:|onerror|[^\x09\x0a\x20-\x7e]", content.decode())


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".bib": _bibliography,
    ".css": _sheet,
    ".csv": _table,
    ".eml": _mail,
    ".html": _page,
    ".htaccess": _rules,
    ".ics": _calendar,
    ".json": _json,
    ".jsonld": _json,
    ".md": _markdown,
    ".ndjson": _lines_of_json,
    ".svg": _xml,
    ".ttl": _turtle,
    ".txt": _markdown,
    ".xml": _xml,
    ".yml": _yaml,
    "_headers": _rules,
    "_redirects": _list,
    "_redirects-nginx": _rules,
}
# Images, scripts, and what only the search engine reads, which escapes it (see the test below).
OTHERS = {".js", ".pf_fragment", ".pagefind", ".pf_index", ".pf_meta", ".png", ".webp", ".woff2"}


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else name


def test_every_kind_of_file_has_a_reader(files: dict[str, bytes]) -> None:
    kinds = Counter(_kind(path) for path in files)
    print(dict(kinds))
    assert kinds.keys() - READERS.keys() - OTHERS == set()
    assert READERS.keys() - kinds.keys() == set()


@pytest.mark.parametrize("kind", READERS)
def test_hostile_text_stays_text(kind: str, files: dict[str, bytes]) -> None:
    own = {path: content for path, content in files.items() if _kind(path) == kind}
    found = {path: list(READERS[kind](content)) for path, content in own.items()}
    assert {path: hits for path, hits in found.items() if hits} == {}


@pytest.mark.parametrize("kind", [".html", ".ics", ".json", ".md", ".xml", ".csv", ".txt"])
def test_hostile_text_is_there(kind: str, files: dict[str, bytes]) -> None:
    """Else it would be easy to hold nothing hostile."""
    own = b"".join(content for path, content in files.items() if _kind(path) == kind)
    assert b"alert(1)" in own
    assert b"7*7" in own or b"7\\*7" in own


def test_the_search_engine_escapes_what_it_read(files: dict[str, bytes]) -> None:
    """Its excerpts become HTML in our window, with the words found in them marked."""
    assert b'.content.replace(/</g,"&lt;")' in files["pagefind/pagefind.js"]
