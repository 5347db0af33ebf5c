"""What the views say of a project, as files to read and to compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from small_centre import ROOT, SMALL, valid, write_centre

from kenniscentrum.core import yamltree
from kenniscentrum.core.changes import changes
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.history import Commit, History, Reach
from kenniscentrum.core.records import Project
from kenniscentrum.core.validation import validate
from kenniscentrum.core.versions import Version, tree_of
from kenniscentrum.views.datasets import FOLDER
from kenniscentrum.views.site import Site

DAY = dt.timedelta(days=1)
GOLDEN = SMALL.parent / "golden"
DATA = ("ocds/fonteinen.json", "projects/fonteinen.json", "projects/fonteinen.yml",
        "project.schema.json", "projects.csv", "projects-events.csv",
        "projects-events.csv-metadata.json")  # fmt: skip
HOSTILE, UNTRANSLATED = "vijandig", "onvertaald"


def golden_centre(folder: Path) -> Corpus:
    """Write the tiny centre with the records of ``golden/records``, and read it."""
    root = write_centre(folder)
    for path in (GOLDEN / "records").glob("*.yml"):
        (root / "projects" / path.name).write_bytes(path.read_bytes())
    return valid(root)


def with_frozen_turing(corpus: Corpus) -> Corpus:
    """Return the real corpus with Turing as it once was, so that an editor may change it."""
    tree, _ = yamltree.read((GOLDEN / "frozen/turing.yml").read_bytes(), "turing.yml")
    assert tree is not None
    turing, found = validate(Project, tree)
    assert turing is not None, found
    return replace(corpus, projects={**corpus.projects, "turing": turing})


def fixed_history() -> History:
    """Return a past of a project: six commits, a day apart, in the time zone of nobody."""
    file, edits = (
        "projects/fonteinen.yml",
        {
            "code: execution": "code: preliminary-path",
            "amount_eur: 250000": "amount_eur: 200000",
            "    - {nl: De techniek bestaat., en: The technology exists.}\n": "",
            "en: The contract begins.": "en: The contract starts.",
            "nl: De stad verliest water.": "nl: Er gaat water verloren.",
        },
    )
    text = (SMALL / file).read_text("utf-8")
    states = [text]
    for after, before in edits.items():
        assert after in text
        text = text.replace(after, before)
        states.insert(0, text)
    start = dt.datetime(2026, 1, 1, 23, 30, tzinfo=dt.UTC)  # in Brussels the next day
    versions = [
        Version(file, file, tree_of(file, state.encode()), Commit(f"{n:x}" * 40, start + n * DAY))
        for n, state in enumerate(states, 1)
    ]
    return History(Reach.WHOLE, versions[-1].commit, {}, frozenset(), changes(versions, ["nl"]))


def page(site: Site, key: str, language: str) -> str:
    """Return the page of a project."""
    fragment = site.fragment(f"projects/{key}", language)
    assert fragment is not None
    head = f"<!-- title: {fragment.title} -->\n<!-- description: {fragment.description} -->\n"
    return head.replace("\r", "") + fragment.html.strip() + "\n"


def golden_files(real: Site, toy: Site) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every golden file."""
    told = Site(replace(toy.corpus, history=fixed_history()), ROOT / "overrides", "")
    for language in real.languages:
        yield f"turing.{language}.html", page(real, "turing", language)
        for key in (HOSTILE, UNTRANSLATED, "fonteinen"):
            yield f"{key}.{language}.html", page(toy, key, language)
        yield f"changes.{language}.html", told.history("projects/fonteinen", language).html
    for path, content in toy.files():
        name = path.rpartition("/")[2]
        followed = name in ("rss.xml", "atom.xml", "feed.json", "calendar.ics")
        # An e-mail holds the same HTML again, folded; styles and scripts are their own files.
        if name.endswith(".eml") or path.startswith("assets/immutable/"):
            continue
        if path.startswith(FOLDER) and path.removeprefix(FOLDER) not in DATA:
            continue
        if not followed or path.removeprefix("en/") == name:  # of these only what has everything
            yield path.replace("/", "-"), content.decode("utf-8").replace("\r\n", "\n")


class MakeSite(Protocol):
    """Makes the site of a corpus, at an address."""

    def __call__(self, corpus: Corpus, site_url: str = ...) -> Site: ...
