"""What the pages on accessibility and privacy say is what was measured, and how."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from looks import LOOKS
from measure_site import choices, visit

from kenniscentrum.core.corpus import Corpus

pytestmark = pytest.mark.browser


def _apart(measure: Any, *arguments: Any) -> Any:
    """Measure in a thread: this one may have a browser already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(measure, *arguments).result()


def test_the_register_says_what_a_browser_keeps_of_every_choice(
    server: str, corpus: Corpus
) -> None:
    assert corpus.conformance
    stored = [{"key": s.key, "values": list(s.values)} for s in corpus.conformance.stored]
    assert _apart(choices, server) == stored


def test_the_register_says_how_pages_are_looked_at(corpus: Corpus) -> None:
    assert corpus.conformance
    assert tuple((look.scheme, look.width) for look in corpus.conformance.looks) == LOOKS


def test_a_visit_that_finds_nothing_says_so(server: str) -> None:
    found = _apart(visit, server, ["about/privacy/", "en/about/accessibility/"])
    assert (dict(found.barriers), found.hosts, found.cookies, found.unasked) == (
        {},
        set(),
        set(),
        set(),
    )
