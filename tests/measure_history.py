"""Measures what a long history costs a build, cold and with what is kept, beside all the rest.

Run: .venv/bin/python tests/measure_history.py [--records 60] [--commits 2000]
It takes this centre, with synthetic records instead of its own, in a repository of that length.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic_repository import Noise, Stream

from kenniscentrum.adapters import history, past
from kenniscentrum.core.changes import changes
from kenniscentrum.core.revisions import revisions

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "en")


def centre(root: Path, records: int, commits: int) -> None:
    """Write the tiny centre with so many records and commits, and the templates of the real one."""
    sys.path.append(str(ROOT / "tests/site"))
    from centre_copy import copy_tiny

    copy_tiny(root)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for part in ("docs", "projects")
        for path in (root / part).rglob("*")
        if path.is_file()
    }
    stream, noise = Stream(), Noise(records)
    stream.commit({**files, **noise.first(), ".gitignore": b".cache/\nsite/\n"})
    for step in noise.steps():
        if len(stream.times) >= commits:
            break
        stream.commit(step)
    stream.write(root)


def parts(root: Path) -> list[tuple[str, float]]:
    """Return (what, milliseconds) of each part of one walk and of what is made of it."""
    found, started = [], time.perf_counter()

    def note(what: str) -> None:
        nonlocal started
        found.append((what, (time.perf_counter() - started) * 1000))
        started = time.perf_counter()

    known = past.load(root)
    note("read what was kept")
    walked = history.walk(root, known)
    note("walk git, read trees")
    past.save(root, walked.trees)
    note("keep trees")
    told = changes(walked.versions, LANGUAGES, walked.ignored)
    note(f"compare ({len(walked.versions)} versions, {len(told)} changes)")
    revisions(walked.versions)
    note("count dates that moved")
    return found


def main() -> None:
    """Print the cost of history, part by part, and that of the build that it is in."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=60)
    parser.add_argument("--commits", type=int, default=2000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "centre"
        centre(root, asked.records, asked.commits)
        past.past(root, LANGUAGES)  # so that the disk is warm
        shutil.rmtree(root / past.KEPT)
        cold, kept = parts(root), parts(root)
        print(f"{asked.records} records, {asked.commits} commits; milliseconds")
        print("| part | cold | kept |\n| --- | --- | --- |")
        for (what, first), (_, second) in zip(cold, kept, strict=True):
            print(f"| {what} | {first:.0f} | {second:.0f} |")
        print(f"| all of history | {sum(t for _, t in cold):.0f} | {sum(t for _, t in kept):.0f} |")
        for name in ("build that draws all images", "build"):
            command = [str(Path(sys.executable).with_name("kc")), "--root", str(root), "build"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds = re.search(r"Built site/ in ([\d.]+) s", done.stdout)
            print(f"| {name} | {float(seconds[1]) * 1000:.0f} | |" if seconds else done.stdout)


if __name__ == "__main__":
    main()
