"""What the views say of a project, as files to read and to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from small_centre import SMALL, valid, write_centre

from kenniscentrum.core import yamltree
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.records import Project
from kenniscentrum.core.validation import validate
from kenniscentrum.views.datasets import FOLDER
from kenniscentrum.views.site import Site

GOLDEN = SMALL.parent / "golden"
DATA = ("projects/fonteinen.json", "projects/fonteinen.yml", "project.schema.json", "projects.csv",
        "projects-events.csv", "projects-events.csv-metadata.json")  # fmt: skip
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


def page(site: Site, key: str, language: str) -> str:
    """Return the page of a project."""
    fragment = site.fragment(f"projects/{key}", language)
    assert fragment is not None
    head = f"<!-- title: {fragment.title} -->\n<!-- description: {fragment.description} -->\n"
    return head.replace("\r", "") + fragment.html.strip() + "\n"


def golden_files(real: Site, toy: Site) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every golden file."""
    for language in real.languages:
        yield f"turing.{language}.html", page(real, "turing", language)
        for key in (HOSTILE, UNTRANSLATED, "fonteinen"):
            yield f"{key}.{language}.html", page(toy, key, language)
    for path, content in toy.files():
        name = path.rpartition("/")[2]
        followed = name in ("rss.xml", "atom.xml", "feed.json", "calendar.ics")
        if name.endswith(".eml"):  # holds the same HTML again, folded
            continue
        if path.startswith(FOLDER) and path.removeprefix(FOLDER) not in DATA:
            continue
        if not followed or path.removeprefix("en/") == name:  # of these only what has everything
            yield path.replace("/", "-"), content.decode("utf-8").replace("\r\n", "\n")


MakeSite = Callable[[Corpus], Site]
