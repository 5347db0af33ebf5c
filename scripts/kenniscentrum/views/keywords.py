"""Search words that a page does not say itself: parts of compounds, synonyms, other names.

Pagefind stems words but does not look inside them: ``consultatie`` misses ``marktconsultatie``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.leaves import texts
from kenniscentrum.views import markup

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SHORTEST = 4  # letters of the second half of a compound
STOP_WORDS: Mapping[str, frozenset[str]] = {
    "nl": frozenset(["aan", "al", "als", "bij", "dan", "dat", "de", "deze", "die", "dit", "door",
        "een", "en", "er", "gaat", "het", "hij", "hoe", "ik", "in", "is", "kan", "mag", "met",
        "mijn", "moet", "naar", "niet", "nu", "of", "om", "onder", "ons", "onze", "op", "over",
        "te", "tot", "uit", "van", "veel", "voor", "waar", "wanneer", "waarom", "wat", "we", "welk",
        "welke", "werd", "wie", "wij", "wil", "worden", "wordt", "zal", "zei", "zich", "zijn", "zo",
        "zonder", "zou"]),
    "en": frozenset(["about", "all", "am", "an", "and", "are", "as", "at", "be", "been", "by",
        "can", "did", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "is",
        "it", "its", "may", "me", "must", "my", "no", "not", "now", "of", "on", "or", "our", "say",
        "shall", "should", "so", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "to", "was", "we", "were", "what", "when", "where", "which", "who",
        "why", "will", "with", "without", "would", "you", "your"]),
    "fr": frozenset(["au", "aux", "avec", "ce", "ces", "cette", "comment", "dans", "de", "des",
        "du", "elle", "en", "est", "et", "il", "ils", "je", "la", "le", "les", "leur", "mais", "ne",
        "nos", "notre", "nous", "on", "ou", "où", "par", "pas", "peut", "plus", "pour", "pourquoi",
        "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "sa", "sans", "se",
        "ses", "son", "sont", "sur", "un", "une", "vos", "votre", "vous", "y", "à"]),
    "de": frozenset(["als", "am", "an", "auf", "aus", "bei", "bin", "bis", "das", "dass", "dem",
        "den", "der", "des", "die", "dies", "diese", "durch", "ein", "eine", "einem", "einen",
        "einer", "er", "es", "für", "hat", "ich", "ihr", "im", "in", "ist", "kann", "man", "mein",
        "mit", "nach", "nicht", "oder", "ohne", "sich", "sie", "sind", "so", "um", "und", "uns",
        "unter", "von", "vor", "wann", "warum", "was", "welche", "wenn", "wer", "werden", "wie",
        "wir", "wird", "wo", "zu", "zum", "zur", "über"]),
}  # fmt: skip
"""Words that say nothing about what a text, a term or a question is about."""

# What joins the parts of a compound; languages that do not write compounds as one word have none.
_JOINTS: Mapping[str, tuple[str, ...]] = {
    "nl": ("", "s", "e", "en"),
    "de": ("", "s", "es", "n", "en", "er"),
}
_ANY_STOP_WORD = frozenset[str]().union(
    *STOP_WORDS.values()
)  # names and terms come in every language


class Keywords:
    """Finds search words for texts in one language, with the corpus itself as word list."""

    def __init__(self, corpus: Corpus, language: str) -> None:
        self._corpus, self._language = corpus, language
        self._joints = _JOINTS.get(language, ())

    def of(self, text: str, names: Iterable[str] = ()) -> str:
        """Return the words to index beside ``text``: sorted, each once, none that it has itself."""
        own = set(_words(text))
        found = {part for word in own for part in self._parts(word)}
        found |= {word for name in self._synonyms(text) for word in _words(name)} - _ANY_STOP_WORD
        found |= {word for name in names for word in _words(name)}  # whole: names are typed whole
        return " ".join(sorted(found - own))

    def _parts(self, word: str) -> Iterator[str]:
        """Yield the two halves of a compound of which both are words that the corpus knows."""
        if not self._joints or len(word) < 2 * _SHORTEST:
            return
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            head, tail = word[:cut], word[cut:]
            if tail not in self._lexicon:
                continue
            for joint in self._joints:
                stem = head.removesuffix(joint) if joint else head
                if head.endswith(joint) and len(stem) >= 3 and stem in self._lexicon:
                    yield from (stem, tail)

    def _synonyms(self, text: str) -> Iterator[str]:
        words = f" {' '.join(_words(text))} "
        for forms in self._glossary:
            if any(f" {form} " in words for form in forms):
                yield from forms

    @cached_property
    def _glossary(self) -> list[list[str]]:
        """For each term, the ways to write it, in lower case without punctuation."""
        written = [
            [*term.term.root.values(), term.abbreviation or "", *term.synonyms]
            for term in self._corpus.glossary.values()
        ]
        return [[form for item in forms if (form := " ".join(_words(item)))] for forms in written]

    @cached_property
    def _lexicon(self) -> frozenset[str]:
        values = [*self._corpus.projects.values(), *self._corpus.glossary.values()]
        said = [text.get(self._language) or "" for value in values for _, text in texts(value)]
        said += [
            item.body for item in self._corpus.documents.values() if item.language == self._language
        ]
        return frozenset(
            word for text in said for word in _words(markup.plain(text)) if len(word) > 2
        )


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
