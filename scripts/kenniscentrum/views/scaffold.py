"""New records and pages from the few facts that are known; the other fields stand as comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from kenniscentrum.core.calls import Call
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.documents import Guide, NewsItem, Report, Translation
from kenniscentrum.core.fields import ID_PATTERN
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.leaves import register_of
from kenniscentrum.core.reading import Calls
from kenniscentrum.core.records import Project
from kenniscentrum.core.validation import near
from kenniscentrum.views.fieldlines import Value, field_lines
from kenniscentrum.views.layout import holds_date, layout

CALLS_FILE = "projects/_registers/calls.yml"
MODELS: dict[str, type[BaseModel]] = {
    "project": Project,
    "consultation": Report,
    "call": Call,
    "news": NewsItem,
    "guide": Guide,
}
FACTS: dict[str, dict[str, str]] = {
    "project": {"programme": "programme", "organisations": "organisation"},
    "consultation": {"project": "project"},
    "call": {"programme": "programme", "kind": "kind", "opens": "date"},
    "news": {"date": "date", "kind": "kind", "projects": "project", "call": "call"},
    "guide": {"audiences": "audience", "stage": "stage", "reviewed": "date"},
}
"""The fields that are asked besides title and description, each with the name of its flag."""

PAGES = {"consultation": "consultations", "news": "news", "guide": "guides"}
_LONGEST_ID = 80
_WORDS = {
    "nl": {
        "body": "Onder de tweede regel --- staat de tekst, in Markdown.",
        "title": "Marktconsultatie: {project}",
        "description": "Verslag van de marktconsultatie over {project}.",
    },
    "en": {
        "body": "Below the second line --- stands the text, in Markdown.",
        "title": "Market consultation: {project}",
        "description": "Report of the market consultation on {project}.",
    },
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the new thing: texts by language, and the other facts by field."""

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    facts: Mapping[str, Value]


def id_of(title: str) -> str:
    """Return the id that a title suggests; empty if there is no letter or digit in it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    found = "-".join(words)
    while len(found) > _LONGEST_ID and "-" in found:
        found = found.rpartition("-")[0]
    return found[:_LONGEST_ID]


def wrong_with_id(kind: str, key: str, corpus: Corpus) -> Finding | None:
    """Return what forbids an id for a new thing, if anything does."""
    place = Place("--project" if kind == "consultation" else "--id")
    if not key:
        return finding(place, "R003", key="id")
    if len(key) > _LONGEST_ID:
        return finding(place, "R015", limit=_LONGEST_ID)
    if not re.fullmatch(ID_PATTERN, key):
        return finding(place, "R017", value=key)
    if re.fullmatch(r"[a-z]{2}", key):
        return finding(place, "D003", value=key)
    taken = {"index": _file(kind, "index"), **_taken(kind, corpus)}
    return finding(place, "X002", value=key, other=taken[key]) if key in taken else None


def wrong_with_fact(kind: str, name: str, value: str, corpus: Corpus) -> Finding | None:
    """Return what is wrong with a key or date that was given for a field, if anything is."""
    info = MODELS[kind].model_fields[name]
    place = Place(f"--{FACTS[kind][name]}")
    register = register_of(info)
    if register and value not in corpus.keys[register]:
        known = corpus.keys[register]
        return finding(place, "X001", value=value, register=register, **near(value, known))
    if holds_date(info.annotation):
        try:
            PartialDate.parse(value)
        except ValueError as error:
            rule = "R012" if str(error) == "calendar" else "R011"
            return finding(place, rule, value=value)
    return None


def _taken(kind: str, corpus: Corpus) -> dict[str, str]:
    """Return the file of each id that is in use, in small letters as file systems compare them."""
    if kind == "project":
        return {
            key.lower(): f"projects/{project.id}.yml"
            for project in corpus.projects.values()
            for key in (project.id, *project.former_ids)
        }
    if kind == "call":
        return {
            key.lower(): CALLS_FILE
            for call in corpus.calls.values()
            for key in (call.id, *call.former_ids)
        }
    return {
        document.address.lower().rpartition("/")[2]: document.file
        for document in corpus.documents.values()
        if document.address.rpartition("/")[0] == PAGES[kind]
    }


def _file(kind: str, key: str, language: str = "") -> str:
    suffix = f".{language}" if language else ""
    if kind == "call":
        return CALLS_FILE
    return f"docs/{PAGES[kind]}/{key}{suffix}.md" if kind in PAGES else f"projects/{key}.yml"


def of_consultation(key: str, corpus: Corpus) -> tuple[dict[str, str], dict[str, str]]:
    """Return title and description of the report of a project, in the languages of its title."""
    titles = {code: corpus.projects[key].title.get(code) for code in _WORDS}
    known = {code: title for code, title in titles.items() if title}
    return (
        {code: _WORDS[code]["title"].format(project=known[code]) for code in known},
        {code: _WORDS[code]["description"].format(project=known[code]) for code in known},
    )


def new_files(kind: str, answers: Answers, corpus: Corpus, language: str) -> dict[str, str]:
    """Return the text of each new file by its path; for a call the text to add to its register.

    ``language`` is that of the comments.
    """
    if kind in PAGES:
        return dict(_pages(kind, answers, corpus, language))
    record = MODELS[kind]
    given: dict[str, Value] = {"format": "1"} if kind == "project" else {}
    given |= {"id": answers.id, "title": answers.title, **answers.facts}
    lines = field_lines(record, given, corpus.centre.languages, language)
    if kind == "project":
        head = "# yaml-language-server: $schema=_schema/project.json"
        return {_file(kind, answers.id): layout("\n".join([head, *lines, ""]), record)}
    item = "".join(f"    {line}\n" for line in lines if line)
    return {CALLS_FILE: layout(f"calls:\n  -{item[3:]}", Calls).removeprefix("calls:\n")}


def _pages(kind: str, answers: Answers, corpus: Corpus, language: str) -> Iterator[tuple[str, str]]:
    """Yield a page in each language that the answers have; the leading one carries the facts."""
    for code in (code for code in corpus.centre.languages if code in answers.title):
        leads = code == corpus.leading
        model = MODELS[kind] if leads else Translation
        given: dict[str, Value] = {"title": answers.title[code]}
        given["description"] = answers.description.get(code, answers.title[code])
        given |= _with_what_follows(kind, answers.facts, corpus) if leads else {}
        lines = field_lines(model, given, corpus.centre.languages, language)
        head = layout("\n".join([*lines, ""]), model)
        head = "".join(f"{line}\n" for line in head.split("\n") if line)
        about = f"# {_WORDS[language]['body']}\n"
        text = f"---\n{about}{head}---\n\n{given['description']}\n"
        yield _file(kind, answers.id, "" if leads else code), text


def _with_what_follows(
    kind: str, facts: Mapping[str, Value], corpus: Corpus
) -> Mapping[str, Value]:
    """Add the facts of a page that nobody needs to be asked."""
    if kind != "guide":
        return {"sources": (), **facts}
    pages = [page for document in corpus.guides if isinstance(page := document.page, Guide)]
    stage = [page for page in pages if page.stage == facts["stage"]]
    order = max((int(page.order) for page in stage or pages), default=0) // 10 * 10 + 10
    year, dash, day = str(facts["reviewed"]).partition("-")
    next_year = f"{int(year) + 1}{dash}{day}".replace("-02-29", "-02-28")
    return {"order": f"{order:03}", "review_by": next_year, "sources": (), **facts}
