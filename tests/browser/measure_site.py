"""Looks at every page of the built site and writes what it found to the register of conformance.

Run: .venv/bin/python tests/browser/measure_site.py [--site site] [--write] [--today 2026-11-29]
It looks for barriers (axe-core) in each language, light and dark, at three widths; for errors in
HTML and SVG (Nu Html Checker); and for what a visit asks of other hosts or leaves behind. It prints
the register, with ``--write`` it replaces it, and ends with exit code 1 if anything is not right.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from barriers import find_barriers
from local_server import serving
from looks import LOOKS, look
from playwright.sync_api import BrowserContext, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "site"))

from nu_checker import check

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "projects/_registers/conformance.yml"
MODULES = ROOT / "tests/browser/node_modules"
KEPT = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
STORED = "() => Object.entries(localStorage)"
HEAD = "# Written by tests/browser/measure_site.py; two pages of the site are made of it.\n"


@dataclass
class Found:
    """What visits of some pages found: rules broken and where, hosts, cookies, storage."""

    barriers: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    hosts: set[str] = field(default_factory=set)
    cookies: set[str] = field(default_factory=set)
    unasked: set[str] = field(default_factory=set)

    def add(self, other: Found) -> None:
        for rule, paths in other.barriers.items():
            self.barriers[rule] += paths
        self.hosts |= other.hosts
        self.cookies |= other.cookies
        self.unasked |= other.unasked


def visit(server: str, paths: list[str]) -> Found:
    """Look at pages in every way, in a browser that has kept nothing."""
    found = Found()
    axe = (MODULES / "axe-core/axe.min.js").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        context = browser.new_context(base_url=server, reduced_motion="reduce")
        _watch(context, urlsplit(server).netloc, found)
        page = context.new_page()
        for path in paths:
            page.goto(f"/{path}")
            rules = set()
            for scheme, width in LOOKS:
                look(page, scheme, width)
                for text in find_barriers(page, axe):
                    rules.add(text.partition(":")[0])
                    print(f"{path} ({scheme} {width}): {text}", file=sys.stderr)
            for rule in rules:
                found.barriers[rule].append(path)
            found.unasked.update(page.evaluate(KEPT))
        found.cookies.update(str(cookie.get("name")) for cookie in context.cookies())
        browser.close()
    return found


def choices(server: str) -> list[dict[str, object]]:
    """Make every choice that the site remembers, and return what is then kept."""
    kept: defaultdict[str, set[str]] = defaultdict(set)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        page = browser.new_page(base_url=server)
        page.goto("/")
        for _ in range(3):
            page.get_by_role("banner").locator("button.scheme").click()
            _note(kept, page.evaluate(STORED))
        page.keyboard.press("Control+k")
        page.get_by_role("dialog").get_by_role("checkbox").first.uncheck()
        _note(kept, page.evaluate(STORED))
        browser.close()
    return [{"key": key, "values": sorted(kept[key])} for key in sorted(kept)]


def _note(kept: defaultdict[str, set[str]], entries: list[list[str]]) -> None:
    for key, value in entries:
        kept[key].add(value)


def _watch(context: BrowserContext, own: str, found: Found) -> None:
    """Note every host that pages ask something of, but their own."""

    def on_request(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            found.hosts.add(parts.netloc)

    context.on("request", on_request)


def _is_page(path: Path) -> bool:
    """Return whether a file is a page: not an e-mail, nor the stub of a former address."""
    return '<article class="page' in path.read_text("utf-8")


def _version(package: str) -> str:
    tree = json.loads((MODULES / package / "package.json").read_text("utf-8"))
    return str(tree["version"])


def _chromium() -> str | None:
    return os.environ.get("KC_BROWSER") or shutil.which("chromium")


def main() -> None:
    """Measure, print the register and say whether all is right."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date.today())  # noqa: DTZ011
    asked = parser.parse_args()
    paths = [
        path.relative_to(asked.site).as_posix().removesuffix("index.html")
        for path in sorted(asked.site.rglob("*.html"))
        if _is_page(path)
    ]
    with serving(asked.site) as server:
        workers = os.cpu_count() or 1
        with ProcessPoolExecutor(workers) as pool:
            parts = pool.map(visit, [server] * workers, [paths[n::workers] for n in range(workers)])
            found = Found()
            for part in parts:
                found.add(part)
        stored = choices(server)
    errors, files = check([asked.site])
    register = {
        "measured_on": asked.today.isoformat(),
        "tools": {name: _version(name) for name in ("axe-core", "vnu-jar")},
        "pages": len(paths),
        "looks": [{"scheme": scheme, "width": width} for scheme, width in LOOKS],
        "barriers": [
            {"rule": rule, "pages": len(where), "example": min(where)}
            for rule, where in sorted(found.barriers.items())
        ],
        "html_files": files,
        "html_errors": len(errors),
        "other_hosts": sorted(found.hosts),
        "cookies": sorted(found.cookies),
        "unasked": sorted(found.unasked),
        "stored": stored,
    }
    text = HEAD + yaml.safe_dump(register, sort_keys=False, allow_unicode=True)
    print(text, end="")
    if asked.write:
        REGISTER.write_text(text, "utf-8")
    wrong = ("barriers", "html_errors", "other_hosts", "cookies", "unasked")
    sys.exit(1 if any(register[name] for name in wrong) else 0)


if __name__ == "__main__":
    main()
