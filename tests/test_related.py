"""Related projects are those that share something, with the reason, the same in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.related import Likeness


def test_a_project_is_not_related_to_itself_and_every_reason_is_true(corpus: Corpus) -> None:
    likeness = Likeness(corpus, "nl")
    found = {key: likeness.nearest(item) for key, item in corpus.projects.items()}
    assert sum(map(bool, found.values())) > len(found) / 2
    for key, related in found.items():
        project = corpus.projects[key]
        assert key not in [item.project.id for item in related]
        for item in related:
            assert item.shared or item.words
            for register, keys in item.shared.items():
                assert set(keys) <= set(getattr(project, register))
                assert set(keys) <= set(getattr(item.project, register))
            texts = [project.need, project.solution, project.title]
            said = " ".join(text.get("nl") or "" for text in texts if text).lower()
            assert all(word in said for word in item.words)


def test_the_two_social_impact_bonds_are_each_others_nearest(corpus: Corpus) -> None:
    pair = ("social-impact-bond-neet", "social-impact-bond-langdurig-zieken")
    for one, other in (pair, pair[::-1]):
        nearest = Likeness(corpus, "nl").nearest(corpus.projects[one])[0]
        assert nearest.project.id == other
        assert nearest.shared["organisations"] == ("vdab",)


@pytest.mark.parametrize("key", ["turing", "golfgoot", "capsat"])
def test_the_order_is_the_same_in_every_language_and_of_every_file_order(
    corpus: Corpus, key: str
) -> None:
    turned = replace(corpus, projects=dict(reversed(corpus.projects.items())))
    orders = [
        [item.project.id for item in Likeness(source, code).nearest(source.projects[key])]
        for source in (corpus, turned)
        for code in ("nl", "en")
    ]
    assert orders[0]
    assert orders == [orders[0]] * 4
