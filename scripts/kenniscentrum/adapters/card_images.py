"""Draws cards as PNG images, and keeps the images of the last build so that few are drawn anew.

An image has sixteen colours: the band, and steps from it to each other colour of a card. Masks are
drawn in grey and their greys are looked up among these steps, which is fast and makes small files.
"""

from __future__ import annotations

import hashlib
import io
import math
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import font_source_sans_pro
import PIL
from PIL import Image, ImageDraw, ImageFont

from kenniscentrum.views import cardlayout, cardroute, cards
from kenniscentrum.views.cardlayout import LEFT, MARK, RIGHT, TOP, Line, layout
from kenniscentrum.views.cardroute import Point
from kenniscentrum.views.cards import COLOURS, Card

_SHADES = {
    "ink": (0.2, 0.4, 0.6, 0.8, 1.0),
    "soft": (0.34, 0.67, 1.0),
    "amber": (0.34, 0.67, 1.0),
    "road": (0.15, 0.45, 0.72, 1.0),
}
_FAINT, _DIM, _FULL = 38, 115, 255  # greys that give the first, second and last shade of the road
_WEIGHTS = {"regular": "", "semibold": "Semibold", "bold": "Bold"}
_FINE = 3  # shapes are drawn this many times too large, so that their edges become smooth
_SIGN = 34  # width and height of the sign before a phase


def write(drawn: Iterable[Card], site: Path, kept: Path) -> None:
    """Write the images of cards to their places in a site.

    ``kept`` is the folder of images by all that they were drawn from. Those that this build has no
    use for are deleted there.
    """
    tools = hashlib.sha256(PIL.__version__.encode())
    for module in (__file__, cards.__file__, cardlayout.__file__, cardroute.__file__):
        tools.update(Path(module).read_bytes())
    kept.mkdir(parents=True, exist_ok=True)
    used = set()
    for card in drawn:
        key = hashlib.sha256(tools.digest() + repr(card).encode()).hexdigest()
        image = kept / f"{key}.png"
        used.add(image.name)
        if not image.exists():
            fresh = image.with_suffix(".new")  # never half an image under its own name
            fresh.write_bytes(draw(card))
            fresh.replace(image)
        target = site / card.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(image.read_bytes())
    for image in kept.iterdir():
        if image.name not in used:
            image.unlink(missing_ok=True)


