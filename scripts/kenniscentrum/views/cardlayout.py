"""Where the words of a card stand: how large, on which lines, inside which margins.

Widths come from a function of whoever draws, so that nothing here knows a font.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kenniscentrum.views.cards import Card

LEFT, TOP, RIGHT, BOTTOM = 72, 56, 800, 580
"""Margins of all words; the route is drawn right of them."""

MARK = 76
"""Width and height of the mark, which stands in the upper left corner."""

Measure = Callable[[str, str, int], float]
"""Returns the width of a text in a weight (``bold``, ``semibold``, ``regular``) and a size."""

_BODY = 168  # the words of the page stand below this, the mark and the name of the centre above it
_CAPITAL, _LEADING = 0.68, 1.1  # height of a capital and distance between lines, in sizes
_WORTH, _FIRM = 0.85, 54  # a text may shrink by so much to save a line, but no further than this
_TITLE_HEIGHT = 264
_TITLE_SIZES = (92, 84, 76, 70, 64, 59, 54, 50, 46, 42)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words; ``sign`` says that the sign of the project's phase stands before it."""

    text: str
    weight: str
    size: int
    colour: str
    x: int
    baseline: int
    sign: bool = False

    @property
    def top(self) -> int:
        """The height that an accent on a capital reaches."""
        return self.baseline - round(self.size * 0.92)

    @property
    def bottom(self) -> int:
        """The depth that the tail of a letter reaches."""
        return self.baseline + round(self.size * 0.28)


def layout(card: Card, measure: Measure) -> tuple[Line, ...]:
    """Place the words of a card: the centre's name above, the page's own words below it."""
    start = LEFT + MARK + 20
    texts, size = fit(card.centre, "semibold", measure, 480, 68, (30, 27, 24))
    step = round(size * 1.2)
    first = TOP + MARK // 2 + round(size * 0.33) - step * (len(texts) - 1) // 2
    name = [
        Line(text, "semibold", size, "ink", start, first + index * step)
        for index, text in enumerate(texts)
    ]
    return (*name, *_body(card, measure))


def _body(card: Card, measure: Measure) -> list[Line]:
    """Return the kind, the title, the facts and the phase, in the middle of the height left.

    The title takes what the facts leave of that height, so that it gives way to a long name.
    """
    width, lines, depth = RIGHT - LEFT, [], 0
    below = _below(card, measure)
    if card.kind:
        (text, *_), size = fit(card.kind, "semibold", measure, width, 40, (32, 28, 24))
        lines.append(Line(text, "semibold", size, "amber", LEFT, 24))
        depth = 24 + 26
    height = min(
        _TITLE_HEIGHT, BOTTOM - _BODY - depth - max((line.bottom for line in below), default=0)
    )
    texts, size = fit(card.title, "bold", measure, width, height, _TITLE_SIZES)
    depth += round(size * _CAPITAL)
    for index, text in enumerate(texts):
        depth += round(size * _LEADING) if index else 0
        lines.append(Line(text, "bold", size, "ink", LEFT, depth))
    lines += [replace(line, baseline=line.baseline + depth) for line in below]
    down = _BODY + (BOTTOM - _BODY - lines[-1].bottom) // 2
    return [replace(line, baseline=line.baseline + down) for line in lines]


def _below(card: Card, measure: Measure) -> list[Line]:
    """Return the facts and the phase as they stand below the last line of the title."""
    lines, depth = [], 26
    for fact in card.facts:
        texts, size = fit(fact, "regular", measure, RIGHT - LEFT, 80, (34, 31, 28))
        for text in texts:
            depth += round(size * 1.2)
            lines.append(Line(text, "regular", size, "soft", LEFT, depth))
    if card.phase:
        start = LEFT + 50
        (text, *_), size = fit(card.phase, "semibold", measure, RIGHT - start, 44, (34, 31, 28))
        lines.append(Line(text, "semibold", size, "ink", start, depth + 54, sign=True))
    return lines


def fit(
    text: str, weight: str, measure: Measure, width: int, height: int, sizes: Sequence[int]
) -> tuple[list[str], int]:
    """Return a text as lines of about equal width, in the largest size that a box can hold.

    The height is that from the top of the first capitals to the foot of the last ones. What the box
    cannot hold in the smallest size is left out and an ellipsis says so; a word that is wider is
    broken.
    """
    words = text.split()
    found: tuple[list[str], int] | None = None
    for size in sizes:
        if found and size < max(_FIRM, found[1] * _WORTH):
            break
        most = max(1, 1 + int((height / size - _CAPITAL) / _LEADING))
        spaces = [measure(word, weight, size) for word in words]
        blank = measure(" ", weight, size)
        lines = len(_wrapped(spaces, blank, width))
        fewer = found is None or lines < len(found[0])
        if fewer and lines <= most and max(spaces, default=0) <= width:
            found = _joined(words, _balanced(spaces, blank, width)), size
    if found:
        return found

    def fits(part: str) -> bool:
        return measure(part, weight, size) <= width

    pieces = [piece for word in words for piece in _broken(word, fits)]
    spaces = [measure(piece, weight, size) for piece in pieces]
    kept = _joined(pieces, _wrapped(spaces, blank, width))
    if len(kept) > most:
        last = kept[most - 1]
        while last and not fits(f"{last}…"):
            last = last[:-1].rstrip()
        kept = [*kept[: most - 1], f"{last}…"]
    return kept, size


def _wrapped(spaces: Sequence[float], blank: float, width: float) -> list[int]:
    """Return how many words each line takes if each takes as many as it can hold."""
    counts: list[int] = []
    used = 0.0
    for space in spaces:
        if counts and used + blank + space <= width:
            counts[-1] += 1
            used += blank + space
        else:
            counts.append(1)
            used = space
    return counts


def _balanced(spaces: Sequence[float], blank: float, width: int) -> list[int]:
    """Wrap in the narrowest width that takes no more lines: then they are about equally wide."""
    fewest = len(_wrapped(spaces, blank, width))
    low, high = math.ceil(max(spaces, default=0)), width
    while low < high:
        middle = (low + high) // 2
        if len(_wrapped(spaces, blank, middle)) > fewest:
            low = middle + 1
        else:
            high = middle
    return _wrapped(spaces, blank, high)


def _joined(words: Sequence[str], counts: Sequence[int]) -> list[str]:
    ends = [sum(counts[: index + 1]) for index in range(len(counts))]
    return [" ".join(words[end - count : end]) for end, count in zip(ends, counts, strict=True)]


def _broken(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield a word in the longest pieces that fit; a single letter is a piece whatever happens."""
    while word:
        end = next((size for size in range(len(word), 1, -1) if fits(word[:size])), 1)
        yield word[:end]
        word = word[end:]
