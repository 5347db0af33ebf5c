"""The real site, built once, and its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from centre_copy import Built, build_altered, build_coming, build_once
from html_pages import Page, read_pages


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def site(built: Built) -> Path:
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built.site


@pytest.fixture(scope="session")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of a copy in which translations are missing and a project has moved."""
    built = build_altered(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture(scope="session")
def coming(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the tiny centre with dates that are to come."""
    built = build_coming(tmp_path_factory.getbasetemp())
    assert built.command.returncode == 0, built.command.stdout + built.command.stderr
    return built


@pytest.fixture(scope="session")
def records(built: Built) -> dict[str, Any]:
    """Every project record as YAML has it, by name of its file."""
    files = sorted((built.root / "projects").glob("*.yml"))
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in files}


@pytest.fixture(scope="session")
def registers(built: Built) -> dict[str, Any]:
    """Every register as YAML has it, by name of its file."""
    files = (built.root / "projects" / "_registers").glob("*.yml")
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in files}


@pytest.fixture(scope="session")
def site_url(built: Built) -> str:
    """The site's own address, without a slash at its end."""
    settings = yaml.safe_load((built.root / "mkdocs.yml").read_text("utf-8"))
    return str(settings["site_url"]).rstrip("/")


@pytest.fixture(scope="session")
def languages(registers: dict[str, Any]) -> tuple[str, ...]:
    """The languages of the site; the first one leads."""
    return tuple(registers["centre"]["languages"])


@pytest.fixture(scope="session")
def all_pages(site: Path, languages: tuple[str, ...]) -> list[Page]:
    """Every page, with those for addresses that do not exist."""
    pages = read_pages(site, languages)
    return [page for page in pages if not page.redirects and not page.is_mail]


@pytest.fixture(scope="session")
def pages(all_pages: list[Page]) -> dict[str, Page]:
    """Every page that has an address of its own, by its path."""
    return {page.path: page for page in all_pages if page.path.endswith("/")}