def draw(card: Card) -> bytes:
    """Return the image of a card as PNG: with equal packages, equal bytes for equal cards."""
    image = _scene(card.steps, card.reached).copy()
    for line in layout(card, width):
        _write_line(image, line)
        if line.sign:
            middle = line.baseline - round(line.size * 0.33)
            sign = _sign(card.steps, card.reached)
            image.paste(sign, (LEFT, middle - _SIGN // 2))
    image.putpalette(_palette())
    file = io.BytesIO()
    # Of flat images runs of one colour are nearly all there is to find; it is the fastest, too.
    image.save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


def width(text: str, weight: str, size: int) -> float:
    """Return the width of a text in pixels: letters do not move closer to each other here."""
    return sum(_advance(letter, weight, size) for letter in text)


@cache
def _advance(letter: str, weight: str, size: int) -> float:
    return _font(weight, size).getlength(letter)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    file = font_source_sans_pro.font_files_ttf[f"SourceSansPro{_WEIGHTS[weight]}"]
    # The other layout engine leans on a library of the machine, so its results may differ.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _palette() -> list[int]:
    """Return red, green and blue of the band and of each shade, in their order."""
    band = bytes.fromhex(COLOURS["band"][1:])
    found = list(band)
    for name, shades in _SHADES.items():
        full = bytes.fromhex(COLOURS[name][1:])
        for share in shades:
            found += [round(b + (f - b) * share) for b, f in zip(band, full, strict=True)]
    return found


@cache
def _places(colour: str) -> list[int]:
    """Return for each grey of a mask the place of the nearest shade in the palette."""
    names = list(_SHADES)
    first = 1 + sum(len(_SHADES[name]) for name in names[: names.index(colour)])
    shades = {0.0: 0} | {share: first + index for index, share in enumerate(_SHADES[colour])}
    return [shades[min(shades, key=lambda share: abs(share - grey / 255))] for grey in range(256)]


def _lay(image: Image.Image, mask: Image.Image, colour: str, at: tuple[int, int]) -> None:
    """Lay a mask in a colour over an image; where the mask is black the image stays."""
    shades = mask.point(_places(colour))
    image.paste(shades, at, shades.point([0] + [255] * 255))


def _write_line(image: Image.Image, line: Line) -> None:
    font = _font(line.weight, line.size)
    size = math.ceil(width(line.text, line.weight, line.size)) + 8, line.bottom - line.top
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).text((4, line.baseline - line.top), line.text, 255, font, anchor="ls")
    _lay(image, mask, line.colour, (line.x - 4, line.top))


class _Sheet:
    """A mask of shapes over a part of an image; measures are those of the image."""

    def __init__(self, x: int, y: int, width: int, height: int) -> None:
        self._at = x, y
        self._mask = Image.new("L", (width * _FINE, height * _FINE))
        self._pen = ImageDraw.Draw(self._mask)

    def line(self, points: Sequence[Point], thick: float, grey: int = _FULL) -> None:
        """Draw a line with round ends."""
        places = [self._place(point) for point in points]
        self._pen.line(places, grey, round(thick * _FINE), joint="curve")
        for end in (points[0], points[-1]):
            self.wedge(end, thick / 2, 1, grey)

    def ring(self, centre: Point, radius: float, thick: float, grey: int = _FULL) -> None:
        """Draw a circle; ``radius`` is that of its outer edge."""
        self._pen.ellipse(self._box(centre, radius), None, grey, round(thick * _FINE))

    def wedge(self, centre: Point, radius: float, share: float, grey: int = _FULL) -> None:
        """Fill a share of a disc, clockwise from above."""
        self._pen.pieslice(self._box(centre, radius), -90, 360 * share - 90, grey)

    def sign(self, centre: Point, radius: float, share: float) -> None:
        """Draw a circle that is filled for a share, as a stop on the route of the home page."""
        if share == 1:
            self.wedge(centre, radius, 1)
            return
        self.ring(centre, radius, radius / 7 + 1)
        if share:
            self.wedge(centre, radius * 0.7, share)

    def lay_on(self, image: Image.Image, colour: str) -> None:
        """Lay the shapes over an image in a colour."""
        _lay(image, self._mask.reduce(_FINE), colour, self._at)

    def _place(self, point: Point) -> Point:
        return (point[0] - self._at[0]) * _FINE, (point[1] - self._at[1]) * _FINE

    def _box(self, centre: Point, radius: float) -> tuple[float, float, float, float]:
        x, y = self._place(centre)
        far = radius * _FINE
        return x - far, y - far, x + far, y + far


@cache
def _scene(steps: int, reached: int) -> Image.Image:
    """Draw what stands behind the words: the mark, and the route as far as it was walked."""
    image = Image.new("L", (Card.width, Card.height))
    left = RIGHT - 160
    contours, road, here = (_Sheet(left, 0, Card.width - left, Card.height) for _ in range(3))
    way, places = cardroute.route(), cardroute.stops(steps)
    for distance in (-72, -36, 36, 72):
        contours.line(cardroute.contour(distance), 1.4, _FAINT)
    road.line(way, 3, _DIM)
    if reached:
        road.line(way[: places[reached - 1] + 1], 5)
    for step, place in enumerate(places, 1):
        stop, radius = way[place], 18 + 16 * step / steps
        halo = 14 if step == reached else 0
        for sheet in (contours, road):
            sheet.wedge(stop, radius + halo, 1, 0)
        if halo:
            here.ring(stop, radius + halo, 1.5, 88)
            here.sign(stop, radius, step / steps)
        elif step < reached:
            road.sign(stop, radius, step / steps)
        else:
            road.ring(stop, radius, 3.5, _DIM)
    for sheet, colour in ((contours, "road"), (road, "road"), (here, "amber")):
        sheet.lay_on(image, colour)
    _lay_mark(image)
    return image


@cache
def _sign(steps: int, reached: int) -> Image.Image:
    image = Image.new("L", (_SIGN, _SIGN))
    sheet = _Sheet(0, 0, _SIGN, _SIGN)
    sheet.sign((_SIGN / 2, _SIGN / 2), _SIGN / 2 - 1, reached / steps)
    sheet.lay_on(image, "amber")
    return image


def _lay_mark(image: Image.Image) -> None:
    """Draw the mark of ``partials/mark.html`` in the colours that it has on a dark band."""
    unit = MARK / cardroute.MARK_BOX

    def place(x: float, y: float) -> Point:
        return LEFT + x * unit, TOP + y * unit

    road, end = (_Sheet(LEFT, TOP, MARK, MARK) for _ in range(2))
    road.line([place(*point) for point in cardroute.mark()], 3 * unit)
    for centre in (place(8, 36), place(22, 22)):
        road.wedge(centre, 6.5 * unit, 1, 0)
        road.ring(centre, 6.5 * unit, 3 * unit)
    road.wedge(place(22, 22), 5 * unit, 0.5)
    road.wedge(place(36, 8), 6.5 * unit, 1, 0)
    end.wedge(place(36, 8), 6.5 * unit, 1)
    road.lay_on(image, "soft")
    end.lay_on(image, "amber")
