"""What the law says: which amount a page shows on a day, and what it says of what has ended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from small_centre import valid, write_centre

from kenniscentrum.core.corpus import Document
from kenniscentrum.core.documents import Page
from kenniscentrum.core.legal import Amount
from kenniscentrum.views import documents
from kenniscentrum.views.rendering import Rendering

REGISTER = """
amounts:
  - id: works
    label: {nl: drempel voor werken, en: threshold for works}
    periods:
      - {amount_eur: 5404000, valid_from: "2026-01-01", valid_to: "2027-12-31"}
      - {amount_eur: 5538000, valid_from: "2024-01-01", valid_to: "2025-12-31"}
acts:
  - {id: law, name: {nl: de wet, en: the law}, url: "https://example.org/wet"}
articles:
  - id: consultation
    act: law
    number: {nl: artikel 51, en: article 51}
    rules: {nl: de marktconsultatie, en: the market consultation}
    certainty: unread
    valid_from: "2017-06-30"
    valid_to: "2026-06-30"
    replaced_by: new
  - id: new
    act: law
    number: {nl: artikel 20, en: article 20}
    rules: {nl: de marktconsultatie, en: the market consultation}
    valid_from: "2026-07-01"
"""
BODY = "<p><!-- kc:amount works --> <!-- kc:article consultation --></p>\n<!-- kc:law new -->"


def _page(root: Path, templates: Path, day: dt.date, language: str = "nl") -> str:
    write_centre(root)
    (root / "projects/_registers/legal.yml").write_text(REGISTER, "utf-8")
    page = Page(title="Proef", description="Een proef.")
    document = Document("about/index", language, "docs/about/index.md", page, BODY, 1)
    return documents.render(document, BODY, Rendering(valid(root), language, templates, day))


def _amount(root: Path) -> Amount:
    write_centre(root)
    (root / "projects/_registers/legal.yml").write_text(REGISTER, "utf-8")
    return valid(root).amounts["works"]


def test_the_amount_in_force_on_a_day_is_shown_with_its_period(tmp_path: Path, real: Path) -> None:
    html = _page(tmp_path, real / "overrides", dt.date(2025, 12, 31))
    assert "5.538.000" in html
    assert "5.404.000" not in html
    assert "verouderd" not in html.lower()


def test_without_an_amount_in_force_the_newest_is_marked(tmp_path: Path, real: Path) -> None:
    html = _page(tmp_path, real / "overrides", dt.date(2028, 1, 1))
    assert "5.404.000" in html
    assert 'class="ended"' in html


def test_an_amount_holds_on_its_first_and_on_its_last_day(tmp_path: Path) -> None:
    amount = _amount(tmp_path)
    shown = {
        day: amount.on(dt.date.fromisoformat(day)).amount_eur
        for day in (
            "2024-01-01",
            "2025-12-31",
            "2026-01-01",
            "2027-12-31",
        )
    }
    assert list(shown.values()) == [5538000, 5538000, 5404000, 5404000]


def test_an_article_links_its_act_and_says_that_nobody_read_it(tmp_path: Path, real: Path) -> None:
    html = _page(tmp_path, real / "overrides", dt.date(2026, 6, 30), "en")
    assert '<a href="https://example.org/wet" rel="external">article 51 of the law</a>' in html
    assert "(to be checked)" in html
    assert 'class="ended"' not in html


def test_an_article_that_has_ended_says_so_on_the_page(tmp_path: Path, real: Path) -> None:
    html = _page(tmp_path, real / "overrides", dt.date(2026, 7, 1), "en")
    assert "No longer in force after" in html
    assert '<time datetime="2026-06-30">30 June 2026</time>' in html
