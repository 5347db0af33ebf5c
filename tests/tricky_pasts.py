"""Tricky pasts of a record or page, each with what must be said of it, written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from synthetic_repository import HOUR, START, Stream

NEW = "opgenomen in het kenniscentrum"
RECORD = """\
# A comment
format: 1
id: NAME
programme: pio
title: {nl: Zuiver water, en: Clean water}
organisations: [stad, haven]
phase: {code: preliminary-path}
themes: [water]
need:
  nl: De stad verliest water.
  en: The city loses water.
market_consultation:
  conclusions:
    - {nl: De techniek bestaat., en: The technology exists.}
budget:
  - basis: approved
    amount_eur: 250000
events:
  - id: market-day
    kind: market-consultation
    date: "2019-10"
    text: {nl: De markt komt en toont oplossingen., en: The market comes.}
  - id: start
    kind: award
    date: "2020"
    text: {nl: De opdracht begint., en: The contract begins.}
"""
REPORT = """\
---
title: Verslag
description: Een verslag.
---

De inleiding.

## De vraag

Wat kan de markt?
"""
CALLS = """\
calls:
  - id: oproep
    programme: pio
    kind: regular
    title: {nl: Oproep, en: Call}
    deadlines:
      - id: submission
        date: "2019-06-14"
"""


@dataclass
class Step:
    """A commit of a case: what it does to the file, and how it is made."""

    edits: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None  # instead of what the file held
    moved: str = ""
    gone: bool = False
    beside: dict[str, str] = field(default_factory=dict)  # other files
    branches: tuple[tuple[tuple[tuple[str, str], ...], ...], ...] = ()  # edits, commit by commit
    when: dt.datetime | None = None
    written: dt.datetime | None = None
    ignored: bool = False
    mode: str = "100644"


@dataclass
class Case:
    """A file with its steps, and the lines that its page must say; ``said`` are those in Dutch."""

    name: str
    said: list[str]
    steps: list[Step]
    english: list[str] | None = None
    file: str = ""
    start: str = RECORD
    address: str = ""
    marks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = self.file or f"projects/{self.name}.yml"
        self.address = self.address or f"projects/{self.name}"
        self._held = self.start.replace("NAME", self.name).encode()

    def run(self, stream: Stream) -> Iterator[set[int]]:
        """Make the commits one by one; yield the marks that are to be ignored."""
        self.marks.append(stream.commit({self.file: self._held}))
        yield set()
        for step in self.steps:
            sides = [self._branch(edits, stream) for edits in step.branches]
            files: dict[str, bytes | None] = {k: v.encode() for k, v in step.beside.items()}
            if step.moved:
                files[self.file], self.file = None, step.moved
            if step.content is not None:
                self._held = step.content
            self._held = _edited(self._held, step.edits)
            files[self.file] = None if step.gone else self._held
            mark = stream.commit(
                files, merged=sides, when=step.when, written=step.written, mode=step.mode
            )
            self.marks.append(mark)
            yield {mark} if step.ignored else set()

    @property
    def last(self) -> int:
        """The mark of the last commit that touched the bytes or the name of the file."""
        same = {"mode-only": 0, "report": 2}
        return self.marks[same.get(self.name, -1)]

    def _branch(self, commits: tuple[tuple[tuple[str, str], ...], ...], stream: Stream) -> int:
        mark, held = stream.head, self._held
        for edits in commits:
            held = _edited(held, edits)
            mark = stream.commit({self.file: held}, onto=mark)
        return mark


def _edited(content: bytes, edits: tuple[tuple[str, str], ...]) -> bytes:
    for before, after in edits:
        assert before.encode() in content, before
        content = content.replace(before.encode(), after.encode())
    return content


def change(before: str, after: str) -> Step:
    return Step(((before, after),))


EXECUTION = ("code: preliminary-path", "code: execution")
STOPPED = ("code: execution", "code: stopped")
EVENT = RECORD[RECORD.index("  - id: start") :]
LATE, EARLY = START + HOUR * 50000, START - HOUR * 50000

CASES = [
    Case(
        "phase-moved",
        ["1 fase: voortraject → uitvoering", f"0 {NEW}"],
        [Step((EXECUTION,))],
        ["1 phase: preliminary path → execution", "0 added to the knowledge centre"],
    ),
    Case(
        "reverted",
        ["2 fase: uitvoering → voortraject", "1 fase: voortraject → uitvoering", f"0 {NEW}"],
        [Step((EXECUTION,)), Step((EXECUTION[::-1],))],
    ),
    Case(
        "amount",
        ["1 bedrag (goedgekeurd) gewijzigd van € 250.000 naar € 300.000", f"0 {NEW}"],
        [change("amount_eur: 250000", "amount_eur: 300000")],
        [
            "1 amount (approved) changed from €250,000 to €300,000",
            "0 added to the knowledge centre",
        ],
    ),
    Case(
        "conclusions",
        ["2 2 conclusies toegevoegd", "1 conclusie toegevoegd", f"0 {NEW}"],
        [
            change("exists.}\n", "exists.}\n    - {nl: Ze is duur., en: It is expensive.}\n"),
            change(
                "    - {nl: De techniek",
                "    - {nl: Er is één aanbieder., en: One firm.}\n"
                "    - {nl: Normen ontbreken., en: No standards.}\n    - {nl: De techniek",
            ),
        ],
    ),
    Case(
        "reformatted",
        [f"0 {NEW}"],
        [
            change("phase: {code: preliminary-path}", 'phase:\n    code: "preliminary-path"'),
            change("De stad verliest water.", ">-\n    De stad\n    verliest water."),
        ],
    ),
    Case(
        "keys-in-another-order",
        [f"0 {NEW}"],
        [
            Step(
                (
                    ("phase: {code: preliminary-path}\n", ""),
                    ("need:\n", "phase: {code: preliminary-path}\nneed:\n"),
                )
            )
        ],
    ),
    Case("comment-only", [f"0 {NEW}"], [change("# A comment", "# Another comment")]),
    Case(
        "default-written-out",
        [f"0 {NEW}"],
        [change('date: "2020"', 'date: "2020"\n    certainty: stated')],
    ),
    Case(
        "stamped",
        [f"0 {NEW}"],
        [change("programme: pio\n", 'programme: pio\ntranslated_from: {en: "12345678"}\n')],
    ),
    Case("mode-only", [f"0 {NEW}"], [Step(mode="100755")]),
    Case(
        "language-added",
        ["1 vertaald in het Engels: tekst over de behoefte", f"0 {NEW}"],
        [change("water.\nmarket", "water.\n  en: The city loses water.\nmarket")],
        ["1 translated into English: text on the need", "0 added to the knowledge centre"],
        start=RECORD.replace("  en: The city loses water.\n", ""),
    ),
    Case(
        "one-language-changed",
        ["1 in het Engels gewijzigd: tekst over de behoefte", f"0 {NEW}"],
        [change("The city loses", "The town loses")],
        ["1 text on the need changed", "0 added to the knowledge centre"],
    ),
    Case(
        "event-split",
        [
            "1 gebeurtenis (marktconsultatie, oktober 2019): tekst gewijzigd",
            "1 gebeurtenis toegevoegd: infosessie, november 2019",
            f"0 {NEW}",
        ],
        [
            Step(
                (
                    ("De markt komt en toont oplossingen.", "De markt komt."),
                    (
                        "  - id: start",
                        '  - id: shown\n    kind: info-session\n    date: "2019-11"\n'
                        "    text: {nl: De markt toont oplossingen., en: It shows.}\n  - id: start",
                    ),
                )
            )
        ],
    ),
    Case(
        "event-more-precise",
        ["1 gebeurtenis (marktconsultatie): datum: oktober 2019 → 10 oktober 2019", f"0 {NEW}"],
        [change('date: "2019-10"', 'date: "2019-10-10"')],
    ),
    Case(
        "event-removed",
        ["1 gebeurtenis verwijderd: gunning, 2020", f"0 {NEW}"],
        [change(EVENT, "")],
    ),
    Case(
        "leader",
        ["2 organisatie toegevoegd: Meetbedrijf", "1 organisatie: andere volgorde", f"0 {NEW}"],
        [change("[stad, haven]", "[haven, stad]"), change("[haven, stad]", "[haven, stad, meter]")],
    ),
    Case(
        "moved-now",
        ["1 verhuisd van /projects/moved/ naar /projects/moved-now/", f"0 {NEW}"],
        [
            Step(
                (("id: moved\n", "id: moved-now\nformer_ids: [moved]\n"),),
                moved="projects/moved-now.yml",
            )
        ],
        start=RECORD.replace("id: NAME", "id: moved"),
        file="projects/moved.yml",
    ),
    Case(
        "moved-and-changed",
        [
            "2 fase: uitvoering → gestopt",
            "1 verhuisd van /projects/start/ naar /projects/moved-and-changed/",
            "1 fase: voortraject → uitvoering",
            f"0 {NEW}",
        ],
        [Step((EXECUTION,), moved="projects/moved-and-changed.yml"), Step((STOPPED,))],
        file="projects/start.yml",
    ),
    Case(
        "merged",
        ["1 fase: voortraject → gestopt", f"0 {NEW}"],
        [
            Step(
                (("code: preliminary-path", "code: stopped"),),
                branches=(((EXECUTION,), (STOPPED,)),),
            )
        ],
    ),
    Case(
        "conflict-resolved",
        [
            "2 bedrag (goedgekeurd) gewijzigd van € 300.000 naar € 350.000",
            "1 bedrag (goedgekeurd) gewijzigd van € 250.000 naar € 300.000",
            f"0 {NEW}",
        ],
        [
            change("250000", "300000"),
            Step((("300000", "350000"),), branches=((((("300000", "400000"),)),),)),
        ],
    ),
    Case(
        "octopus",
        [
            "1 fase: voortraject → uitvoering",
            "1 tekst over de behoefte gewijzigd",
            f"0 {NEW}",
        ],
        [
            Step(
                (
                    EXECUTION,
                    ("verliest water", "verliest veel water"),
                    ("loses water", "loses much water"),
                ),
                branches=(((EXECUTION,),), (((("verliest water", "verliest veel water"),)),)),
            )
        ],
    ),
    Case(
        "rebased",
        ["1 fase: voortraject → uitvoering", f"0 {NEW}"],
        [Step((EXECUTION,), written=EARLY)],
    ),
    Case(
        "clock-went-back",
        ["2 fase: uitvoering → gestopt", "1 fase: voortraject → uitvoering", f"0 {NEW}"],
        [Step((EXECUTION,), when=LATE), Step((STOPPED,), when=EARLY)],
    ),
    Case(
        "ignored",
        ["2 fase: uitvoering → gestopt", f"0 {NEW}"],
        [Step((EXECUTION,), ignored=True), Step((STOPPED,))],
    ),
    Case(
        "gone-and-back",
        [
            "2 opnieuw opgenomen in het kenniscentrum",
            "2 fase: voortraject → uitvoering",
            "1 van de site gehaald",
            f"0 {NEW}",
        ],
        [Step(gone=True), Step((EXECUTION,))],
    ),
    Case(
        "unreadable-between",
        ["3 fase: voortraject → uitvoering", f"0 {NEW}"],
        [
            Step(content=b"\xff\xfe not text"),
            Step(content=b"need: [unclosed\n"),
            Step((EXECUTION,), content=RECORD.replace("NAME", "unreadable-between").encode()),
        ],
    ),
    Case(
        "earlier-format",
        ["1 anders ingedeeld: dat deel is hier niet vergeleken", f"0 {NEW}"],
        [
            Step(
                (
                    ("title: Zuiver water", "title: {nl: Zuiver water, en: Clean water}"),
                    ("status: running\n", ""),
                )
            )
        ],
        start=RECORD.replace("{nl: Zuiver water, en: Clean water}", "Zuiver water").replace(
            "phase:", "status: running\nphase:"
        ),
    ),
    Case(
        "report",
        [
            "3 vertaling in het Engels toegevoegd",
            "2 tekst gewijzigd: ‘De vraag’",
            "2 nieuw in de tekst: ‘Het antwoord’",
            '1 verhuisd van /consultations/een "été"/ naar /consultations/report/',
            f"0 {NEW}",
        ],
        [
            Step(moved="docs/consultations/report.md"),
            Step(
                (
                    ("De inleiding.\n", "De\ninleiding.\n"),  # filled anew: silent
                    ("Wat kan de markt?\n", "Wat kan de markt nu?\n\n## Het antwoord\n\nVeel.\n"),
                )
            ),
            Step(beside={"docs/consultations/report.en.md": REPORT}),
        ],
        file='docs/consultations/een "été".md',
        start=REPORT,
        address="consultations/report",
    ),
    Case(
        "call",
        [
            "2 verhuisd van /calls/oproep/ naar /calls/eerste-oproep/",
            "1 uiterste indiendatum: datum: 14 juni 2019 → 21 juni 2019",
            f"0 {NEW}",
        ],
        [
            change("2019-06-14", "2019-06-21"),
            change("id: oproep\n", "id: eerste-oproep\n    former_ids: [oproep]\n"),
        ],
        file="projects/_registers/calls.yml",
        start=CALLS,
        address="calls/eerste-oproep",
    ),
]
