"""The lines of a card: the route beside the words, the contours along it, and the mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]

MARK_BOX = 44
"""Width and height of the drawing of the mark, in the units of its own points."""

_ROUTE = (
    *((742, 690), (742, 610), (812, 582), (880, 548)),  # from below to the first of four stops
    *((962, 507), (1052, 518), (1052, 446), (1052, 374), (936, 396), (936, 312)),
    *((936, 236), (1092, 250), (1092, 150)),
)
_BEYOND = ((1092, 60), (1010, 60), (1000, -30))
_MARK = ((8, 36), (8, 22), (21, 28), (22, 22), (23, 16), (36, 22), (36, 8))
_FINENESS = 40  # points on each curve


def route() -> list[Point]:
    """Return the points of the route, from outside the card to its goal."""
    return _chain(_ROUTE)


def stops(steps: int) -> list[int]:
    """Return which points of the route are its stops; the last one is the goal."""
    last = len(route()) - 1
    return [last * step // steps for step in range(1, steps + 1)]


def mark() -> list[Point]:
    """Return the points of the road in the mark, those of ``partials/mark.html``."""
    return _chain(_MARK)


def contour(distance: float) -> list[Point]:
    """Return a line that follows the route at a distance and runs off the card above its goal."""
    return [(x + distance, y) for x, y in _chain(_ROUTE + _BEYOND)]


def _chain(points: Sequence[Point]) -> list[Point]:
    """Return points along cubic Bézier curves that follow each other, equally many on each."""
    parts = [points[start : start + 4] for start in range(0, len(points) - 3, 3)]
    steps = [step / _FINENESS for step in range(1, _FINENESS + 1)]
    return [points[0], *(_bezier(part, share) for part in parts for share in steps)]


def _bezier(points: Sequence[Point], share: float) -> Point:
    while len(points) > 1:
        points = [
            (x + (to_x - x) * share, y + (to_y - y) * share)
            for (x, y), (to_x, to_y) in pairwise(points)
        ]
    return points[0]
