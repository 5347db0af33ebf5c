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
