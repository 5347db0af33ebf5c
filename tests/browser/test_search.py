"""Search answers in the language of the page, to everything a page is known by."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from ask_questions import FIRST, ask, foreign, questions
from lxml import etree
from playwright.sync_api import Locator, Page, Route, expect
from templates import LANGUAGES, in_language
from visiting import Visitor

pytestmark = pytest.mark.browser

# Each way in which a page can be known, and a page that must be among the answers. Whether what
# people ask is answered first is the matter of questions.yml.
QUESTIONS = {
    "nl": {
        "title": ("Turing", "/projects/turing/"),
        "name-of-organisation": ("Agentschap Wegen en Verkeer", "/organisations/awv/"),
        "technology-without-accents": ("artificiele intelligentie", "/projects/altruis/"),
        "contractor": ("ML6", "/projects/turing/"),
        "word-of-a-conclusion": ("beregenen", "/projects/capsat/"),
        "part-of-a-compound": ("consultatie capsat", "/consultations/capsat/"),
        "other-part-of-a-compound": ("straat licht", "/projects/gedragen-duurzaam-straatlicht/"),
        "plural": ("sluizen", "/projects/positiemeting-schepen-sluizen/"),
        "term-in-another-language": ("needs analysis", "/guides/route/"),
        "abbreviation-of-a-term": ("VOPMB", "/guides/procedures/"),
        "other-programme": ("mobilidata", "/projects/mobilidata/"),
        "misspelt": ("marktconsulattie capsat", "/consultations/capsat/"),
        "no-page-has-all-words": ("satellieten sluizen turing", "/projects/turing/"),
    },
    "en": {
        "title": ("Turing", "/en/projects/turing/"),
        "name-in-another-language": ("Agentschap Wegen en Verkeer", "/en/organisations/awv/"),
        "contractor": ("ML6", "/en/projects/turing/"),
        "word-of-a-conclusion": ("irrigating", "/en/projects/capsat/"),
        "other-form-of-a-word": ("consultations capsat", "/en/consultations/capsat/"),
        "term-in-another-language": ("behoefteanalyse", "/en/guides/route/"),
        "abbreviation-of-a-term": ("MPMO", "/en/guides/procedures/"),
        "misspelt": ("satelite imagse", "/en/projects/capsat/"),
    },
}  # fmt: skip
CASES = [
    pytest.param(code, *asked, id=f"{code}-{name}")
    for code, questions in QUESTIONS.items()
    for name, asked in questions.items()
]


def ask_window(page: Page, question: str) -> Locator:
    """Open the search window by keyboard, type, and return its results."""
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.type(question)
    results = dialog.get_by_role("listitem").get_by_role("link")
    expect(results.first).to_be_visible()
    expect(dialog.locator(".search__answers")).to_have_attribute("aria-busy", "false")
    return results


@pytest.fixture(scope="module")
def reader(lasting_visitor: Visitor) -> Page:
    """A window in which all questions are asked."""
    return lasting_visitor.open("/search/")


@pytest.mark.parametrize(("code", "question", "answer"), CASES)
def test_search_finds(reader: Page, code: str, question: str, answer: str) -> None:
    found = ask(reader, code, question)
    assert answer in found
    assert foreign(found, code) == []


@pytest.mark.parametrize(
    ("code", "question", "page"),
    [pytest.param(code, *item.values(), id=f"{code}-{item['question']}")
     for code, item in questions()],
)  # fmt: skip
def test_what_people_ask_is_answered_first(
    reader: Page, code: str, question: str, page: str
) -> None:
    found = ask(reader, code, question)
    assert in_language(f"/{page}", code) in found[:FIRST]
    assert foreign(found, code) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_project_itself_is_the_first_answer_to_its_name(visitor: Visitor, code: str) -> None:
    results = ask_window(visitor.open(in_language("/", code)), "Turing")
    expect(results.first).to_have_attribute("href", in_language("/projects/turing/", code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_result_opens_by_keyboard(visitor: Visitor, code: str) -> None:
    page = visitor.open(in_language("/guides/", code))
    results = ask_window(page, "Turing")
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{in_language('/projects/turing/', code)}*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Turing")


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_result_says_what_it_is_and_where_it_stands(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/search/?q=Turing", code))
    first = page.get_by_role("main").get_by_role("listitem").first
    expect(first).to_contain_text(labels["kind-project"][code])
    facts = {"nl": ("Agentschap Wegen en Verkeer", "Uitvoering", "april 2022"),
             "en": ("Agency for Roads and Traffic", "Execution", "April 2022")}  # fmt: skip
    for fact in facts[code]:
        expect(first).to_contain_text(fact)


@pytest.mark.parametrize("code", LANGUAGES)
def test_answers_stand_in_groups_that_lead_to_all_of_their_kind(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/search/?q=water", code))
    main = page.get_by_role("main")
    projects = main.get_by_role("heading", name=labels["kinds-project"][code])
    expect(projects).to_be_visible()
    count = projects.locator("small").inner_text()
    main.get_by_role("link", name=f"{count} {labels['kinds-project'][code].lower()}").click()
    page.wait_for_url("**kind=project")
    expect(main.get_by_role("listitem").get_by_role("link")).to_have_count(int(count))
    page.go_back()
    expect(main.get_by_role("heading", name=labels["search-best"][code])).to_be_visible()


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_announces_what_it_found_and_that_it_found_nothing(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/search/", code))
    status = page.get_by_role("main").get_by_role("status")
    expect(status).to_have_text(labels["search-hint"][code])
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill("Turing")
    expect(status).to_contain_text("‘Turing’")
    page.wait_for_url("**?q=Turing")
    field.fill("qxzvwk")
    expect(status).to_have_text(labels["search-none"][code].format(question="qxzvwk"))
    expect(page.get_by_role("search").get_by_text(labels["search-ways"][code])).to_be_visible()
    assert "qxzvwk" in page.url


def test_search_that_cannot_load_says_so_and_shows_other_ways(
    visitor: Visitor, labels: dict[str, dict[str, str]]
) -> None:
    page = visitor.open("/search/")
    page.route("**/pagefind/**", lambda route: route.abort())
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill("Turing")
    status = page.get_by_role("main").get_by_role("status")
    expect(status).to_have_text(labels["search-failed"]["nl"])
    expect(page.get_by_role("search").get_by_text(labels["search-ways"]["nl"])).to_be_visible()
    visitor.problems.clear()  # that the index did not come was the point


def test_a_misspelt_word_is_understood_and_said(visitor: Visitor) -> None:
    page = visitor.open("/search/?q=wegverlichitng")
    status = page.get_by_role("main").get_by_role("status")
    expect(status).to_contain_text("‘wegverlichting’")
    expect(status).to_contain_text("‘wegverlichitng’")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_window_speaks_the_language_of_the_page_and_leads_to_the_page_of_results(
    visitor: Visitor, labels: dict[str, dict[str, str]], code: str
) -> None:
    page = visitor.open(in_language("/", code))
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name=labels["search-dialog"][code])
    expect(dialog).to_be_visible()
    field = dialog.get_by_role("searchbox", name=labels["search-dialog"][code])
    expect(field).to_be_focused()
    expect(field).to_have_attribute("placeholder", labels["search-placeholder"][code])
    expect(dialog).to_contain_text(labels["search-hint"][code])
    page.keyboard.type("Turing")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{in_language('/search/', code)}?q=Turing*")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("Turing")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_be_visible()


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


def test_the_slash_opens_search_but_not_while_typing_and_can_be_switched_off(
    visitor: Visitor, labels: dict[str, dict[str, str]]
) -> None:
    page = visitor.open("/projects/")
    page.get_by_role("main").get_by_role("searchbox").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("main").get_by_role("link").first.focus()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    switch = page.get_by_role("dialog").get_by_role("checkbox", name=labels["search-slash"]["nl"])
    expect(switch).to_be_checked()
    switch.uncheck()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("button.search-trigger").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("checkbox").check()
    assert page.evaluate("localStorage.length") == 0


def test_no_other_single_key_takes_the_visitor_away_from_the_text(visitor: Visitor) -> None:
    page = visitor.open("/projects/turing/")
    expect(page.locator("button.search-trigger").first).to_be_visible()
    for key in ("s", "k", "?"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_search_works_under_a_strict_content_security_policy(visitor: Visitor) -> None:
    page = visitor.open("/about/")
    policy = ("default-src 'none'; base-uri 'none'; form-action 'self'; img-src 'self' data:; "
              "style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
              "worker-src 'self'")  # fmt: skip

    def strictly(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": policy}
        route.fulfill(response=answer, headers=headers)

    page.route("**/*", strictly)
    page.goto("/search/?q=Turing")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text("Turing")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_browser_can_ask_from_its_own_search_bar(
    visitor: Visitor, site_url: str, code: str
) -> None:
    page = visitor.open(in_language("/", code))
    address = page.locator("link[rel=search]").get_attribute("href")
    described = etree.fromstring(page.request.get(urljoin(page.url, address or "")).body())
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert 0 < len(described.findtext("o:ShortName", "", space)) <= 16
    template = described.find("o:Url", space).get("template")
    assert template == f"{site_url}{in_language('/search/', code)}?q={{searchTerms}}"
