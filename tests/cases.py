"""Files that are wrong in one way, each with the findings that it must give beside it.

``records`` become ``projects/probe.yml``; ``registers/…/calls_hour.yml`` replaces the register
``calls``; ``documents/…/news/…`` become a page in ``docs/news``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """A file, and where it stands in the centre."""

    path: Path
    target: str

    @property
    def name(self) -> str:
        """The name of the file, below ``tests``."""
        return self.path.relative_to(TESTS).as_posix()

    @property
    def expected(self) -> list[str]:
        """The findings, as lines ``line:column CODE``; none for a valid file."""
        if "valid" in self.path.relative_to(TESTS).parts:
            return []
        return self.path.with_name(f"{self.path.name}.expected").read_text("utf-8").split("\n")[:-1]

    def write(self, root: Path) -> None:
        """Put the file in its place in a centre."""
        (root / self.target).write_bytes(self.path.read_bytes())


def cases() -> Iterator[Case]:
    """Yield all cases."""
    for path in sorted((TESTS / "records").glob("*/*.yml")):
        yield Case(path, "projects/probe.yml")
    for path in sorted((TESTS / "registers").glob("*/*.yml")):
        register = path.name.partition("_")[0]
        yield Case(path, f"projects/_registers/{register}.yml")
    for path in sorted((TESTS / "documents").glob("*/*/*.md")):
        language = ".en" if path.name.endswith(".en.md") else ""
        yield Case(path, _document(path.parent.name) + f"{language}.md")


def _document(folder: str) -> str:
    match folder:
        case "page":
            return "docs/probe"
        case "consultations":  # a report has the name of its project
            return "docs/consultations/brug"
        case _:
            return f"docs/{folder}/probe"
