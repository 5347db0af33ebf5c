"""Front matter of the Markdown pages in ``docs/``: what each kind of page says of itself.

The folder decides the kind. The page in the leading language carries the facts; a translation
carries only its own title and description, so that a date or a source stands once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from kenniscentrum.core.dates import Period
from kenniscentrum.core.fields import Date, Declared, Fingerprint, Id, Line, Reference, described
from kenniscentrum.core.sources import Source

ProjectId = Annotated[Id, Reference("projects")]


class Page(Declared):
    """Any page: a title, and a description for search engines and lists."""

    title: Line = described("Titel.", "Title.")
    description: Annotated[str, described("Eén zin.", "One sentence.", max_length=300)]
    translated_from: Fingerprint | None = described(
        "In een vertaling: vingerafdruk van de pagina waarvan ze komt; `kc stamp` vult hem in.",
        "In a translation: fingerprint of the page it was made from; `kc stamp` fills it in.",
        default=None,
    )


class Translation(Page):
    """The page in another language than the leading one."""


class Guide(Page):
    """A guide for public bodies or companies."""

    audiences: tuple[Annotated[str, Reference("audiences")], ...] = described(
        "Voor wie.", "For whom.", ["public-body"]
    )
    stage: Annotated[str, Reference("guide_stages")] = described(
        "Deel van de route waarbij de gids hoort.",
        "Part of the route that the guide belongs to.",
        "preparation",
    )
    order: Annotated[
        str, described("Plaats in de lijst.", "Place in the list.", "010", pattern=r"^\d{3}$")
    ]
    reviewed: Date = described("Laatst nagelezen op.", "Last reviewed on.", "2026-11-24")
    review_by: Date = described("Opnieuw na te lezen vóór.", "To be reviewed before.", "2027-11-24")
    projects: tuple[ProjectId, ...] = described(
        "Projecten als voorbeeld.", "Projects as example.", ["turing"], default=()
    )
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.")


class Report(Page):
    """The report of a market consultation; its conclusions stand in the project's record."""

    project: ProjectId = described("Het project.", "The project.", "capsat")
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.")


class NewsItem(Page):
    """A dated item of the newsletter."""

    date: Date = described(
        "Datum van het feit: jaar, jaar-maand of volledige datum.",
        "Date of the fact: year, year-month or full date.",
        "2019-09",
    )
    kind: Annotated[str, Reference("news_kinds")] = described("Soort bericht.", "Kind of item.")
    history: Literal["milestone"] | None = described(
        "`milestone` als het feit in de tijdlijn van het programma hoort.",
        "`milestone` if the fact belongs in the time line of the programme.",
        default=None,
    )
    certainty: Literal["stated", "inferred"] = described(
        "`inferred` als de datum is afgeleid.",
        "`inferred` where the date was derived.",
        default="stated",
    )
    projects: tuple[ProjectId, ...] = described(
        "Projecten waarover het gaat.", "Projects it is about.", default=()
    )
    call: Annotated[Id, Reference("calls")] | None = described(
        "Oproep waarover het gaat.", "Call it is about.", default=None
    )
    sources: tuple[Source, ...] = described("Bronnen.", "Sources.")


class Edition(Page):
    """An edition of the newsletter: what happened in a period, chosen and told by an editor."""

    since: Date = described(
        "Begin van de periode: jaar, jaar-maand of volledige datum.",
        "Start of the period: year, year-month or full date.",
        "2019-03",
    )
    until: Date = described(
        "Einde van de periode, inbegrepen.", "End of the period, included.", "2019-05"
    )
    date: Date = described(
        "Datum van de editie in de webfeed en in de e-mail.",
        "Date of the edition in the web feed and in the e-mail.",
        "2019-05-31",
    )
    made: Date | None = described(
        "Wanneer de editie gemaakt is, als dat pas later gebeurde; de lezer ziet het.",
        "When the edition was made, if that was only later; the reader sees it.",
        default=None,
    )
    sources: tuple[Source, ...] = described(
        "Bronnen van feiten die niet in een dossier staan.",
        "Sources of facts that are not in a record.",
        default=(),
    )

    @property
    def period(self) -> Period:
        """The days that the edition is about."""
        return Period(self.since.first_day, self.until.last_day)


FOLDERS: dict[str, type[Page]] = {
    "guides": Guide,
    "consultations": Report,
    "news": NewsItem,
    "newsletter": Edition,
}
"""Kind of page per folder of ``docs/``; elsewhere, and for each ``index.md``, it is a Page."""
