"""What the tests share: the real knowledge centre, and a tiny one to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from small_centre import ROOT, valid, write_centre

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.site import Site

settings.register_profile(
    "core",
    deadline=None,
    max_examples=150,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("core")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts what the views say now."""
    parser.addoption(
        "--update-golden", action="store_true", help="Rewrite tests/golden/ from what views say."
    )


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A tiny but complete knowledge centre, to break."""
    return write_centre(tmp_path / "centre")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny centre for properties, which write ``projects/probe.yml`` and ``docs/probe.md``."""
    return write_centre(tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The tiny centre, read."""
    return valid(write_centre(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="session")
def real() -> Path:
    """The repository itself."""
    return ROOT


@pytest.fixture(scope="session")
def corpus(real: Path) -> Corpus:
    """The real knowledge centre, read."""
    return valid(real)


@pytest.fixture(scope="session")
def site_of(real: Path) -> Callable[[Corpus], Site]:
    """Make the site of a corpus with the real templates."""

    def make(corpus: Corpus, site_url: str = "https://kenniscentrum.example/") -> Site:
        return Site(corpus, real / "overrides", site_url)

    return make


@pytest.fixture(scope="session")
def real_site(corpus: Corpus, site_of: Callable[[Corpus], Site]) -> Site:
    """The site of the real knowledge centre."""
    return site_of(corpus)
