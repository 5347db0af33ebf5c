"""Styles and scripts: one style sheet for all pages, and names that change with what is in a file.

A browser keeps such a file for good, because another one has another name.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from pathlib import Path

SHEETS = ("tokens", "text", "chrome", "components", "charts", "search")
"""Style sheets in their order: later ones win."""
PRINT = "print"
"""The sheet for paper, which comes last."""
BUNDLE = "site.css"
FOLDER, IMMUTABLE = "assets/", "assets/immutable/"
# Asked for by name, by browsers and by files that are not ours.
_NAMED = {"favicon.svg"}
_URL = re.compile(r'url\("([^"/:]+)"\)')


class Assets:
    """The files of a folder of styles, scripts and drawings.

    They keep their names unless they are ``published``: who works on them wants to see which is
    which, and that they are new.
    """

    def __init__(self, folder: Path, published: bool) -> None:
        self._folder, self._published = folder, published

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What is in the files that are not copied as they are, by path in the site."""
        return dict(self._made.values())

    def path(self, path: str) -> str:
        """Return where in the site a file is, such as ``assets/site.css``."""
        made = self._made.get(path.removeprefix(FOLDER))
        return made[0] if made else path

    def copied(self, path: str) -> bool:
        """Whether a file of the folder of templates goes into the site as it is."""
        folder, _, name = path.rpartition("/")
        return folder != FOLDER[:-1] or not (name.endswith(".css") or name in self._made)

    @cached_property
    def _made(self) -> dict[str, tuple[str, bytes]]:
        """Path in the site and content of each file by its own name."""
        made: dict[str, tuple[str, bytes]] = {}
        if self._published:
            for file in sorted(self._folder.glob("*.*")):
                if file.suffix != ".css" and file.name not in _NAMED:
                    made[file.name] = self._place(file.name, file.read_bytes())
        style = _URL.sub(lambda match: self._link(match[1], made), self._style())
        made[BUNDLE] = self._place(BUNDLE, style.encode())
        return made

    def _style(self) -> str:
        sheets = {name: (self._folder / f"{name}.css").read_text("utf-8") for name in SHEETS}
        printed = (self._folder / f"{PRINT}.css").read_text("utf-8")
        parts = [f"/* {name}.css */\n{text}" for name, text in sheets.items()]
        return "\n".join([*parts, f"/* {PRINT}.css */\n@media print {{\n{printed}}}\n"])

    def _link(self, name: str, made: dict[str, tuple[str, bytes]]) -> str:
        target = made[name][0].rpartition("/")[2] if name in made else name
        return f'url("{target}")'

    def _place(self, name: str, content: bytes) -> tuple[str, bytes]:
        if not self._published:
            return FOLDER + name, content
        stem, _, suffix = name.rpartition(".")
        digest = hashlib.sha256(content).hexdigest()[:12]
        return f"{IMMUTABLE}{stem}.{digest}.{suffix}", content
