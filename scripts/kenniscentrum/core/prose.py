"""What a text reads like: its words, its sentences and how long they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from kenniscentrum.core.components import MARKER
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.leaves import texts

_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(
    r"<?https?://\S+|\b[\w.-]+@[\w.-]+|\b(?:[\w-]+\.)+(?:be|eu|com|org|nl|md|yml)\b\S*"
)
_CODE = re.compile(r"`[^`]*`|\{\w+\}")  # and blanks of labels
_MARKS = re.compile(r"[*_#>|]+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_NOTE = re.compile(r"^!!!\s*\w+", re.MULTILINE)
_ASIDE = re.compile(r'^\s*!!!\s*\w+\s*"?([^"]*)"?')
_END = re.compile(r"(?<=[.!?:])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9À-Þ])")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a text holds; ``words`` are those of its sentences, without headings and tables."""

    words: int
    sentences: int

    @property
    def mean(self) -> float:
        """The average length of a sentence, in words."""
        return self.words / self.sentences if self.sentences else 0.0


def measure(markdown: str) -> Measure:
    """Measure the running text of a page: paragraphs and list items."""
    found = [sentence for passage in _running(markdown) for sentence in _END.split(passage)]
    counts = [len(words(sentence)) for sentence in found]
    return Measure(sum(counts), sum(map(bool, counts)))


def words(markdown: str) -> list[str]:
    """Return the words of a text, headings and tables included; no code, links or addresses."""
    text = _NOTE.sub(" ", MARKER.sub(" ", _FENCE.sub(" ", markdown)))
    text = _ADDRESS.sub(" ", _LINK.sub(r"\1", _CODE.sub(" ", text)))
    return _WORD.findall(_MARKS.sub(" ", text))


def said(corpus: Corpus, language: str) -> Iterator[tuple[str, str]]:
    """Yield (file, text) of everything that the centre says in a language."""
    for document in corpus.documents.values():
        if document.language == language:
            for text in (document.page.title, document.page.description, document.body):
                yield document.file, text
    registers: dict[str, tuple[BaseModel, ...]] = {
        "vocabulary": (corpus.vocabulary,),
        "glossary": tuple(corpus.glossary.values()),
        "calls": tuple(corpus.calls.values()),
        "legal": (corpus.legal,),
        "centre": (corpus.centre,),
        "labels": tuple(corpus.labels.values()),
    }
    values: list[tuple[str, BaseModel]] = []
    for key, project in corpus.projects.items():
        values.append((f"projects/{key}.yml", project))
    for name, items in registers.items():
        values += [(f"projects/_registers/{name}.yml", item) for item in items]
    for file, value in values:
        for _, localised in texts(value):
            if own := localised.get(language):
                yield file, own


def _running(markdown: str) -> Iterator[str]:
    """Yield paragraphs and list items on one line each."""
    text = MARKER.sub("", _FENCE.sub("", markdown))
    gathered: list[str] = []
    for line in [*text.split("\n"), ""]:
        aside = _ASIDE.match(line)
        apart = not line.strip() or line.lstrip().startswith(("#", "|")) or aside
        if gathered and (apart or _ITEM.match(line)):
            yield " ".join(gathered)
            gathered = []
        if not apart:
            gathered.append(_ITEM.sub("", line).strip())
