"""A git repository of records with a long past, written in one go, for tests and measurements."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

START = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
PHASES = ("application", "preliminary-path", "execution", "stopped")
WORDS = ("water", "stroom", "brug", "sluis", "sensor", "data", "haven", "park", "licht", "lucht")


@dataclass
class Stream:
    """Commits for ``git fast-import``, an hour apart; each is known by its mark."""

    parts: list[bytes] = field(default_factory=list)
    times: dict[int, dt.datetime] = field(default_factory=dict)
    head: int = 0

    def commit(
        self,
        files: Mapping[str, bytes | None],
        *,
        onto: int | None = None,
        merged: Sequence[int] = (),
        when: dt.datetime | None = None,
        written: dt.datetime | None = None,
        mode: str = "100644",
    ) -> int:
        """Add a commit of files (None: deleted), on main or ``onto`` another one; return its mark.

        ``when`` is the time of the committer, ``written`` that of the author.
        """
        mark = len(self.times) + 1
        when = when or START + HOUR * mark
        branch = "main" if onto is None else f"side-{mark}"
        parent = self.head if onto is None else onto
        lines = [f"commit refs/heads/{branch}", f"mark :{mark}"]
        for role, time in (("author", written or when), ("committer", when)):
            lines.append(f"{role} Test <test@waterdam.example> {int(time.timestamp())} +0000")
        lines += ["data 4", "Step", *([f"from :{parent}"] if parent else [])]
        lines += [f"merge :{other}" for other in merged]
        self.parts.append("\n".join(lines).encode() + b"\n")
        for name, content in files.items():
            path = b'"%s"' % name.replace("\\", r"\\").replace('"', r"\"").encode()
            if content is None:
                self.parts.append(b"D %s\n" % path)
            else:
                self.parts.append(b"M %s inline %s\n" % (mode.encode(), path))
                self.parts.append(b"data %d\n%s\n" % (len(content), content))
        self.times[mark] = when
        if onto is None:
            self.head = mark
        return mark

    def write(self, folder: Path) -> dict[int, str]:
        """Make the repository, check out its last state, and return the id of each mark."""
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "fast-import", "--quiet", "--export-marks=marks", given=b"".join(self.parts))
        git(folder, "reset", "--quiet", "--hard", "main")
        marks = (folder / "marks").read_text().split()
        (folder / "marks").unlink()
        return {int(mark[1:]): key for mark, key in zip(marks[::2], marks[1::2], strict=True)}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git without the settings of whoever runs the tests."""
    settings = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder)}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=True, env=settings)
    return done.stdout.decode()


@dataclass
class Noise:
    """Records that change at random, each time in one field; equal seeds give equal histories."""

    count: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self._values = {
            f"noise-{number:02}": {"phase": "application", "amount": 1000, "need": 1, "events": 0}
            for number in range(self.count)
        }

    def first(self) -> dict[str, bytes]:
        """Return all records as they are at first."""
        return {f"projects/{key}.yml": self._record(key) for key in self._values}

    def steps(self) -> Iterator[dict[str, bytes]]:
        """Yield, without end, one or two records that change."""
        while True:
            keys = self.chance.sample(sorted(self._values), self.chance.choice((1, 1, 1, 2)))
            for key in keys:
                self._change(self._values[key])
            yield {f"projects/{key}.yml": self._record(key) for key in keys}

    def _change(self, values: dict[str, object]) -> None:
        name = self.chance.choice(("phase", "amount", "need", "events"))
        if name == "phase":
            others = [phase for phase in PHASES if phase != values["phase"]]
            values["phase"] = self.chance.choice(others)
        else:
            values[name] = int(str(values[name])) + 1

    def _record(self, key: str) -> bytes:
        values = self._values[key]
        told = random.Random(f"{key} {values['need']}")
        need = " ".join(told.choice(WORDS) for _ in range(60))
        events = "".join(
            f"  - id: event-{number}\n    kind: info-session\n"
            f'    date: "2019-{number % 12 + 1:02}"\n'
            f"    text: {{nl: Sessie {number}., en: Session {number}.}}\n    sources: [site]\n"
            for number in range(int(str(values["events"])) + 1)
        )
        return (
            f"format: 1\nid: {key}\nprogramme: pio\n"
            f"title: {{nl: Project {key}, en: Project {key}}}\n"
            f"phase: {{code: {values['phase']}}}\n"
            f"need:\n  nl: De stad zoekt {need}.\n  en: The city looks for {need}.\n"
            f"budget:\n  - {{basis: approved, amount_eur: {values['amount']}, sources: [site]}}\n"
            f"events:\n{events}sources:\n  - {{id: site, title: Website}}\n"
        ).encode()
