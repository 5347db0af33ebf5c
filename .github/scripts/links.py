"""Follows the web addresses in records, registers and pages, and reports in Dutch which are dead.

    .venv/bin/python .github/scripts/links.py

Prints Markdown, or nothing if every address answers. An address that refuses machines, or is slow,
is listed apart: only a person can tell whether it is dead.
"""

from __future__ import annotations

import socket
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from pydantic import BaseModel

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.reading import read_corpus

ROOT = Path(__file__).resolve().parents[2]
AGENT = "kenniscentrum-links/1 (checks the sources of a public knowledge centre)"
SECONDS = 20.0
PAUSE = 1.0
DEAD = {404: "pagina bestaat niet", 410: "pagina is weggehaald"}
NO_HOST = "website bestaat niet"
SILENCE = "geen antwoord"
PATIENCE = 3  # addresses of one website without an answer, before the others are left alone


def addresses(corpus: Corpus) -> list[str]:
    """Return every web address that a record, register or page gives as a fact, each once."""
    values = [
        corpus.centre,
        *corpus.organisations.values(),
        *corpus.calls.values(),
        *corpus.glossary.values(),
        *corpus.projects.values(),
        *(document.page for document in corpus.documents.values()),
    ]
    return sorted({address for value in values for address in _addresses(value)})


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _addresses(item)
    elif isinstance(value, BaseModel) and not isinstance(value, Localised):
        for name in type(value).model_fields:
            yield from _addresses(getattr(value, name))
    elif isinstance(value, str) and value.startswith(("https://", "http://")):
        yield value


def places(root: Path, wanted: list[str]) -> dict[str, str]:
    """Return where each address stands first, as ``file:line``."""
    found: dict[str, str] = {}
    files = sorted([*(root / "projects").rglob("*.yml"), *(root / "docs").rglob("*.md")])
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for address in wanted if "://" in line else ():
                if address in line:
                    found.setdefault(address, f"{file.relative_to(root).as_posix()}:{number}")
    return found


def problem(address: str) -> tuple[bool, str] | None:
    """Return whether an address is certainly dead, and why; None if it answers."""
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 # http(s), by the model
    try:
        with urlopen(request, timeout=SECONDS):  # noqa: S310 # as above
            return None
    except HTTPError as error:
        return error.code in DEAD, DEAD.get(error.code, f"antwoordt met code {error.code}")
    except URLError as error:
        if isinstance(error.reason, socket.gaierror):
            dead = error.reason.errno == socket.EAI_NONAME
            return dead, NO_HOST if dead else f"{SILENCE} (gaierror)"
        return False, f"{SILENCE} ({type(error.reason).__name__})"
    except (OSError, HTTPException, ValueError) as error:
        return False, f"{SILENCE} ({type(error).__name__})"


def problems(wanted: list[str], pause: float = PAUSE) -> dict[str, tuple[bool, str]]:
    """Return the problem of each address that has one; a site gets one question at a time."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        by_host[urlsplit(address).netloc].append(address)

    def ask(host: str) -> Iterator[tuple[str, tuple[bool, str]]]:
        silent = 0
        for address in by_host[host]:
            if silent == PATIENCE:
                yield address, (False, "niet gevraagd: de website antwoordt niet")
                continue
            found = problem(address)
            if found:  # perhaps only busy
                time.sleep(5 * pause)
                found = problem(address)
            if found:
                yield address, found
            silent = silent + 1 if found and found[1].startswith(SILENCE) else 0
            time.sleep(pause)

    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda host: list(ask(host)), by_host)
        return dict(sorted(pair for answer in answers for pair in answer))


def report(found: dict[str, tuple[bool, str]], where: dict[str, str], total: int) -> str:
    """Return the report in Markdown; nothing if no address is certainly dead."""
    if not any(dead for dead, _ in found.values()):
        return ""
    lines = [
        f"Van {total} webadressen in records en pagina's werken deze niet meer. Zoek de nieuwe",
        "plaats van de bron, of vermeld in `where` waar de bron bewaard is.",
        "",
        "*These sources no longer answer. Look for their new place.*",
    ]
    for title, certain in (("Dood", True), ("Zelf na te gaan", False)):
        rows = [(address, why) for address, (dead, why) in found.items() if dead is certain]
        if rows:
            lines += ["", f"### {title}", "", "| Waar | Adres | Wat er gebeurde |"]
            lines += ["| --- | --- | --- |"]
            lines += [
                f"| `{where.get(address, '?')}` | <{address}> | {why} |" for address, why in rows
            ]
    return "\n".join([*lines, ""])


def main() -> None:
    """Check the centre in which this script stands."""
    corpus, _ = read_corpus(ROOT)
    if corpus is None:
        raise SystemExit("links.py: the records have errors; see: .venv/bin/kc check")
    wanted = addresses(corpus)
    sys.stdout.write(report(problems(wanted), places(ROOT, wanted), len(wanted)))


if __name__ == "__main__":
    main()
