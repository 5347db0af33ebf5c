"""Languages of a centre: the first leads, the others are translations that may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kenniscentrum.core.fields import Localised
from kenniscentrum.core.findings import Finding, Place, finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text together with the language it is really in."""

    text: str
    language: str


def resolve(localised: Localised, language: str) -> Text:
    """Return the text in ``language``, else in the first language it was written in.

    A caller that shows the result must say its language when that is another one.
    """
    text = localised.get(language)
    if text is not None:
        return Text(text, language)
    first = next(iter(localised))
    return Text(localised.root[first], first)


def missing(localised: Localised, languages: Sequence[str], place: Place) -> Iterator[Finding]:
    """Yield what a text lacks: its leading language, a translation, or a language we know."""
    for code in localised:
        if code not in languages:
            yield finding(place, "T003", code=code, languages=", ".join(languages))
    leading = languages[0]
    for code in languages:
        if localised.get(code) is None:
            rule = "T002" if code == leading else "T001"
            yield finding(
                place,
                rule,
                code=code,
                language=code,
                leading=leading,
            )
