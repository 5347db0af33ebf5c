"""What was measured of the site itself: barriers, valid HTML, and what a visit leaves behind.

The register is written by ``tests/browser/measure_site.py``; the accessibility statement and the
page on privacy are made from it, so that neither claims more than was found.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kenniscentrum.core.fields import Date, Declared, Line, described

Count = Annotated[int, Field(ge=0)]


class Barrier(Declared):
    """A rule of axe-core that pages break."""

    rule: Line = described("Regel van axe-core.", "Rule of axe-core.", "color-contrast")
    pages: Count = described("Op hoeveel pagina's.", "On how many pages.", 3)
    example: Line = described(
        "Adres van een van die pagina's, met taal.",
        "Address of one of those pages, with its language.",
        "en/projects/turing/",
    )


class Look(Declared):
    """A way in which every page was looked at."""

    scheme: Line = described("Kleuren: `light` of `dark`.", "Colours: `light` or `dark`.", "light")
    width: Count = described("Breedte in CSS-pixels.", "Width in CSS pixels.", 1280)


class Stored(Declared):
    """A choice that the browser of a visitor keeps, and only after it was made."""

    key: Line = described("Naam in localStorage.", "Name in localStorage.", "kc-scheme")
    values: tuple[Line, ...] = described("Wat er kan staan.", "What can stand there.", ["dark"])


class Conformance(Declared):
    """What was found on one day, on every page of the site."""

    measured_on: Date = described("Dag van de meting.", "Day of the measurement.", "2026-11-29")
    tools: dict[str, Line] = described(
        "Programma's en hun versies.", "Programs and their versions.", {"axe-core": "4.11.0"}
    )
    pages: Count = described(
        "Aantal pagina's, elke taal apart.", "Number of pages, each language apart.", 648
    )
    looks: tuple[Look, ...] = described("Hoe ze bekeken zijn.", "How they were looked at.")
    barriers: tuple[Barrier, ...] = described(
        "Regels die pagina's breken.", "Rules that pages break.", default=()
    )
    html_files: Count = described(
        "Aantal bestanden dat op geldige HTML en SVG is nagekeken.",
        "Number of files that were checked for valid HTML and SVG.",
        700,
    )
    html_errors: Count = described("Fouten daarin.", "Errors in them.", 0)
    other_hosts: tuple[Line, ...] = described(
        "Andere computers waaraan een pagina iets vroeg.",
        "Other hosts that a page asked something of.",
        default=(),
    )
    cookies: tuple[Line, ...] = described("Namen van cookies.", "Names of cookies.", default=())
    unasked: tuple[Line, ...] = described(
        "Wat bewaard werd zonder dat een bezoeker iets koos.",
        "What was kept although no visitor chose anything.",
        default=(),
    )
    stored: tuple[Stored, ...] = described(
        "Wat bewaard wordt nadat een bezoeker kiest.",
        "What is kept after a visitor chooses.",
        default=(),
    )
