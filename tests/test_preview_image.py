"""The image of a shared page: what stands on it, that it fits, and that it is drawn once."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kenniscentrum.adapters import card_images
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.cardlayout import BOTTOM, LEFT, RIGHT, TOP, Line, fit, layout
from kenniscentrum.views.cards import COLOURS, Card
from kenniscentrum.views.site import Site

TEXT_COLOURS = ("ink", "soft", "amber")
LONG = Card("Centrum " * 12, "Soort " * 30, "Ab " * 200, ("Dienst " * 40,), "Fase " * 30)
UNBROKEN = Card("C" * 90, "S" * 90, "Mm" * 90, ("D" * 300,), "F" * 90)


@pytest.fixture(scope="module")
def cards(real_site: Site) -> list[Card]:
    return real_site.cards()


def _image(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(card_images.draw(card)))


def _words(card: Card, bare: Card) -> tuple[int, int, int, int]:
    """Return the box of what two drawings differ in."""
    images = (_image(item).convert("RGB") for item in (card, bare))
    box = ImageChops.difference(*images).getbbox()
    assert box
    return box


def _over_each_other(one: Line, other: Line) -> bool:
    return one.top < other.bottom - 0.4 * other.size and other.top < one.bottom - 0.4 * one.size


def _wrong(card: Card) -> list[str]:
    """Say which lines of a card leave its margins or stand on each other."""
    lines = layout(card, card_images.width)
    ends = [line.x + card_images.width(line.text, line.weight, line.size) for line in lines]
    wrong = [
        line.text
        for line, end in zip(lines, ends, strict=True)
        if line.x < LEFT or end > RIGHT or line.top < TOP - 20 or line.bottom > BOTTOM
    ]
    return wrong + [a.text for a, b in combinations(lines, 2) if _over_each_other(a, b)]


def test_equal_cards_give_equal_bytes_and_other_cards_other_ones(cards: list[Card]) -> None:
    first = [card_images.draw(card) for card in cards[:3]]
    for drawn_once in (card_images._scene, card_images._sign, card_images._font):
        drawn_once.cache_clear()
    assert [card_images.draw(replace(card)) for card in cards[:3]] == first
    assert len(set(first)) == 3
    assert len({card.file for card in cards}) == len(cards)


def test_an_image_has_the_size_and_few_colours(cards: list[Card]) -> None:
    for card in cards[:5]:
        image = _image(card)
        assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
        assert len(image.getcolors() or []) <= 16
        assert len(card_images.draw(card)) < 60_000


def test_the_words_of_every_card_stand_inside_the_margins(cards: list[Card]) -> None:
    assert {card.title: found for card in cards if (found := _wrong(card))} == {}
    cut = [card.title for card in cards if "…" in str(layout(card, card_images.width))]
    assert cut == []


@pytest.mark.parametrize("card", [LONG, UNBROKEN], ids=["many words", "endless words"])
def test_words_that_cannot_fit_are_cut_and_stay_inside(card: Card) -> None:
    assert _wrong(card) == []
    lines = layout(card, card_images.width)
    assert {line.text[-1] for line in lines if line.weight == "regular"} >= {"…"}
    assert [line.text[-1] for line in lines if line.weight == "bold"][-1] == "…"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_longest_title_is_drawn_inside_the_margins(language: str, real_site: Site) -> None:
    found = (real_site.card(address, language) for address in real_site.addresses)
    longest = max((card for card in found if card), key=lambda card: len(card.title))
    assert len(longest.title) > 80
    left, top, right, bottom = _words(longest, replace(longest, title="i", facts=(), phase=""))
    assert left >= LEFT - 2  # a round or slanted letter begins a hair before its place
    assert right <= RIGHT
    assert TOP < top < bottom <= BOTTOM
    sizes = {line.size for line in layout(longest, card_images.width) if line.weight == "bold"}
    assert min(sizes) >= 50  # a third of it in a thumbnail can still be read


@given(st.text(min_size=1).filter(str.strip), st.integers(60, 400), st.integers(40, 200))
def test_any_text_fits_its_box_in_lines_of_its_own_words(
    text: str, width: int, height: int
) -> None:
    def measure(part: str, weight: str, size: int) -> float:
        return len(part) * size / 2

    lines, size = fit(text, "bold", measure, width, height, (40, 30, 20))
    assert lines
    assert all(measure(line, "bold", size) <= width for line in lines)
    assert len(lines) == 1 or (1.1 * len(lines) - 0.42) * size <= height + 1e-6
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_lines_are_about_equally_long() -> None:
    words = "een twee drie vier vijf zes zeven acht"
    lines, _ = fit(words, "bold", lambda text, _, size: len(text) * size, 340, 40, (10,))
    assert lines == ["een twee drie vier", "vijf zes zeven acht"]


def test_widths_are_those_of_the_drawn_letters(cards: list[Card]) -> None:
    for card in cards[::9]:
        for line in layout(card, card_images.width):
            font = card_images._font(line.weight, line.size)
            assert card_images.width(line.text, line.weight, line.size) == pytest.approx(
                font.getlength(line.text)
            )


def test_the_font_has_every_letter_of_every_card(cards: list[Card]) -> None:
    font = card_images._font("bold", 40)
    letters = {letter for card in cards for letter in card.alt if letter.strip()}
    unknown = bytes(font.getmask("\uffff"))
    assert sorted(letter for letter in letters if bytes(font.getmask(letter)) == unknown) == []


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_words_stand_out_from_the_band(cards: list[Card]) -> None:
    used = {line.colour for card in cards for line in layout(card, card_images.width)}
    assert used == set(TEXT_COLOURS)
    band = _luminance(COLOURS["band"])
    for name in (*TEXT_COLOURS, "road"):
        assert (_luminance(COLOURS[name]) + 0.05) / (band + 0.05) >= 4.5, name


def test_the_colours_are_those_of_the_site(real: Path) -> None:
    assets = real / "overrides/assets"
    said = (assets / "tokens.css").read_text("utf-8") + (assets / "route.svg").read_text("utf-8")
    assert set(COLOURS.values()) <= set(re.findall(r"#[0-9a-f]{6}", said))


def test_a_page_about_one_thing_has_its_own_card_in_each_language(real_site: Site) -> None:
    kinds = ("project", "call")
    own = [a for a, page in real_site.records.items() if page.kind in kinds]
    own += [a for a in real_site.addresses if re.match(r"(guides|news|consultations)/(?!index)", a)]
    files = {real_site.card(a, code).file for a in own for code in real_site.languages}  # type: ignore[union-attr]
    assert len(files) == len(own) * len(real_site.languages) > 200


@pytest.mark.parametrize("kind", ["organisation", "theme"])
def test_other_pages_share_one_in_each_language(kind: str, real_site: Site) -> None:
    addresses = [a for a, page in real_site.records.items() if page.kind == kind]
    for code in real_site.languages:
        shared = {real_site.card(address, code) for address in addresses}
        assert len(addresses) > 5
        assert len(shared) == 1
        assert (shared == {real_site.card("index", code)}) == (kind == "theme")


def test_a_project_says_who_leads_it_and_where_it_stands(
    small: Corpus, site_of: Callable[[Corpus], Site]
) -> None:
    site = site_of(small)
    for key, project in small.projects.items():
        for code in site.languages:
            card = site.card(f"projects/{key}", code)
            assert card
            names = [small.organisations[item].name.root for item in project.organisations[:1]]
            assert card.facts == tuple(name.get(code, name["nl"]) for name in names)
            assert bool(card.phase) == bool(project.phase)
            assert all(part in card.alt for part in (card.title, card.centre, card.phase))


def test_an_unknown_phase_shows_no_step(corpus: Corpus, real_site: Site) -> None:
    unknown = [key for key, project in corpus.projects.items() if project.phase is None]
    assert unknown
    for key in unknown:
        card = real_site.card(f"projects/{key}", "nl")
        assert card
        assert (card.phase, card.reached) == ("", 0)


def test_without_an_address_or_in_the_preview_there_are_no_images(
    corpus: Corpus, real: Path
) -> None:
    for url, published in (("", True), ("https://kc.example/", False)):
        site = Site(corpus, real / "overrides", url, published=published)
        assert site.cards() == []
        assert site.frame("index", "nl", "").card is None


def test_a_second_build_draws_only_what_changed(
    cards: list[Card], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Card] = []
    draw = card_images.draw

    def count(card: Card) -> bytes:
        drawn.append(card)
        return draw(card)

    monkeypatch.setattr(card_images, "draw", count)
    first, second, third = cards[:3]
    kept = tmp_path / "kept"
    card_images.write([first, second], tmp_path / "one", kept)
    card_images.write([second, third], tmp_path / "two", kept)
    assert drawn == [first, second, third]
    assert len(list(kept.iterdir())) == 2
    for card in (second, third):
        assert (tmp_path / "two" / card.file).read_bytes() == draw(card)
