"""How to cite a page in the state that it is in: as words, as BibTeX and as CSL-JSON.

A page has no author but the centre. Its date is that of the commit that has the page as it is now,
never that of the build; where git does not tell, a citation has neither date nor commit. When a
reader saw the page only the reader knows, so no citation says so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from kenniscentrum.core.dates import BRUSSELS, PartialDate
from kenniscentrum.core.history import Commit
from kenniscentrum.views import formats
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.rendering import Rendering

BIBTEX, CSL = "cite.bib", "cite.json"
"""The files beside a page that hold its citation."""

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "^": r"\textasciicircum{}", "_": r"\_", "~": r"\textasciitilde{}", "%": r"\%",
}  # fmt: skip
_BABEL = {"nl": "dutch", "en": "english", "fr": "french", "de": "german"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation of one page in one language holds.

    ``words`` is the citation as a sentence in that language. ``url`` is its absolute address,
    ``folder`` the path of its files below that of the site, with a slash at its end. ``state`` is
    the commit that has it as it is now, ``day`` its day in Brussels, ``permanent`` an address where
    the git host shows that state for good: None and empty where they are not known.
    """

    key: str
    words: str
    title: str
    publisher: str
    language: str
    url: str
    folder: str
    state: Commit | None = None
    day: PartialDate | None = None
    permanent: str = ""


def citation(
    address: str, title: str, state: Commit | None, source: str, kc: Rendering
) -> Citation:
    """Return the citation of a page; ``source`` is the file that it is made of."""
    folder = site_path(address, kc.language, kc.corpus.leading)
    day = None
    if state:
        day = PartialDate.parse(state.when.astimezone(BRUSSELS).date().isoformat())
    publisher, url = kc.words(kc.corpus.centre.name), kc.site_url + folder
    if state and day:
        said = kc.label("cite-state", date=formats.date(day, kc.language), commit=state.short)
    else:
        said = kc.label("cite-undated")
    words = kc.label("cite-words", publisher=publisher, title=title, state=said, url=url)
    return Citation(
        key="-".join(["kenniscentrum", *re.findall(r"[a-z0-9]+", address.lower()), kc.language]),
        words=words,
        title=title,
        publisher=publisher,
        language=kc.language,
        url=url,
        folder=folder,
        state=state,
        day=day,
        permanent=kc.forge.state(state, source) if state else "",
    )


def bibtex(item: Citation) -> str:
    """Return a citation as BibTeX in UTF-8; braces keep the capitals of the title."""
    fields = {
        "author": f"{{{_latex(item.publisher)}}}",
        "title": f"{{{_latex(item.title)}}}",
        "url": _in_braces(item.url),
    }
    if item.day and item.state:
        fields |= {
            "date": str(item.day),
            "year": str(item.day.year),
            "version": item.state.id,
        }
    if item.permanent:
        fields["note"] = rf"\url{{{_in_braces(item.permanent)}}}"
    if item.language in _BABEL:
        fields["langid"] = _BABEL[item.language]
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{item.key},\n{lines}\n}}\n"


def csl(item: Citation) -> list[dict[str, object]]:
    """Return a citation as CSL-JSON (https://docs.citationstyles.org, schema 1.0.2)."""
    found: dict[str, object] = {
        "id": item.key,
        "type": "webpage",
        "title": item.title,
        "author": [{"literal": item.publisher}],
        "container-title": item.publisher,
        "publisher": item.publisher,
        "language": item.language,
        "URL": item.url,
    }
    if item.day and item.state:
        day = item.day.first_day
        found["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
        found["version"] = item.state.id
    if item.permanent:
        found["archive_location"] = item.permanent
    return [found]


def files(item: Citation) -> tuple[tuple[str, bytes], ...]:
    """Return (path, bytes) of the citation of a page in both formats."""
    written = json.dumps(csl(item), ensure_ascii=False, indent=1) + "\n"
    return (
        (item.folder + BIBTEX, bibtex(item).encode()),
        (item.folder + CSL, written.encode()),
    )


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text)


def _in_braces(url: str) -> str:
    """Return an address that cannot end the braces around it."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
