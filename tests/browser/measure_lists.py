"""Measures how long a choice in the list of projects takes until the next frame is drawn.

Run: .venv/bin/python tests/browser/measure_lists.py [--site site] [50 5000 …]
It takes the built page and gives it so many projects, with the facets of the real ones mixed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import tempfile
from pathlib import Path

from local_server import serving
from playwright.sync_api import Page, sync_playwright

_CARD = re.compile(
    r'<li class="card" data-values=.*?</li>(?=\s*(?:<li class="card"|</ul>))', re.DOTALL
)
_VALUES = re.compile(r'data-values="([^"]*)"')
_TITLE = re.compile(r'(<h2><a href=")([^"]*)(">)([^<]*)')
_INTERACT = """async ([selector, value]) => {
  const target = document.querySelector(selector);
  const start = performance.now();
  if (value === null) target.click();
  else { target.value = value; target.dispatchEvent(new Event("input", { bubbles: true })); }
  await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  return performance.now() - start;
}"""
WORDS = ("w", "wa", "wat", "water", "sensor", "data", "slim", "en", "")


def many(html: str, count: int, chance: random.Random) -> str:
    """Return a page whose list has so many items."""
    cards = _CARD.findall(html)
    values = [match[1] for card in cards if (match := _VALUES.search(card))]
    made = []
    for number in range(count):
        card = cards[number % len(cards)]
        card = _VALUES.sub(f'data-values="{chance.choice(values)}"', card, count=1)
        made.append(_TITLE.sub(rf"\g<1>\g<2>\g<3>{chance.randrange(10**6)} \g<4>", card, count=1))
    start, end = html.index(cards[0]), html.index(cards[-1]) + len(cards[-1])
    return html[:start] + "\n".join(made) + html[end:]


def interactions(page: Page, chance: random.Random, rounds: int) -> list[float]:
    """Choose, type, sort and switch the view; return the milliseconds of each."""
    names = page.locator("[data-facet] input").evaluate_all(
        "all => all.map(i => `[name='${i.name}'][value='${i.value}']`)"
    )
    found = []
    for _ in range(rounds):
        box = chance.choice(names)
        found.append(page.evaluate(_INTERACT, [box, None]))
        found.append(page.evaluate(_INTERACT, ["#finder-q", chance.choice(WORDS)]))
        order = chance.choice(("name", "oldest", ""))
        found.append(page.evaluate(_INTERACT, ["select[name=sort]", order]))
        view = chance.choice(("", "table"))
        found.append(page.evaluate(_INTERACT, [f"[name=view][value='{view}']", None]))
        found.append(page.evaluate(_INTERACT, [box, None]))
    return found


def main() -> None:
    """Print a line a size: median, 95th percentile and slowest interaction."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[50, 5000])
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    html = (asked.site / "projects/index.html").read_text("utf-8")
    browser_path = os.environ.get("KC_BROWSER") or shutil.which("chromium")
    print("| projects | page kB | ready ms | median ms | p95 ms | slowest ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        shutil.copytree(asked.site / "assets", Path(folder) / "assets")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for count in asked.counts:
            target = Path(folder) / "projects" / str(count) / "index.html"
            target.parent.mkdir(parents=True)
            text = many(html, count, random.Random(7)).replace('="../', '="../../')
            target.write_text(text, "utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/projects/{count}/")
            total = f"document.querySelector('.finder__count').textContent.endsWith(' {count}')"
            page.wait_for_function(total)
            ready = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            times = sorted(interactions(page, random.Random(7), asked.rounds))
            p95 = times[int(len(times) * 0.95)]
            size = target.stat().st_size // 1000
            print(
                f"| {count} | {size} | {ready:.0f} | {statistics.median(times):.1f} "
                f"| {p95:.1f} | {times[-1]:.1f} |"
            )
        browser.close()


if __name__ == "__main__":
    main()
