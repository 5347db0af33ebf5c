"""What `kc init` begins a centre with is complete in every language that it offers."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

import pytest
import yaml

from kenniscentrum.core.components import COMPONENTS
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.leaves import texts
from kenniscentrum.core.vocabulary import Vocabulary
from kenniscentrum.views.founding import LANGUAGES
from kenniscentrum.views.menu import FOLLOW, FOOTER, MENU, WAYS

STARTER = resources.files("kenniscentrum") / "starter"
FURTHER = [code for code in LANGUAGES if code not in ("nl", "en")]


def _read(name: str) -> Any:
    return yaml.safe_load((STARTER / name).read_text("utf-8"))


@pytest.mark.parametrize("code", FURTHER)
def test_every_word_of_the_site_is_there(corpus: Corpus, code: str) -> None:
    said = _read(f"labels.{code}.yml")
    missing = [key for key in corpus.labels if key not in said]
    assert missing == [], f"write them in scripts/kenniscentrum/starter/labels.{code}.yml"
    assert [key for key in said if key not in corpus.labels] == []


@pytest.mark.parametrize("code", FURTHER)
def test_a_word_has_the_blanks_of_the_others(corpus: Corpus, code: str) -> None:
    different = {
        key: text
        for key, text in _read(f"labels.{code}.yml").items()
        if sorted(re.findall(r"\{\w+\}", text))
        != sorted(re.findall(r"\{\w+\}", corpus.labels[key].root["en"]))
    }
    assert different == {}


def test_the_vocabulary_is_there_in_every_language() -> None:
    vocabulary = _read("vocabulary.yml")
    own = {"id": "own", "label": dict.fromkeys(LANGUAGES, "x")}
    value = Vocabulary.model_validate({"programmes": [own], **vocabulary}, strict=False)
    assert [text for _, text in texts(value) if list(text.root) != list(LANGUAGES)] == []


def test_a_centre_begins_with_every_page_that_the_frame_leads_to() -> None:
    pages = _read("pages.yml")
    for page in pages.values():
        assert list(page["title"]) == list(page["description"]) == list(LANGUAGES)
        named = page.get("component", "home")
        for component in [named] if isinstance(named, str) else named:
            assert component.split()[0] in COMPONENTS
    assert {*MENU, *WAYS, FOLLOW} <= set(pages)
    measured = {"about/programme", "about/making", "about/privacy", "about/accessibility"}
    assert {target for _, targets in FOOTER for target in targets} - measured <= set(pages)
