"""Builds of one centre, each harmed at another moment, as a program that prints what became of it.

    python harmed_builds.py CENTRE kill|full|closed|offline=NUMBER…

A moment is counted in what a build asks of the system (files opened for writing, folders made,
names changed, programs started), so it is the same on any machine. NUMBER of them are chosen at
random, always the same; those around the exchange of the old site and the new come besides. Each
build runs in a fork, because what harms it cannot be undone.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment

from kenniscentrum.adapters import building

TODAY = dt.date(2026, 11, 24)
GOOD = "<p>the last good site</p>"
CHANGES = {
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.utime",
    "shutil.copyfile", "shutil.rmtree", "subprocess.Popen", "ctypes.dlsym",
}  # fmt: skip
Hook = Callable[[str, tuple[Any, ...]], None]
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}


def state(root: Path) -> str:
    """Return what stands as the site: ``good`` for the last good one, else a hash of all of it."""
    site = root / "site"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    if [path.read_text("utf-8") for path in files[:1]] == [GOOD] and len(files) == 1:
        return "good"
    found = hashlib.sha256()
    for path in files:
        found.update(f"{path.relative_to(site)}\0".encode() + path.read_bytes())
    return found.hexdigest() if files else "none"


def seed(root: Path) -> None:
    """Put a last good site in its place, and nothing of earlier builds."""
    for left in root.glob(".site*"):
        shutil.rmtree(left)
    shutil.rmtree(root / "site", ignore_errors=True)
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text(GOOD, "utf-8")


def changes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether an event changes a disk or starts a program."""
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CHANGES


def harm(kind: str, point: int) -> Hook:
    """Return a hook that harms this process from a moment on."""
    passed = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal passed
        if kind == "offline" and event in NETWORK:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")
        if not changes(event, arguments):
            return
        passed += 1
        if passed < point:
            return
        if kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        grows = event in ("open", "os.mkdir", "shutil.copyfile")
        if kind == "full" and grows:
            raise OSError(errno.ENOSPC, "No space left on device")
        if kind == "closed" and grows and str(Path.cwd()) in str(arguments[0]):
            raise OSError(errno.EROFS, "Read-only file system")

    return hook


def build(root: Path, hook: Hook) -> dict[str, Any]:
    """Build in a fork and return what it said, how it ended and what stands now."""
    reader, writer = os.pipe()
    if not os.fork():
        sys.addaudithook(hook)
        said: list[str] = []
        code = building.build(root, "nl", lambda words: said.append(str(words)), TODAY)
        os.write(writer, json.dumps({"code": code, "said": said[-6:]}).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        words = told.read()
    os.wait()
    left = sorted(path.name for path in root.glob(".site*"))
    return {"state": state(root), "left": left, **json.loads(words or b"{}")}


def warm() -> None:
    """Keep compiled templates for the forks, which would spend half their time on them."""
    compiled: dict[tuple[object, ...], Any] = {}
    compiling = Environment.compile

    def compile_once(self: Environment, *words: Any) -> Any:
        key = (*words, *sorted(self.filters))
        if key not in compiled:
            compiled[key] = compiling(self, *words)
        return compiled[key]

    Environment.compile = compile_once  # type: ignore[assignment, method-assign]


def main() -> None:
    """Build whole, harmed at each point, and whole again; print one line of JSON for each."""
    folder, *kinds = sys.argv[1:]
    root = Path(folder).resolve()
    os.chdir(root)
    moments, exchange, counting = 0, 0, False

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal moments, exchange
        moments += counting and changes(event, arguments)
        if counting and event == "ctypes.dlsym":
            exchange = moments

    warm()
    sys.addaudithook(count)
    for again in (False, True):  # the first one fills what is kept between builds
        seed(root)
        counting = again
        code = building.build(root, "nl", lambda _: None, TODAY)
        counting = False
    print(json.dumps({"moments": moments, "code": code, "state": state(root)}), flush=True)
    chosen = random.Random(8)
    for kind, number in (word.split("=") for word in kinds):
        points = chosen.sample(range(1, exchange), int(number))
        for point in points + [exchange + step for step in range(3) if kind == "kill"]:
            seed(root)
            harmed = build(root, harm(kind, point))
            print(json.dumps({"kind": kind, "point": point, **harmed}), flush=True)
    print(json.dumps(build(root, lambda event, arguments: None)), flush=True)


if __name__ == "__main__":
    main()
