"""The commands that read texts as an editor does: how long they are, and how they are spelled."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from kenniscentrum.core import prose
from kenniscentrum.core.corpus import Corpus, Document
from kenniscentrum.core.documents import Guide, Page
from kenniscentrum.core.leaves import texts as texts_of

DICTIONARIES = {"nl": "nl_BE", "en": "en_GB"}
"""Hunspell's dictionary for each language: Debian's hunspell-nl and hunspell-en-gb."""


def table(corpus: Corpus, prefixes: Iterable[str] = ()) -> Iterator[tuple[str, ...]]:
    """Yield a row a page: address, words and sentence length per language, sources, review dates.

    Pages are the documents and projects whose address begins with one of ``prefixes``.
    """
    wanted = tuple(prefixes)
    languages = corpus.centre.languages
    yield (
        "page",
        *(f"words {code}" for code in languages),
        *(f"sentence {code}" for code in languages),
        "sources",
        "reviewed",
        "review by",
    )
    for address in sorted(corpus.addresses):
        if wanted and not address.startswith(wanted):
            continue
        bodies = [_body(corpus, address, code) for code in languages]
        if not any(bodies):
            continue
        measures = [prose.measure(body) for body in bodies]
        facts = _facts(corpus, address)
        dates = (facts.reviewed, facts.review_by) if isinstance(facts, Guide) else ("", "")
        yield (
            address,
            *(str(len(prose.words(body))) for body in bodies),
            *(f"{item.mean:.1f}" for item in measures),
            str(len(getattr(facts, "sources", ()))),
            *map(str, dates),
        )


def _facts(corpus: Corpus, address: str) -> object:
    register, _, key = address.partition("/")
    if register == "projects" and key in corpus.projects:
        return corpus.projects[key]
    return corpus.documents[address, corpus.leading].page


def _body(corpus: Corpus, address: str, language: str) -> str:
    """Return what a page says in a language: a document's Markdown, or a project's texts."""
    register, _, key = address.partition("/")
    if register == "projects" and key in corpus.projects:
        said = [text.get(language) or "" for _, text in texts_of(corpus.projects[key])]
        return "\n\n".join(said)
    document: Document | None = corpus.documents.get((address, language))
    return document.body if document and isinstance(document.page, Page) else ""


def unknown_words(corpus: Corpus, root: Path, language: str) -> dict[str, list[str]]:
    """Return the words that no dictionary knows, each with the files it stands in.

    Words of the centre's list (``projects/_registers/words.CODE.txt``) and of names of
    organisations are known. Raises FileNotFoundError without Hunspell or its dictionary.
    """
    files: dict[str, list[str]] = {}
    for file, text in prose.said(corpus, language):
        for word in prose.words(text):
            if file not in files.setdefault(word, []):
                files[word].append(file)
    known = {word.lower() for word in [*_names(corpus), *listed(root, language)]}
    asked = sorted(word for word in files if not _is_known(word, known))
    return {word: files[word] for word in _refused(asked, language)}


def listed(root: Path, language: str) -> list[str]:
    """Return the centre's own list of words for a language."""
    path = root / f"projects/_registers/words.{language}.txt"
    return path.read_text("utf-8").split() if path.exists() else []


def _is_known(word: str, known: set[str]) -> bool:
    """Return whether a word, its stem before 's, or all its parts between hyphens are known."""
    stem = re.sub(r"['’]s$", "", word)
    parts = [part for part in re.split(r"[-.’']", stem) if part]
    return word.isupper() or stem.lower() in known or all(part.lower() in known for part in parts)


def _names(corpus: Corpus) -> Iterator[str]:
    """Yield the words of proper names: organisations, and short names of projects and terms."""
    for organisation in corpus.organisations.values():
        names = [*organisation.name.root.values(), *organisation.former_names]
        for name in [*names, organisation.abbreviation or ""]:
            yield from prose.words(name)
    for item in [*corpus.projects.values(), *corpus.glossary.values()]:
        yield from prose.words(getattr(item, "acronym", None) or "")
        yield from prose.words(getattr(item, "abbreviation", None) or "")


def _refused(asked: list[str], language: str) -> list[str]:
    """Return the words that Hunspell refuses, also when it sees their parts between hyphens."""
    dictionary = DICTIONARIES.get(language, language)
    done = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", "-l"],
        input="\n".join(word.replace("’", "'") for word in asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise FileNotFoundError(done.stderr.strip())
    wrong = set(done.stdout.split())
    straight = {word: word.replace("’", "'") for word in asked}
    return [
        word
        for word, said in straight.items()
        if said in wrong or any(part in wrong for part in re.split(r"[-.]", said))
    ]


def places(root: Path, word: str, files: Iterable[str]) -> Iterator[str]:
    """Yield ``file:line:column`` of the first place of a word in each file."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    for file in files:
        for number, line in enumerate((root / file).read_text("utf-8").split("\n"), 1):
            if match := pattern.search(line):
                yield f"{file}:{number}:{match.start() + 1}"
                break
        else:
            yield f"{file}:1:1"


def as_columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines of a Markdown table."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if not number:
            yield f"|{' --- |' * len(row)}"
