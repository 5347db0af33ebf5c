"""The built site on a server of its own, and a browser that reports whatever goes wrong."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from local_server import serving
from playwright.sync_api import Browser, sync_playwright
from visiting import Visitor

# The copies of the centre are made once for both suites, by the module beside the other one.
sys.path.append(str(Path(__file__).resolve().parent.parent / "site"))

from centre_copy import ROOT, Built, build_altered, build_coming, build_once

AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"
NO_BROWSER = (
    "No browser: install Chromium (Debian: apt install chromium) or Google Chrome, "
    "or set KC_BROWSER to the path of one."
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run")  # fmt: skip


@pytest.fixture(scope="session")
def real_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_once(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture(scope="session")
def altered_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_altered(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture(scope="session")
def coming_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build_coming(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture(scope="session")
def server(real_built: Built) -> Iterator[str]:
    """The address of the real site."""
    with serving(real_built.site) as address:
        yield address


@pytest.fixture(scope="session")
def altered_server(altered_built: Built) -> Iterator[str]:
    """The address of a copy in which some texts are not translated."""
    with serving(altered_built.site) as address:
        yield address


@pytest.fixture(scope="session")
def coming_server(coming_built: Built) -> Iterator[str]:
    """The address of a tiny centre with dates that are to come."""
    with serving(coming_built.site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
    found = (shutil.which(name) for name in (os.environ.get("KC_BROWSER", ""), *names) if name)
    path = next((item for item in found if item), None)
    if path is None:
        pytest.fail(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that looks for barriers."""
    if not AXE.is_file():
        pytest.fail("axe-core is missing: run `npm ci` in tests/browser, or scripts/test.")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def labels(real_built: Built) -> dict[str, dict[str, str]]:
    """The words of the site itself, per language."""
    text = (real_built.root / "projects/_registers/labels.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))


@pytest.fixture(scope="session")
def site_url(real_built: Built) -> str:
    """The site's own address, without a slash at its end."""
    settings = yaml.safe_load((real_built.root / "mkdocs.yml").read_text("utf-8"))
    return str(settings["site_url"]).rstrip("/")


@pytest.fixture(scope="session")
def turing(real_built: Built) -> dict[str, Any]:
    """The record of a project."""
    return dict(yaml.safe_load((real_built.root / "projects/turing.yml").read_text("utf-8")))


def _visit(browser: Browser, server: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, server)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.problems == []


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    """A visitor; at the end, nothing may have failed and no other host may have been asked."""
    yield from _visit(browser, server)


@pytest.fixture(scope="module")
def lasting_visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    """A visitor like that, who stays for all the tests of a file."""
    yield from _visit(browser, server)
