"""What changed on a page, in words: a line for each field, as short as it can be.

A long text that changed says so; what it was stands in the commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from pydantic import BaseModel

from kenniscentrum.core.changes import ADDRESS, TRANSLATION
from kenniscentrum.core.differences import Difference, Kind, field_at
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.leaves import holds
from kenniscentrum.core.versions import TEXT
from kenniscentrum.views.fieldvalues import SHOWN, FieldValues, quoted
from kenniscentrum.views.rendering import Rendering

_MOST = 4  # of what is named; more are counted
_ARROW = Markup('<span role="img" aria-label="{}">→</span>')


def lines(found: Sequence[Difference], model: type[BaseModel], kc: Rendering) -> list[Markup]:
    """Return a line for each field that changed, in the language of ``kc``.

    A text that changed in other languages only is named in one line for each of them; nothing is
    said of them where the same text changed in this one too.
    """
    own = [item for item in found if not item.languages or kc.language in item.languages]
    said = {item.path for item in own}
    apart = [item for item in found if item not in own and item.path not in said]
    words = _Words(kc, model)
    parts = [item for item in own if item.path == (TEXT,)]
    told = [*words.each(i for i in own if i.path != (TEXT,) and not _translated(i))]
    told += words.parts(parts)
    told += words.translated([item for item in (*own, *apart) if _translated(item)])
    told += words.elsewhere([item for item in apart if not _translated(item)])
    return list(dict.fromkeys(told))


class _Words:
    def __init__(self, kc: Rendering, model: type[BaseModel]) -> None:
        self._kc, self._model, self._fields = kc, model, FieldValues(kc, model)

    def each(self, found: Iterable[Difference]) -> Iterator[Markup]:
        """Yield a line for each field, or block of a list, or for what was added to a list."""
        for (path, _, block), items in groupby(found, _group):
            group = list(items)
            yield self._block(path, group) if block else self._field(path, group)

    def parts(self, found: Sequence[Difference]) -> Iterator[Markup]:
        """Yield in which parts the text of a page changed; only how many, if they are many."""
        kc = self._kc
        if len(found) > _MOST:
            yield Markup.escape(kc.label("change-text-parts", len(found)))
            return
        for kind in (Kind.CHANGED, Kind.ADDED, Kind.REMOVED):
            headings = [str(item.after or item.before or "") for item in found if item.kind is kind]
            if headings:
                yield kc.phrase(f"change-text-{kind}", names=self._headings(headings))

    def _headings(self, headings: Sequence[str]) -> Markup:
        intro = Markup.escape(self._kc.label("change-intro"))
        return _listed(quoted(text) if text else intro for text in headings)

    def translated(self, found: Sequence[Difference]) -> Iterator[Markup]:
        """Yield which texts got a language that they had not."""
        for language, names in self._by_language(found):
            yield self._kc.phrase("change-translated", language=language, names=names)

    def elsewhere(self, found: Sequence[Difference]) -> Iterator[Markup]:
        """Yield which texts changed in another language."""
        pages = [item for item in found if item.path == (TRANSLATION,)]
        yield from (self._field(item.path, [item]) for item in pages)
        for language, names in self._by_language([item for item in found if item not in pages]):
            yield self._kc.phrase("change-in-language", language=language, names=names)

    def _by_language(self, found: Sequence[Difference]) -> Iterator[tuple[Markup, Markup]]:
        for code in self._kc.corpus.centre.languages:
            names = [self._what(item) for item in found if code in item.languages]
            if names:
                yield Markup.escape(self._kc.language_name(code)), _listed(names)

    def _what(self, item: Difference) -> Markup:
        """Return the name of a field, or of the block of a list that holds it."""
        if item.item is None:
            return self._fields.name(item.path)
        words = self._fields.item(item.path[:1], item.item)
        name = self._fields.name(item.path[:1])
        return Markup("{} ({})").format(name, words) if words else name

    def _field(self, path: tuple[str, ...], group: list[Difference]) -> Markup:
        kc, first = self._kc, group[0]
        if not path:
            return kc.phrase("change-written")
        if path == (ADDRESS,):
            code = Markup("<code>/{}/</code>")
            before, after = code.format(first.before), code.format(first.after)
            return kc.phrase("change-address", before=before, after=after)
        if path == (TRANSLATION,):
            language = Markup.escape(kc.language_name(first.languages[0]))
            if first.kind is Kind.ADDED:
                return kc.phrase("change-translation-added", language=language)
            return kc.phrase("change-translation-removed", language=language)
        if holds(field_at(self._model, path), tuple):
            return self._items(path, group)
        return self._value(path, first)

    def _block(self, path: tuple[str, ...], group: list[Difference]) -> Markup:
        """Say what changed in one block of a list."""
        words = self._fields.item(path, group[0].item, {item.path[-1] for item in group})
        what = self._fields.name(path)
        what = Markup("{} ({})").format(what, words) if words else what
        if len(group) == 1 and self._fields.name(group[0].path) == self._fields.name(path):
            return self._value(group[0].path, group[0], what)
        inner = [self._field(item.path, [item]) for item in group]
        return self._kc.phrase("change-within", what=what, change=Markup("; ").join(inner))

    def _items(self, path: tuple[str, ...], group: list[Difference]) -> Markup:
        """Say which items of a list came, went or changed."""
        kind = group[0].kind
        if kind is Kind.MOVED:
            return self._kc.phrase("change-order", name=self._fields.name(path))
        name = self._fields.name(path, len(group))
        if kind is Kind.CHANGED:
            return self._kc.phrase("change-changed", name=name)
        values = [self._fields.item(path, item.after or item.before) for item in group]
        shown = all(values) and len(values) <= _MOST
        return self._turned(kind, name, Markup("; ").join(values) if shown else Markup())

    def _value(self, path: tuple[str, ...], item: Difference, name: Markup | None = None) -> Markup:
        kc, name = self._kc, name or self._fields.name(path)
        before, after = (self._fields.value(path, value) for value in (item.before, item.after))
        if item.kind in (Kind.ADDED, Kind.REMOVED):
            return self._turned(item.kind, name, after or before)
        if not before or not after:
            return kc.phrase("change-changed", name=name)
        info = field_at(self._model, path)
        if holds(info, int) or holds(info, Localised) or path[-1] in SHOWN:
            return kc.phrase("change-from-to", name=name, before=before, after=after)
        arrow = _ARROW.format(kc.label("change-becomes"))
        return kc.phrase("change-to", name=name, before=before, arrow=arrow, after=after)

    def _turned(self, kind: Kind, name: Markup, value: Markup) -> Markup:
        """Say that something was added or removed, and what if that can be shown."""
        kc = self._kc
        if kind is Kind.ADDED:
            if value:
                return kc.phrase("change-added-value", name=name, value=value)
            return kc.phrase("change-added", name=name)
        if value:
            return kc.phrase("change-removed-value", name=name, value=value)
        return kc.phrase("change-removed", name=name)


def _group(item: Difference) -> tuple[tuple[str, ...], Kind | None, object]:
    """Return what differences of one line share."""
    if item.item is not None:
        return item.path[:1], None, item.item
    return item.path, item.kind, None


def _translated(item: Difference) -> bool:
    """Return whether a text that was there only got a language that it had not."""
    before, after = item.before, item.after
    if not (isinstance(before, dict) and isinstance(after, dict) and item.languages):
        return False
    return all(code not in before and code in after for code in item.languages)


def _listed(items: Iterable[Markup]) -> Markup:
    return Markup(", ").join(dict.fromkeys(items))
