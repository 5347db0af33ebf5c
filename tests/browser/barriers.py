"""What axe-core finds on a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async (tags) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return {
    checked: found.passes.length,
    violations: found.violations.flatMap((rule) => rule.nodes.map((node) =>
      `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").at(-1).trim()}`)),
  };
}"""


def find_barriers(page: Page, axe: str) -> list[str]:
    """Return what keeps people from using the page as it stands, in all of axe's rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: dict[str, Any] = page.evaluate(RUN, list(TAGS))
    assert found["checked"] > 10, "axe did not look at the page"
    return list(found["violations"])
