"""Names of fields and values of them as pages show them, of trees that need not be valid today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from markupsafe import Markup
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kenniscentrum.core.dates import PartialDate
from kenniscentrum.core.differences import field_at
from kenniscentrum.core.leaves import holds, models_in, register_of
from kenniscentrum.core.versions import TEXT, Plain
from kenniscentrum.views import formats, markup
from kenniscentrum.views.rendering import Rendering

SHOWN = {"title", "name", "acronym", "abbreviation"}
"""Texts that are short enough to say what they were."""

_TELLING = ("kind", "organisation", "code", "amount_eur", "basis", "date", "title")
_LONGEST = 120  # characters of a text that is shown


class FieldValues:
    """Says fields of the records that ``model`` declares, in the language of ``kc``."""

    def __init__(self, kc: Rendering, model: type[BaseModel]) -> None:
        self._kc, self._model = kc, model

    def name(self, path: tuple[str, ...], count: int = 1) -> Markup:
        """Return the name of a field; that of a list says how many of it, if not one.

        Raises ValueError for a field of which no label is a name.
        """
        labels = self._kc.corpus.labels
        if path == (TEXT,):
            return Markup.escape(self._kc.label("change-text-name"))
        for key in name_keys(path):
            if key in labels:
                return Markup.escape(self._kc.label(key))
            if f"{key}-one" in labels:
                return Markup.escape(self._kc.label(key, count))
        raise ValueError(f"labels.yml: {name_keys(path)[0]}: no name for this field")

    def value(self, path: tuple[str, ...], value: Plain) -> Markup:
        """Return a value of a field; empty for a text that is too long to be shown in a line."""
        kc, name, info = self._kc, path[-1], field_at(self._model, path)
        if isinstance(value, dict):
            return self._text(value) if name in SHOWN else Markup()
        if not isinstance(value, str):
            return Markup()
        if register := register_of(info):
            return Markup.escape(self._reference(register, value))
        if holds(info, PartialDate):
            return _date(value, kc)
        if name == "language":
            return Markup.escape(kc.language_name(value))
        if holds(info, Literal):
            key = f"value-{value}"
            return Markup.escape(kc.label(key) if key in kc.corpus.labels else value)
        return self._plain(name, info, value)

    def item(self, path: tuple[str, ...], value: Plain, without: Collection[str] = ()) -> Markup:
        """Return what tells an item of a list from the others; empty where nothing short does.

        ``without`` are fields of it that tell nothing now, because they are what changed.
        """
        if isinstance(value, str):
            return self.value(path, value)
        inner = next(models_in(field_at(self._model, path).annotation), None)
        if not isinstance(value, dict) or not inner:
            return Markup()
        told = [key for key in _TELLING if key in value.keys() & inner.model_fields.keys()]
        parts = [self.value((*path, key), value[key]) for key in told if key not in without]
        words = Markup(", ").join(part for part in parts if part)
        written = value.get("language") or self._kc.corpus.leading
        if path[-1] != "sources" or written == self._kc.language:
            return words
        return Markup("<span{}>{}</span>").format(self._kc.foreign(str(written)), words)

    def _plain(self, name: str, info: FieldInfo, value: str) -> Markup:
        if holds(info, int):
            known = value.isdecimal() and len(value) < 16
            return Markup.escape(self._number(name, int(value)) if known else value)
        if name in SHOWN and len(value) <= _LONGEST:
            return quoted(value)
        return Markup.escape(value) if name == "time" else Markup()

    def _number(self, name: str, value: int) -> str:
        if name.endswith("_eur"):
            return formats.money(value, self._kc.language)
        if name.endswith("_percent"):
            return formats.percent(value, self._kc.language)
        return str(value) if name == "year" else formats.number(value, self._kc.language)

    def _reference(self, register: str, key: str) -> str:
        """Return the name of what a key stands for; the key itself if nothing has it today."""
        kc, corpus = self._kc, self._kc.corpus
        if key in corpus.terms.get(register, {}):
            return kc.named(register, key)
        if register == "organisations" and key in corpus.organisations:
            return kc.organisation(key)
        if register == "calls" and key in corpus.calls:
            return kc.words(corpus.calls[key].title)
        if register == "projects" and key in corpus.projects:
            return kc.words(corpus.projects[key].title)
        return key

    def _text(self, value: dict[str, Plain]) -> Markup:
        """Return a short text in this language, else in the first that it has."""
        kc = self._kc
        language = kc.language if kc.language in value else next(iter(value))
        said = value[language]
        if not isinstance(said, str) or len(said) > _LONGEST:
            return Markup()
        words = quoted(markup.plain(said))
        if language == kc.language:
            return words
        return Markup("<span{}>{}</span>").format(kc.foreign(language), words)


def name_keys(path: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that can name a field, the most particular first."""
    if path[-1] == "sources" and len(path) > 1:
        return ("name-grounds",)  # what a fact rests on
    whole, last = "-".join(path).replace("_", "-"), path[-1].replace("_", "-")
    return f"name-{whole}", f"name-{last}", f"offer-{last}"


def quoted(text: str) -> Markup:
    """Return a text between quotation marks, as HTML."""
    return Markup("‘{}’").format(text)


def _date(text: str, kc: Rendering) -> Markup:
    try:
        return kc.date(PartialDate.parse(text))
    except ValueError:
        return Markup.escape(text)
