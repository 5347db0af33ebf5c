"""The questions about a new record or page: which are open, in whose words, and what may answer.

The words are the descriptions of the fields. Who asks is a function that is passed in.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kenniscentrum.core import yamltree
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.leaves import register_of
from kenniscentrum.core.rules import LANGUAGES
from kenniscentrum.views import scaffold
from kenniscentrum.views.fieldlines import Value, description
from kenniscentrum.views.scaffold import FACTS, MODELS, PAGES, Answers
from kenniscentrum.views.textforms import quoted

Given = Mapping[str, str | Sequence[str] | None]
Check = Callable[[str], Finding | None]
Ask = Callable[[str, str | None, Check], str]
"""Asks in words until the answer is right; an empty line gives the second, unless it is None."""

_FEW = 12  # so many keys can be listed in a question
_WORDS = {
    "nl": {"optional": "leeg laten mag", "several": "met komma's ertussen"},
    "en": {"optional": "may be left empty", "several": "with commas between them"},
}


class RefusedError(Exception):
    """What was asked for cannot be made; the findings say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__()
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Form:
    """The questions about one new thing; ``given`` holds the answers that are there already.

    Without a fact that it must have, all open questions are asked; else none is. ``day`` is
    when a guide was reviewed unless it is said.
    """

    kind: str
    corpus: Corpus
    language: str
    day: str
    given: Given
    ask: Ask

    def answers(self) -> Answers:
        """Return all answers. Raises RefusedError for one that cannot be right."""
        for name, value in self.given.items():
            for text in [value] if isinstance(value, str) else value or ():
                _refuse(_unfit(text, f"--{name.replace('_', '-')}"))
        asks = any(not self.given.get(name) for name in self._needed())
        if self.kind == "consultation":  # is named after its project
            facts = self._facts(asks=asks)
            key = str(facts["project"])
            titles, said = scaffold.of_consultation(key, self.corpus)
            titles |= self._texts("title", asks=False)
            said |= self._texts("description", asks=False)
            _refuse(scaffold.wrong_with_id(self.kind, key, self.corpus))
            return Answers(key, titles, said, facts)
        titles = self._texts("title", asks=asks)
        said = self._texts("description", asks=asks) if self.kind in PAGES else {}
        key = self._id(titles, asks=asks)
        _refuse(scaffold.wrong_with_id(self.kind, key, self.corpus))
        return Answers(key, titles, said, self._facts(asks=asks))

    def _needed(self) -> list[str]:
        """Return what nothing can be made without."""
        fields = MODELS[self.kind].model_fields
        facts = [name for name in FACTS[self.kind] if fields[name].is_required()]
        if self.kind == "consultation":  # its title is that of its project
            return facts
        codes = self.corpus.centre.languages if self.kind in PAGES else (self.corpus.leading,)
        titles = [f"title_{code}" for code in codes if code in LANGUAGES]
        return [*titles, *(name for name in facts if name != "reviewed")]

    def _texts(self, name: str, *, asks: bool) -> dict[str, str]:
        texts = {}
        for code in (code for code in self.corpus.centre.languages if code in LANGUAGES):
            needed = f"{name}_{code}" in self._needed()
            given = self.given.get(f"{name}_{code}")
            if asks and (given is None or (needed and not given)):
                given = self._asked(name, f" [{code}]", needed=needed)
            if line := " ".join(str(given or "").split()):
                texts[code] = line
            elif needed:
                _refuse(finding(Place(f"--{name}-{code}"), "R003", key=name))
        return texts

    def _id(self, titles: Mapping[str, str], *, asks: bool) -> str:
        given = self.given.get("id")
        suggested = scaffold.id_of(titles.get(self.corpus.leading, ""))
        if given is not None or not asks:
            return suggested if given is None else str(given)

        def check(key: str) -> Finding | None:
            return scaffold.wrong_with_id(self.kind, key, self.corpus)

        return self.ask("id", suggested or None, check)

    def _facts(self, *, asks: bool) -> dict[str, Value]:
        facts = {name: self._fact(name, asks=asks) for name in FACTS[self.kind]}
        return {name: value for name, value in facts.items() if value}

    def _fact(self, name: str, *, asks: bool) -> Value:
        info = MODELS[self.kind].model_fields[name]
        value = self.given.get(name)
        if name == "reviewed" and not value:
            return self.day
        several = typing.get_origin(info.annotation) is tuple
        if value or not asks:
            items = [value] if isinstance(value, str) else [*(value or ())]
            for item in items:
                _refuse(scaffold.wrong_with_fact(self.kind, name, item, self.corpus))
            return value or ""
        register = register_of(info)
        keys = self.corpus.keys[register] if register else ()
        hint = f" [{', '.join(keys)}]" if 0 < len(keys) <= _FEW else ""
        hint += f" ({_WORDS[self.language]['several']})" if several else ""

        def check(text: str) -> Finding | None:
            items = _split(text) if several else [text]
            found = (scaffold.wrong_with_fact(self.kind, name, i, self.corpus) for i in items if i)
            return next((item for item in found if item), None)

        answer = self._asked(name, hint, needed=name in self._needed(), check=check)
        return tuple(_split(answer)) if several else answer

    def _asked(self, name: str, hint: str, *, needed: bool, check: Check | None = None) -> str:
        said = description(MODELS[self.kind].model_fields[name], self.language).rstrip(".")
        said += hint if needed else f"{hint} ({_WORDS[self.language]['optional']})"
        return self.ask(f"{name}: {said}", None if needed else "", check or _unfit)


def _refuse(wrong: Finding | None) -> None:
    if wrong:
        raise RefusedError([wrong])


def _split(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _unfit(text: str, name: str = "-") -> Finding | None:
    """Return what makes a text unfit for any file: what is no UTF-8, or cannot be seen."""
    try:
        content = f"text: {quoted(' '.join(text.split()))}".encode()
    except UnicodeEncodeError:
        return finding(Place(name), "Y001")
    _, found = yamltree.read(content, name)
    return found[0] if found else None
