"""Copies of this knowledge centre, and the command that builds them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("docs", "projects", "overrides", "mkdocs.yml")
FORMER = "slimme-wegverlichting"


@dataclass(frozen=True)
class Built:
    """A copy of the centre after ``kc build``, with what the command said."""

    root: Path
    command: subprocess.CompletedProcess[str]

    @property
    def site(self) -> Path:
        return self.root / "site"


def copy_centre(target: Path, source: Path = ROOT) -> Path:
    """Copy everything a build reads, as it stands in the working tree."""
    target.mkdir(parents=True)
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part)
        else:
            shutil.copy2(source / part, target / part)
    return target


def copy_tiny(target: Path) -> Path:
    """Copy the tiny centre with the templates and words of the real one: it builds in no time."""
    small = ROOT / "tests" / "centre"
    copy_centre(target)
    for part in ("docs", "projects"):
        shutil.rmtree(target / part)
        shutil.copytree(small / part, target / part)
    registers = "projects/_registers"
    shutil.copy2(ROOT / registers / "labels.yml", target / registers)
    for name in ("follow.md", "follow.en.md"):
        shutil.copy2(ROOT / "docs" / name, target / "docs")
    return target


def kc(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in an environment that holds nothing of the caller's."""
    clean = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **environment}
    command = [str(Path(sys.executable).with_name("kc")), "--root", str(root), *arguments]
    return subprocess.run(
        command, env=clean, cwd=root, capture_output=True, text=True, check=False, timeout=300
    )


@cache
def build_once(folder: Path) -> Built:
    """Build the real site in a folder, once for all the tests of a run."""
    root = copy_centre(folder / "kenniscentrum")
    return Built(root, kc(root, "build"))


@cache
def build_altered(folder: Path) -> Built:
    """Build a copy of which some texts are not translated and one project has moved.

    Turing lacks its need in English and had another address; the guide ``apply`` is Dutch only.
    """
    root = copy_centre(folder / "altered")
    record = root / "projects" / "turing.yml"
    text = record.read_text("utf-8")
    text, cut = re.subn(r"(?ms)^(need:\n  nl:.*?)^  en:.*?(?=^\S)", r"\1", text)
    text, moved = re.subn(r"(?m)^id: turing$", f"id: turing\nformer_ids: [{FORMER}]", text)
    assert (cut, moved) == (1, 1)
    record.write_text(text, "utf-8")
    (root / "docs" / "guides" / "apply.en.md").unlink()
    return Built(root, kc(root, "build"))


COMING_BUILT = "2027-02-01"
OPROEP_2027 = """
  - id: oproep-2027
    programme: pio
    kind: regular
    title: {nl: Oproep van 2027, en: Call of 2027}
    opens: "2027-03-01"
    deadlines:
      - {id: indienen, date: "2027-03-30", time: "13:30"}
    info_sessions:
      - {id: sessie, date: "2027-03-10", time: "10:00", place: {nl: Brussel, en: Brussels}}
  - id: doorlopende-oproep
    programme: pio
    kind: regular
    title: {nl: Doorlopende oproep, en: Rolling call}
    deadlines:
      - {id: voorjaar, date: "2027-03-30"}
      - {id: najaar, date: "2027-11"}
"""
MARKTDAG_2027 = """
market_consultation:
  register_by: "2027-03-28"
  register_at: https://www.waterdam.example/brug
  date: "2027-04-06"
  sources: [site]
events:
  - id: bestek
    kind: tender
    date: "2027-05-11"
    text: {nl: Het bestek verschijnt., en: The tender documents appear.}
    sources: [site]
  - id: gunning
    kind: award
    date: "2027-11-02"
    text: {nl: De opdracht wordt gegund., en: The contract is awarded.}
    sources: [site]
organisations: [stad]
themes: [water]
sources:
  - {id: site, title: Brug, url: https://www.waterdam.example/brug}
"""


@cache
def build_coming(folder: Path) -> Built:
    """Build the tiny centre with dates to come, as it stands on a day before all of these.

    Summer time begins shortly before the deadlines, on 28 March 2027, and ends shortly before an
    award, on 31 October.
    """
    root = copy_tiny(folder / "coming")
    for file, addition in (
        ("projects/_registers/calls.yml", OPROEP_2027),
        ("projects/brug.yml", MARKTDAG_2027),
    ):
        text = (root / file).read_text("utf-8").rstrip()
        (root / file).write_text(f"{text}{addition}", "utf-8")
    return Built(root, kc(root, "build", "--today", COMING_BUILT))
