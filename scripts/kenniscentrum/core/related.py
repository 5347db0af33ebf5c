"""Which projects resemble one another, and why: what they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.records import Project

_WORD = re.compile(r"[^\W\d_]{6,}")
_WEIGHTS = {"organisations": 3.0, "technologies": 1.5, "themes": 1.0}
_WORDS_WEIGHT = 6.0
_LEAST = 2.0  # below it a likeness is chance
_FEW = 3  # shared words that a reason names
_TELLING = 0.04  # weight from which a shared word is one


@dataclass(frozen=True, slots=True)
class Related:
    """A project that resembles another; ``shared`` has keys by register, ``words`` the rarest."""

    project: Project
    score: float
    shared: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]


class Likeness:
    """How much the projects of a corpus resemble one another.

    The order follows from the leading language, so that it is the same in all; the words that are
    named as a reason are those of ``language``.
    """

    def __init__(self, corpus: Corpus, language: str) -> None:
        self._corpus, self._language = corpus, language

    def nearest(self, project: Project, most: int = 4) -> list[Related]:
        """Return the projects most like one, best first; none where likeness would be chance."""
        others = (other for other in self._corpus.projects.values() if other.id != project.id)
        found = [self._compare(project, other) for other in others]
        near = [item for item in found if item.score >= _LEAST and (item.shared or item.words)]
        return sorted(near, key=lambda item: (-item.score, item.project.id))[:most]

    def _compare(self, one: Project, other: Project) -> Related:
        shared: dict[str, tuple[str, ...]] = {}
        score = 0.0
        for register, weight in _WEIGHTS.items():
            mine, theirs = getattr(one, register), getattr(other, register)
            keys = tuple(key for key in mine if key in theirs and self._says(register, key))
            if keys:
                shared[register] = keys
                score += weight * sum(self._rarity(register, key) for key in keys)
        leading = _common(self._leading[one.id], self._leading[other.id])
        own = _common(self._own[one.id], self._own[other.id])
        telling = tuple(word for word, weight in own.items() if weight >= _TELLING)
        score += _WORDS_WEIGHT * sum(leading.values())
        return Related(other, round(score, 6), shared, telling[:_FEW])

    def _says(self, register: str, key: str) -> bool:
        """Return whether a value distinguishes: the rest of a vocabulary does not."""
        terms = self._corpus.terms.get(register, {})
        return key not in terms or terms[key].scope == "named"

    def _rarity(self, register: str, key: str) -> float:
        """Return 1 for what two projects share alone, and less the more projects have it."""
        having = len(self._corpus.projects_of[register, key])
        return 1 / math.log2(max(having, 2))

    @cached_property
    def _leading(self) -> Mapping[str, Mapping[str, float]]:
        return self._vectors(self._corpus.leading)

    @cached_property
    def _own(self) -> Mapping[str, Mapping[str, float]]:
        same = self._language == self._corpus.leading
        return self._leading if same else self._vectors(self._language)

    def _vectors(self, language: str) -> Mapping[str, Mapping[str, float]]:
        """Return the words of each project by weight (tf-idf); words of half of all left out."""
        projects = self._corpus.projects
        counts = {key: Counter(_words(item, language)) for key, item in projects.items()}
        having = Counter(word for words in counts.values() for word in words)
        total = len(counts)
        return {
            key: _unit(
                {
                    word: (1 + math.log(count)) * math.log(total / having[word])
                    for word, count in words.items()
                    if 1 < having[word] <= total / 2
                }
            )
            for key, words in counts.items()
        }


def _words(project: Project, language: str) -> Iterable[str]:
    for text in (project.title, project.need, project.solution):
        said = (text.get(language) or "") if text else ""
        yield from (match.lower() for match in _WORD.findall(said))


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Return the weight that each shared word has in the likeness, the heaviest first."""
    found = {word: one[word] * other[word] for word in one if word in other}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _unit(vector: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in sorted(vector.items())} if length else {}
