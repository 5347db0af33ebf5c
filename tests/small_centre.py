"""The tiny knowledge centre of ``tests/centre``: written to a folder, and read."""

from __future__ import annotations

import shutil
from pathlib import Path

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.reading import read_corpus

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "centre"
LABELS = "projects/_registers/labels.yml"


def write_centre(folder: Path) -> Path:
    """Write the tiny centre, with the words of the real one, because the templates ask for them."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    shutil.copyfile(ROOT / LABELS, folder / LABELS)
    return folder


def valid(root: Path) -> Corpus:
    """Read a centre that has no errors."""
    corpus, found = read_corpus(root)
    assert corpus is not None, found
    return corpus
