"""The pages work under the headers that nginx sends with them, and break none of its rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from templates import LANGUAGES, TEMPLATES, in_language
from visiting import Visitor

sys.path.append(str(Path(__file__).resolve().parents[1] / "site"))

from centre_copy import Built
from web_servers import running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hardened(
    browser: Browser, real_built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A visitor of the real site behind Debian's nginx; what a policy stops is an error."""
    with running("nginx", real_built.site, tmp_path_factory.mktemp("nginx")) as server:
        visitor = Visitor(browser, server.address)
        yield visitor
        for context in visitor.contexts:
            context.close()


def _open(hardened: Visitor, path: str) -> Page:
    page = hardened.open(path)
    expect(page.get_by_role("banner").locator("button.search-trigger")).to_be_visible()
    return page


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "not-found"])
def test_no_template_breaks_the_policy(hardened: Visitor, template: str, code: str) -> None:
    page = _open(hardened, in_language(TEMPLATES[template], code))
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    page.context.close()
    assert hardened.problems == []


def test_search_and_choices_work_under_the_policy(hardened: Visitor) -> None:
    page = _open(hardened, "/projects/turing/")
    page.get_by_role("banner").locator("button.scheme").click()
    page.keyboard.press("Control+k")
    page.keyboard.type("Turing")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    page.context.close()
    assert hardened.problems == []


def test_what_breaks_the_policy_is_noticed(hardened: Visitor) -> None:
    page = _open(hardened, "/")
    page.evaluate("document.body.setAttribute('onclick', 'void 0')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), "
                  "{ textContent: 'document.title = 1' }))")  # fmt: skip
    page.context.close()
    assert any("Content Security Policy" in text for text in hardened.problems)
    hardened.problems.clear()


def test_an_e_mail_keeps_its_styles_and_a_feed_its_style_sheet(
    hardened: Visitor, real_built: Built
) -> None:
    mail = sorted(real_built.site.rglob("mail.html"))[0].relative_to(real_built.site)
    page = hardened.open(f"/{mail.as_posix()}")
    band = page.locator(".mast").first
    expect(band).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.goto("/atom.xml")
    assert page.evaluate("document.styleSheets.length") == 1
    page.context.close()
    # Neither names an icon, so the browser looks for one where many sites have it.
    assert not [text for text in hardened.problems if "Security Policy" in text]
    hardened.problems.clear()
