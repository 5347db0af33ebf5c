"""Search answers in the language of the page, to everything a page is known by."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

# What a visitor may type, and a page that must be among the first answers.
QUESTIONS = {
    "nl": {
        "title": ("Turing", "/projects/turing/"),
        "words-of-the-title": ("wegverlichting autosnelwegen", "/projects/turing/"),
        "organisation": ("AWV", "/projects/turing/"),
        "name-of-organisation": ("Agentschap Wegen en Verkeer", "/organisations/awv/"),
        "technology": ("artificiële intelligentie verlichting", "/projects/turing/"),
        "technology-without-accents": ("artificiele intelligentie", "/projects/altruis/"),
        "contractor": ("ML6", "/projects/turing/"),
        "word-of-a-conclusion": ("beregenen", "/projects/capsat/"),
        "part-of-a-compound": ("consultatie", "/consultations/bermgras-papier/"),
        "other-part-of-a-compound": ("straat", "/projects/gedragen-duurzaam-straatlicht/"),
        "plural": ("sluizen", "/projects/positiemeting-schepen-sluizen/"),
        "term-in-another-language": ("needs analysis", "/guides/route/"),
        "abbreviation-of-a-term": ("VOPMB", "/guides/procedures/"),
        "other-programme": ("mobilidata", "/projects/mobilidata/"),
    },
    "en": {
        "title": ("Turing", "/en/projects/turing/"),
        "words-of-the-title": ("predictive road lighting", "/en/projects/turing/"),
        "organisation": ("AWV", "/en/projects/turing/"),
        "name-in-another-language": ("Agentschap Wegen en Verkeer", "/en/organisations/awv/"),
        "technology": ("artificial intelligence lighting", "/en/projects/turing/"),
        "contractor": ("ML6", "/en/projects/turing/"),
        "word-of-a-conclusion": ("irrigating", "/en/projects/capsat/"),
        "other-form-of-a-word": ("consultations", "/en/consultations/bermgras-papier/"),
        "term-in-another-language": ("behoefteanalyse", "/en/guides/route/"),
        "abbreviation-of-a-term": ("MPMO", "/en/guides/procedures/"),
    },
}  # fmt: skip
CASES = [
    pytest.param(code, *asked, id=f"{code}-{name}")
    for code, questions in QUESTIONS.items()
    for name, asked in questions.items()
]


def ask(page: Page, question: str) -> Locator:
    """Open the search window by keyboard, type, and return its results."""
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type(question)
    results = dialog.get_by_role("list").get_by_role("link")
    expect(results.first).to_be_visible()
    expect(dialog.get_by_role("list")).to_have_attribute("aria-busy", "false")
    return results


def _addresses(results: Locator) -> list[str]:
    return [str(link) for link in results.evaluate_all("all => all.map(a => a.pathname)")]


@pytest.fixture(scope="module")
def readers(lasting_visitor: Visitor) -> dict[str, Page]:
    """A window for each language, in which all questions are asked."""
    return {code: lasting_visitor.open(in_language("/about/", code)) for code in LANGUAGES}


@pytest.mark.parametrize(("code", "question", "answer"), CASES)
def test_search_finds(readers: dict[str, Page], code: str, question: str, answer: str) -> None:
    page = readers[code]
    page.goto(in_language("/about/", code))
    results = ask(page, question)
    target = page.get_by_role("dialog").locator(f'a[href="{answer}"]')
    expect(target).to_be_visible()
    found = _addresses(results)
    home = in_language("/", code)
    others = [in_language("/", other) for other in LANGUAGES[1:] if other != code]
    assert [path for path in found if not path.startswith(home)] == []
    assert [path for path in found if path.startswith(tuple(others))] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_project_itself_is_the_first_answer_to_its_name(visitor: Visitor, code: str) -> None:
    results = ask(visitor.open(in_language("/", code)), "Turing")
    expect(results.first).to_have_attribute("href", in_language("/projects/turing/", code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_result_opens_by_keyboard(visitor: Visitor, code: str) -> None:
    page = visitor.open(in_language("/guides/", code))
    results = ask(page, "Turing")
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{in_language('/projects/turing/', code)}*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Turing")


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_result_says_what_kind_of_page_it_is(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/", code))
    ask(page, "ML6")
    for kind in ("project", "organisation"):
        folder = in_language(f"/{kind}s/", code)
        result = (
            page.get_by_role("dialog")
            .get_by_role("listitem")
            .filter(has=page.locator(f'a[href^="{folder}"]'))
        )
        expect(result.first).to_contain_text(labels[f"kind-{kind}"][code])


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_says_so_when_it_finds_nothing(visitor: Visitor, code: str) -> None:
    page = visitor.open(in_language("/", code))
    page.keyboard.press("Control+k")
    page.keyboard.type("qxzvwk")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("qxzvwk")
    expect(dialog.get_by_role("list").get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_search_window_speaks_the_language_of_the_page(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/", code))
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name=labels["search-dialog"][code])
    expect(dialog).to_be_visible()
    field = dialog.get_by_role("searchbox")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("placeholder", labels["search-placeholder"][code])
    expect(dialog).to_contain_text(labels["search-hint"][code])


def test_the_search_window_opens_empty_each_time(visitor: Visitor) -> None:
    page = visitor.open("/about/")
    for _ in range(3):
        field = page.get_by_role("dialog").get_by_role("searchbox")
        page.keyboard.press("Control+k")
        expect(field).to_have_value("")
        expect(field).to_be_focused()
        page.keyboard.type("Turing")
        expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.wait_for_timeout(200)  # what a visitor needs for the next key


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_button_in_the_header_opens_search(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    for width in (1280, 360):
        page = visitor.open(in_language("/projects/turing/", code), width=width)
        button = page.get_by_role("banner").get_by_role(
            "button", name=labels["search-trigger"][code]
        )
        button.click()
        expect(page.get_by_role("dialog")).to_be_visible()


def test_a_single_letter_never_takes_the_visitor_away_from_the_text(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/")
    expect(page.locator("pagefind-modal-trigger button").first).to_be_visible()
    for key in ("/", "s", "k", "?"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
