"""Asks the questions of ``questions.yml`` on the page of results, in a real browser.

Run: .venv/bin/python tests/browser/ask_questions.py [--site site]
Prints a row a question, and ends with exit code 1 if one has no right answer among the first three,
or any answer in another language.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml
from local_server import serving
from playwright.sync_api import Page, sync_playwright
from templates import LANGUAGES, in_language

FILE = Path(__file__).with_name("questions.yml")
FIRST = 3
ANSWERED = ".search__answers[aria-busy=false]"


def questions() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (language, question) in the order of the file."""
    for code, asked in yaml.safe_load(FILE.read_text("utf-8")).items():
        for item in asked:
            yield code, item


def ask(page: Page, code: str, question: str) -> list[str]:
    """Return the paths of all answers, in the order of the page."""
    page.goto(in_language(f"/search/?q={quote(question)}", code))
    page.wait_for_selector(ANSWERED, state="attached")
    links = page.locator(".search__answers .result a").evaluate_all("all => all.map(a => a.href)")
    return [(parts := urlsplit(link)).path + (f"#{parts.fragment}" if parts.fragment else "")
            for link in links]  # fmt: skip


def foreign(paths: list[str], code: str) -> list[str]:
    """Return the answers that are no page of the language."""
    others = tuple(in_language("/", other) for other in LANGUAGES[1:] if other != code)
    own = in_language("/", code)
    return [path for path in paths if not path.startswith(own) or path.startswith(others)]


def main() -> None:
    """Ask all questions and print what came first."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=Path("site"))
    site = parser.parse_args().site
    browser_path = os.environ.get("KC_BROWSER") or shutil.which("chromium")
    wrong, count = 0, 0
    print("| language | question | wanted | place | first three |")
    print("| --- | --- | --- | --- | --- |")
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(base_url=address)
        for code, item in questions():
            found = ask(page, code, item["question"])
            wanted = in_language(f"/{item['page']}", code)
            place = found.index(wanted) + 1 if wanted in found else 0
            count += 1
            wrong += not 0 < place <= FIRST or bool(foreign(found, code))
            first = " ".join(found[:FIRST])
            print(f"| {code} | {item['question']} | {item['page']} | {place or '-'} | {first} |")
        browser.close()
    print(f"{count} questions, {wrong} without a right answer among the first {FIRST}")
    sys.exit(int(bool(wrong)))


if __name__ == "__main__":
    main()
