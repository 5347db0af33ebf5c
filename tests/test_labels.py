"""Words of the site: every label that a template asks for exists, and every label is asked for."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.calls import Call
from kenniscentrum.core.changes import Turn
from kenniscentrum.core.consultations import MarketConsultation
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.differences import SILENT
from kenniscentrum.core.documents import FOLDERS as FOLDERS_OF_DOCS
from kenniscentrum.core.documents import Page
from kenniscentrum.core.figures import CONCLUSIONS, STATED
from kenniscentrum.core.findings import Level
from kenniscentrum.core.leaves import holds, models_in
from kenniscentrum.core.occurrences import Kind
from kenniscentrum.core.provenance import DOCUMENTS, counts
from kenniscentrum.core.records import Project
from kenniscentrum.core.registers import Organisation
from kenniscentrum.core.states import COUNTED, State
from kenniscentrum.core.translations import State as Translated
from kenniscentrum.views import catalogue
from kenniscentrum.views.datasets import CATALOGUE, KEYS
from kenniscentrum.views.fieldvalues import name_keys
from kenniscentrum.views.figures import TALLIES
from kenniscentrum.views.formats import plural
from kenniscentrum.views.frame import FOOTER
from kenniscentrum.views.kinds import FOLDERS
from kenniscentrum.views.pages import record_pages
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.search import KINDS as SEARCH_KINDS
from kenniscentrum.views.topics import GENERAL

_CALL = re.compile(r"""(?:label|phrase)\(\s*["']([a-z0-9-]+)["']\s*(?:\)|,\s*(count=|\w+=)?)""")


def _counted(corpus: Corpus, key: str) -> set[str]:
    """Return a label in each plural form of each language."""
    counts = range(200)
    forms = {plural(count, code) for code in corpus.centre.languages for count in counts}
    return {f"{key}-{form}" for form in forms}


def _literal(corpus: Corpus, root: Path) -> set[str]:
    """Return the labels that templates and views name in full."""
    files = [*(root / "overrides").rglob("*.*ml"), *(root / "scripts").rglob("views/*.py")]
    found: set[str] = set()
    for text in (path.read_text("utf-8") for path in files):
        for match in _CALL.finditer(text):
            counted = "," in match[0] and match[2] in (None, "count=")
            found |= _counted(corpus, match[1]) if counted else {match[1]}
    return found


def _composed(corpus: Corpus, root: Path) -> set[str]:
    """Return the labels whose names are put together, family by family."""
    # views/frame.py: label(f"kind-{self.kind}")
    kinds = {page.kind for page in record_pages(corpus)} | set(FOLDERS.values()) | {"home"}
    found = {f"kind-{kind}" for kind in kinds}
    # views/frame.py: label(key) for the columns of the footer
    found |= {key for key, _ in FOOTER}
    # views/pages.py: label(f"{register}-description")
    found |= {f"{register}-description" for register in ("themes", "technologies")}
    # views/listing.py: label(f"figure-{name}", len(items))
    figures = (root / "scripts/kenniscentrum/views/listing.py").read_text("utf-8")
    for name in re.findall(r'\("([a-z]+)", (?:projects|consultations|self)', figures):
        found |= _counted(corpus, f"figure-{name}")
    # views/finder.py: label(key) of the states of a consultation, and families of facets
    finder = (root / "scripts/kenniscentrum/views/finder.py").read_text("utf-8")
    found |= set(re.findall(r'return \["([a-z-]+)"\]', finder)) | {"announced"}
    found |= set(re.findall(r'"([a-z-]+)" if ahead', finder))
    found |= set(re.findall(r'else "([a-z-]+)"\]', finder))
    for family, pattern in (
        ("facet", r'(?:Question|_terms)\(\s*"(\w+)"'),
        ("finder-sort", r'"(latest|oldest|name)"'),
        ("has", r'"(conclusions|result|amount)":'),
        ("role", r'"(buys|carries-out)"'),
    ):
        found |= {f"{family}-{key}" for key in re.findall(pattern, finder)}
    found |= {"facet-year", "facet-unknown"}
    # overrides/records/project.html: label("shared-" ~ register, …)
    for register in ("organisations", "technologies", "themes"):
        found |= _counted(corpus, f"shared-{register}")
    # views/rendering.py: label(f"coming-{item.kind}") of what is not called as events are
    found |= {f"coming-{kind}" for kind in get_args(Kind) if kind not in ("event", "consultation")}
    # views/rendering.py: label(f"state-{state}"), and its plural forms where days are counted
    found |= {f"state-{state}" for state in State if state not in COUNTED}
    for state in COUNTED:
        found |= _counted(corpus, f"state-{state}")
    # overrides/records/macros.html: label("participants-" ~ consultation.participants_are)
    kinds_of_number = MarketConsultation.model_fields["participants_are"].annotation
    found |= {f"participants-{key}" for key in get_args(kinds_of_number)}
    # overrides/components/home.html: "home-" ~ audience, and the same with "-about"
    home = (root / "overrides/components/home.html").read_text("utf-8")
    audiences = re.findall(r'\("([a-z-]+)", "[a-z/-]+"\)', home)
    found |= {f"home-{key}{about}" for key in audiences for about in ("", "-about")}
    # overrides/records/call.html: "offer-" ~ field
    call = (root / "overrides/records/call.html").read_text("utf-8")
    found |= {f"offer-{field.replace('_', '-')}" for field in re.findall(r'"(\w+_eur)"', call)}
    # overrides/records/project.html: label(key) of the two lists of statements
    project = (root / "overrides/records/project.html").read_text("utf-8")
    found |= set(re.findall(r'for key in \["(\w+)", "(\w+)"\]', project)[0])
    # views/topics.py and views/feeditems.py: names and words of feeds
    registers = {register for register, _ in corpus.record_pages}
    found |= {f"feed-{key}{about}" for key in GENERAL for about in ("", "-about")}
    found |= {f"feed-{'calls-one' if key == 'calls' else key}-about" for key in registers}
    found |= {"feed-call-opens", "feed-call-decided"}
    # overrides/components/feeds.html: label("follow-" ~ group)
    found |= {f"follow-{register}" for register in registers}
    # views/search.py: f"kind-{kind}", f"kinds-{kind}"
    found |= {f"{word}-{kind}" for kind in SEARCH_KINDS for word in ("kind", "kinds")}
    # overrides/components/rules.html: "level-" ~ rule.level
    found |= {f"level-{level}" for level in Level}
    # overrides/components/accessibility.html, privacy.html: "look-" ~ scheme, "stored-" ~ key
    assert corpus.conformance
    found |= {f"look-{look.scheme}" for look in corpus.conformance.looks}
    found |= {f"stored-{item.key}" for item in corpus.conformance.stored}
    # overrides/components/overview.html, views/figures.py: "figure-name-" ~ key, f"{key}-{row}"
    found |= {f"figure-name-{key}" for key in (*TALLIES, "lead-times", "amounts")}
    found -= {f"figure-name-{key}" for key in ("themes", "technologies", "calls")}
    found |= {f"conclusions-{key}" for key in CONCLUSIONS}
    found |= {f"completeness-{key}" for key in STATED}
    # overrides/components/translations.html: "translation-" ~ state
    found |= {f"translation-{state}" for state in Translated}
    # views/catalogue.py: f"code-{code}" of what it names from the lists of others
    found.add("data-catalogue-about")
    described = dict(catalogue.files(corpus, "https://e.example/", defaultdict(bytes)))
    for node in json.loads(described[CATALOGUE[0].path])["@graph"]:
        if "skos:Concept" in node["@type"]:
            found.add(f"code-{node['@id'].rpartition('/')[2]}")
    # overrides/components/data.html: "data-kind-" ~ field.kind
    found |= {f"data-kind-{kind}" for kind in ("text", "texts", "number", "named", "block")}
    # views/datasets.py: titles and descriptions of data sets
    found |= {f"data-{key}{about}" for key in KEYS for about in ("", "-about")}
    # views/provenance.py: f"fact-{kind}", for every kind of fact
    for kind in {*DOCUMENTS.values(), *(count.kind for count in counts(corpus))}:
        found |= _counted(corpus, f"fact-{kind.replace('_', '-')}")
    # views/fieldvalues.py: names of the fields that can change, and of their fixed values
    found |= set(_names(corpus))
    # views/changes.py: label(f"turn-{change.turn}"), one of two words for pages
    found |= {f"turn-{turn}" for turn in Turn if turn is not Turn.CHANGED}
    found |= _counted(corpus, "changes-new") | _counted(corpus, "changes-pages")
    # views/changewords.py: f"change-text-{kind}"
    found |= {f"change-text-{kind}" for kind in ("changed", "added", "removed")}
    # views/pagehistory.py: the row of a page
    found |= {"changes-absent", "changed-uncommitted", "changed-since", "changed-last"}
    # overrides/components/changes.html: two words for an empty list
    found |= {"changes-none"}
    return found


def _names(corpus: Corpus) -> Iterator[str]:
    """Yield the label that names each field of which a change is told, and each fixed value."""
    for model in (Project, Call, Organisation, Page, *FOLDERS_OF_DOCS.values()):
        for path, info in _fields(model):
            known = {key.removesuffix("-one") for key in corpus.labels}
            key = next((key for key in name_keys(path) if key in known), name_keys(path)[0])
            yield from {key} if key in corpus.labels else _counted(corpus, key)
            values = _literals(info.annotation) if path[-1] not in ("language", *SILENT) else ()
            yield from (f"value-{value}" for value in values)


def _fields(
    model: type[BaseModel], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    for name, info in model.model_fields.items():
        inner = next(models_in(info.annotation), None)
        if name in SILENT:
            continue
        if not inner or holds(info, tuple):
            yield (*path, name), info
        if inner:
            yield from _fields(inner, (*path, name))


def _literals(annotation: object) -> Iterator[object]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for part in get_args(annotation):
        yield from _literals(part)


def test_every_label_that_is_asked_for_exists(corpus: Corpus, real: Path) -> None:
    asked = _literal(corpus, real) | _composed(corpus, real)
    assert len(asked) > 100
    assert sorted(asked - corpus.labels.keys()) == []


def test_every_label_is_asked_for(corpus: Corpus, real: Path) -> None:
    asked = _literal(corpus, real) | _composed(corpus, real)
    assert sorted(corpus.labels.keys() - asked) == []


def test_a_label_has_the_same_blanks_in_every_language(corpus: Corpus) -> None:
    different = [
        key
        for key, label in corpus.labels.items()
        if len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in label.root.values()}) > 1
    ]
    assert different == []


def test_an_unknown_label_is_an_error_and_not_a_gap(corpus: Corpus, real: Path) -> None:
    with pytest.raises(ValueError, match="no-such-label"):
        Rendering(corpus, "nl", real / "overrides").label("no-such-label")
