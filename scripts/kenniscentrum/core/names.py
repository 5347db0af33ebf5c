"""What the thing that a reference means is called."""

from __future__ import annotations

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised


def name_of(register: str, key: str, corpus: Corpus) -> Localised:
    """Return the name of what a key of a register stands for. Raises KeyError if nothing does."""
    match register:
        case "organisations":
            return corpus.organisations[key].name
        case "calls":
            return corpus.calls[key].title
        case "glossary":
            return corpus.glossary[key].term
        case "projects":
            return corpus.projects[key].title
        case _:
            return corpus.terms[register][key].label
