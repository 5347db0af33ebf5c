"""Words and sentences of texts are counted as a reader would."""

from __future__ import annotations

import pytest

from kenniscentrum.core.prose import Measure, measure, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een zin van vijf woorden.", Measure(5, 1)),
        ("Een zin. Nog een zin!", Measure(5, 2)),
        ("Op 3 mei. Daarna niets.", Measure(4, 2)),
        ("## Een kop\n\nEen zin.", Measure(2, 1)),
        ("| a | b |\n| --- | --- |\n| c | d |\n\nEen zin.", Measure(2, 1)),
        ("Een zin\ndie doorloopt.", Measure(4, 1)),
        ("- een punt\n- nog een punt\n", Measure(5, 2)),
        ("1. Eerst dit.\n2. Dan dat.\n", Measure(4, 2)),
        ("Zie [de gids](route.md) en `code` op https://example.org/een.", Measure(5, 1)),
        ('!!! note "Geen advies"\n    Lees na.\n', Measure(2, 1)),
        ("Het is <!-- kc:amount eu-works --> waard.", Measure(3, 1)),
        ("```\ncode\n```\n", Measure(0, 0)),
        ("", Measure(0, 0)),
    ],
)
def test_a_text_has_so_many_words_and_sentences(text: str, expected: Measure) -> None:
    assert measure(text) == expected


def test_the_mean_of_nothing_is_nothing() -> None:
    assert measure("").mean == 0


def test_words_are_those_that_a_reader_sees() -> None:
    text = "# Kop\n\nZie **O&O-diensten** en foto’s op [www](https://example.org/x.md).\n"
    assert words(text) == ["Kop", "Zie", "O", "O-diensten", "en", "foto’s", "op", "www"]
