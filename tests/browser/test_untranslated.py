"""A text that is not translated yet is shown in its own language, and says so."""

from __future__ import annotations

from typing import Any

import pytest
from ask_questions import ask
from barriers import find_barriers
from centre_copy import FORMER
from playwright.sync_api import expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_text_without_translation_stands_under_a_notice(
    visitor: Visitor,
    altered_server: str,
    labels: dict[str, dict[str, str]],
    turing: dict[str, Any],
    axe: str,
    scheme: str,
) -> None:
    page = visitor.open("/en/projects/turing/", server=altered_server, scheme=scheme)
    main = page.get_by_role("main")
    notice = labels["untranslated-block"]["en"].format(language="English", shown="Dutch")
    expect(main.get_by_text(notice, exact=True)).to_be_visible()
    text = main.get_by_text(turing["need"]["nl"].partition("\n")[0], exact=True)
    expect(text).to_be_visible()
    assert text.evaluate("element => element.closest('[lang]').lang") == "nl"
    translated = main.get_by_text(turing["solution"]["en"].partition("\n")[0], exact=True)
    expect(translated).to_be_visible()
    assert find_barriers(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_without_translation_says_so_and_has_no_barrier(
    visitor: Visitor,
    altered_server: str,
    labels: dict[str, dict[str, str]],
    axe: str,
    scheme: str,
) -> None:
    page = visitor.open("/en/guides/apply/", server=altered_server, scheme=scheme)
    main = page.get_by_role("main")
    expect(main.get_by_text(labels["untranslated-title"]["en"])).to_be_visible()
    notice = labels["untranslated-text"]["en"].format(language="English", leading="Dutch")
    expect(main.get_by_text(notice)).to_be_visible()
    heading = main.get_by_role("heading", level=1)
    assert heading.evaluate("element => element.closest('[lang]').lang") == "nl"
    assert find_barriers(page, axe) == []


def test_search_does_not_answer_with_a_page_in_another_language(
    visitor: Visitor, altered_server: str
) -> None:
    page = visitor.open("/guides/apply/", server=altered_server)
    heading = page.get_by_role("heading", level=1).inner_text()
    for code in LANGUAGES:
        found = ask(page, code, heading)
        assert found
        assert any("/guides/apply/" in path for path in found) == (code == "nl")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_former_address_leads_to_the_project(
    visitor: Visitor, altered_server: str, turing: dict[str, Any], code: str
) -> None:
    page = visitor.open(in_language(f"/projects/{FORMER}/", code), server=altered_server)
    page.wait_for_url(f"**{in_language('/projects/turing/', code)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(turing["title"][code])
