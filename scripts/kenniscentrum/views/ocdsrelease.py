"""What a release in OCDS says of a project: parties, planning, tender, awards and contracts.

What the record does not know is absent. The vocabulary says what an event, a procedure or an amount
is in OCDS; what has no place there (news, the start of a project) stands in our own data only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.language import resolve
from kenniscentrum.core.occurrences import Occurrence
from kenniscentrum.core.records import Event, Project
from kenniscentrum.views.ocdsblocks import Block, Blocks, is_exact

AWARD, CONTRACT, TENDER = "award", "contract", "tender"


class Release:
    """The sections of the release of one project; ``today`` decides which dates are past."""

    def __init__(self, corpus: Corpus, project: Project, site_url: str, today: dt.date) -> None:
        self._blocks = Blocks(corpus, project, site_url, today)
        self._corpus, self._project, self._today = corpus, project, today
        self.parties = self._parties()
        self.tender = self._tender()
        self.awards = self._awards()
        self.contracts = self._contracts()
        self.planning = self._planning()

    @property
    def tags(self) -> list[str]:
        """The stages that the release tells of.

        The tender section is always there, because a title has no other place in OCDS; it makes no
        tag before a procedure or the publication of a tender is known.
        """
        implemented = any("implementation" in contract for contract in self.contracts)
        stages = {
            "planning": True,
            "tender": self._is_tendered,
            "award": self.awards,
            "contract": self.contracts,
            "implementation": implemented,
        }
        return [stage for stage, told in stages.items() if told]

    def sections(self) -> Block:
        """Return all sections that say something, in the order of the standard."""
        buyers = [party for party in self.parties if "buyer" in party.get("roles", ())]
        buyer = self._blocks.organisation(buyers[0]["id"]) if buyers else {}
        found = {
            "parties": self.parties,
            "buyer": buyer,
            "planning": self.planning,
            "tender": self.tender,
            "awards": self.awards,
            "contracts": self.contracts,
        }
        return _known(found)

    def _parties(self) -> list[Block]:
        """Return all organisations with the roles that the record gives them.

        The first one leads, so it is the procuring entity. A single one is also the buyer; of
        several the record does not say who pays, and the others may be partners without a role.
        """
        roles: dict[str, list[str]] = {key: [] for key in self._project.organisations}
        for key in self._project.organisations[:1]:
            roles[key] = ["procuringEntity"] if len(roles) > 1 else ["buyer", "procuringEntity"]
        for contractor in self._project.contractors:
            own = roles.setdefault(contractor.organisation, [])
            if "supplier" not in own:
                own.append("supplier")
        blocks = self._blocks
        return [
            _known(
                {
                    "id": key,
                    **blocks.field("name", blocks.words(self._corpus.organisations[key].name)),
                    "roles": played,
                }
            )
            for key, played in roles.items()
        ]

    def _planning(self) -> Block:
        blocks, project = self._blocks, self._project
        amount = blocks.value("planning.budget")
        notes = [line.note for line in project.budget if line.amount_eur == amount.get("amount")]
        budget = blocks.field("description", blocks.words(*notes)) | {"amount": amount}
        return _known(
            {
                **blocks.field("rationale", blocks.words(project.need)),
                "budget": budget if amount else {},
                "documents": [*blocks.pages(), *blocks.documents(self._other_sources())],
                "milestones": blocks.milestones("planning"),
            }
        )

    @property
    def _is_tendered(self) -> bool:
        value = self._blocks.value("tender.value")
        return bool(self._project.procedures or self._blocks.of("tender") or value)

    def _tender(self) -> Block:
        blocks, project = self._blocks, self._project
        lead = [blocks.organisation(key) for key in project.organisations[:1]]
        return _known(
            {
                "id": TENDER,
                **blocks.field("title", blocks.words(project.title)),
                **blocks.field("description", blocks.words(project.solution)),
                "status": self._status(),
                "procuringEntity": lead[0] if lead else {},
                "value": blocks.value("tender.value"),
                "procurementMethod": self._method(),
                "procurementMethodDetails": self._procedures(self._corpus.leading),
                "documents": blocks.documents(self._tender_sources()),
                "milestones": blocks.milestones("tender"),
            }
        )

    def _status(self) -> str | None:
        """Return what the phase proves of the tender, as long as nothing of it is known."""
        phase = self._project.phase
        terms = {term.id: term.ocds for term in self._corpus.vocabulary.phases}
        return terms[phase.code] if phase and not self._is_tendered else None

    def _method(self) -> str | None:
        """Return the method of the procedures, if all are of the same one."""
        terms = {term.id: term.ocds for term in self._corpus.vocabulary.procedures}
        methods = {terms[procedure.code] for procedure in self._project.procedures}
        return methods.pop() if len(methods) == 1 else None

    def _procedures(self, code: str) -> str:
        """Return the procedures in a language, each with its note: the local name of the method.

        This one field of OCDS has no form for another language.
        """
        said = []
        for procedure in self._project.procedures:
            name = self._blocks.term("procedures", procedure.code).get(code)
            note = self._blocks.words(procedure.note).get(code)
            said.append(": ".join(filter(None, (name, note))))
        return "; ".join(filter(None, said))

    def _awards(self) -> list[Block]:
        """Return the award to the contractors, and awards of which nobody says to whom.

        A single dated award is that to the contractors; with more, the record does not say which.
        """
        dated = self._blocks.of("award")
        contractors = dict.fromkeys(item.organisation for item in self._project.contractors)
        if not contractors:
            return [self._award(item.name, item) for item in dated]
        own, others = (dated[0], []) if len(dated) == 1 else (None, dated)
        suppliers = [self._blocks.organisation(key) for key in contractors]
        return [
            self._award(AWARD, own) | {"suppliers": suppliers},
            *(self._award(item.name, item) for item in others),
        ]

    def _award(self, key: str, item: Occurrence | None) -> Block:
        blocks = self._blocks
        told = blocks.told(item) if item else {}
        roles = blocks.each(self._roles) if key == AWARD else {}
        words = blocks.each(lambda code: f"{told.get(code, '')} {roles.get(code, '')}".strip())
        exact = item and is_exact(item) and item.date.has_passed(self._today)
        return _known(
            {
                "id": key,
                **blocks.field("description", words),
                "date": blocks.moment(item) if item and exact else None,
                "documents": blocks.documents(_sources([item] if item else [])),
            }
        )

    def _roles(self, code: str) -> str:
        """Return what the record says of the part that each contractor has, in a language."""
        said = []
        for contractor in self._project.contractors:
            if note := self._blocks.words(contractor.note).get(code):
                name = self._corpus.organisations[contractor.organisation].name
                said.append(f"{resolve(name, code).text}: {note}.")
        return " ".join(said)

    def _contracts(self) -> list[Block]:
        """Return the contract, if there can be only one and something of it is known."""
        blocks = self._blocks
        suppliers = [supplier for award in self.awards for supplier in award.get("suppliers", ())]
        if len(self.awards) != 1 or len(suppliers) != 1:
            return []
        known = _known(
            {
                "value": blocks.value("contract.value"),
                "implementation": _known(
                    {
                        "milestones": blocks.milestones("implementation"),
                        "documents": blocks.documents(_sources(blocks.of("implementation"))),
                    }
                ),
            }
        )
        return [{"id": CONTRACT, "awardID": self.awards[0]["id"], **known}] if known else []

    def _tender_sources(self) -> set[str]:
        named = {key for procedure in self._project.procedures for key in procedure.sources}
        return named | _sources(self._blocks.of("tender"))

    def _other_sources(self) -> set[str]:
        """Return the sources of what is planned, and all that have no place in a later section."""
        consultation = self._project.market_consultation
        named = _sources(self._blocks.of("planning"))
        named |= {*consultation.sources, *consultation.documents} if consultation else set()
        sections = [self.tender, *self.awards]
        sections += [contract.get("implementation", {}) for contract in self.contracts]
        placed = {item["id"] for section in sections for item in section.get("documents", ())}
        return named | {source.id for source in self._project.sources} - placed


def _sources(items: Iterable[Occurrence]) -> set[str]:
    facts = [item.fact for item in items]
    return {key for fact in facts if isinstance(fact, Event) for key in fact.sources}


def _known(block: Block) -> Block:
    """Leave out what is empty."""
    return {key: value for key, value in block.items() if value not in (None, "", [], {}, ())}
