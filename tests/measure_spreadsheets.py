"""Measures whether LibreOffice opens the tables of the open data right: it gives back all it read.

Run: .venv/bin/python tests/measure_spreadsheets.py [--program soffice] [--install]
Needs LibreOffice Calc, which --install gets from Debian or Ubuntu. Each CSV file becomes an
OpenDocument and an Excel workbook, and these become CSV again. Every cell must be what it was. The
tables are those of the real centre, and those of a tiny one with hostile text.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rendered import golden_centre
from small_centre import ROOT, valid

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import datafiles

URL = "https://kenniscentrum.example/"
# Comma, double quote and UTF-8, from the first line: what LibreOffice proposes itself when somebody
# opens the file. "As text" is its option to leave what stands in quotes as it is.
READ = {"as proposed": "CSV:44,34,76,1", "quoted as text": "CSV:44,34,76,1,,0,true"}
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
WORKBOOKS = ("ods", "xlsx")
# What a spreadsheet may take for a formula, a number, a date or the end of a cell. A tab is not
# among them: OpenDocument loses it.
TRAPS = [
    *("=1+1", "+32 2 553 00 00", "-1", "@SUM(A1)", "'t Zand", "''", '"x"'),
    *("a,b;c", "a\nb", "007", "1e5", "2019-10", "24:00", "50%", "TRUE"),
]


def install() -> None:
    """Install LibreOffice Calc with apt, as root or through sudo."""
    apt = [*(["sudo"] if os.geteuid() else []), "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=True)
    subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", "libreoffice-calc"], check=True
    )


def write_tables(corpus: Corpus, folder: Path) -> None:
    """Write all tables of a centre."""
    for path, content in datafiles.wholes(corpus, URL):
        if path.endswith(".csv"):
            (folder / path.rpartition("/")[2]).write_bytes(content)


def with_traps(corpus: Corpus) -> Corpus:
    """Return a centre with, for each trap, a project that has it as its short name."""
    project = corpus.projects["fonteinen"]
    keys = {f"val-{number}": text for number, text in enumerate(TRAPS)}
    more = {
        key: project.model_copy(update={"id": key, "former_ids": (), "acronym": text})
        for key, text in keys.items()
    }
    return replace(corpus, projects={**corpus.projects, **more})


def convert(program: str, form: str, files: list[Path], target: Path, read: str = "") -> None:
    """Let LibreOffice write files in another form; raises CalledProcessError if it cannot."""
    target.mkdir()
    profile = f"-env:UserInstallation={(target / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(target)]
    command += [f"--infilter={read}"] if read else []
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600)


def rows(path: Path) -> list[list[str]]:
    """Return the cells of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def differences(before: Path, after: Path) -> list[str]:
    """Say which cells are not what they were."""
    old, new = rows(before), rows(after)
    head = old[0]
    said = [] if len(old) == len(new) else [f"{before.name}: {len(old)} rows, then {len(new)}"]
    for number, (left, right) in enumerate(zip(old, new, strict=False), 1):
        right = right + [""] * (len(left) - len(right))  # empty cells at the end are left out
        said += [
            f"{before.name}, row {number}, {name}: {cell!r} became {changed!r}"
            for name, cell, changed in zip(head, left, right, strict=True)
            if cell != changed
        ]
    return said


def measured(program: str, name: str, corpus: Corpus, scratch: Path) -> Iterator[str]:
    """Convert all tables of a centre there and back; yield what a careful reader would miss.

    What changes only for who opens a table without further ado is told, and is no mistake of ours.
    """
    folder = scratch / name
    folder.mkdir()
    write_tables(corpus, folder)
    files = sorted(folder.glob("*.csv"))
    cells = sum(len(row) for path in files for row in rows(path))
    for way, read in READ.items():
        for form in WORKBOOKS:
            start = time.monotonic()
            books, back = folder / f"{form} {way}", folder / f"{form} {way} back"
            convert(program, form, files, books, read)
            convert(program, WRITE, sorted(books.glob(f"*.{form}")), back)
            found = [text for path in files for text in differences(path, back / path.name)]
            seconds = time.monotonic() - start
            said = f"{name}, {way}, {form}: {len(files)} tables, {cells} cells"
            print(f"{said}, {len(found)} changed ({seconds:.1f} s)", *found, sep="\n  ")
            if way == "quoted as text":
                yield from found


def main() -> int:
    """Measure the real centre and a hostile one; return 1 if a cell changed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="soffice")
    parser.add_argument("--install", action="store_true", help="install LibreOffice with apt")
    arguments = parser.parse_args()
    if arguments.install:
        install()
    with tempfile.TemporaryDirectory() as scratch:
        hostile = with_traps(golden_centre(Path(scratch, "centre")))
        centres = {"real": valid(ROOT), "hostile": hostile}
        changed = [
            text
            for name, corpus in centres.items()
            for text in measured(arguments.program, name, corpus, Path(scratch))
        ]
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
