"""What readers get, as files: a change of the views is read in review, never overlooked."""

from __future__ import annotations

import pytest
from rendered import GOLDEN, MakeSite, golden_centre, golden_files, with_frozen_turing

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.site import Site


@pytest.fixture(scope="module")
def toy_site(tmp_path_factory: pytest.TempPathFactory, site_of: MakeSite) -> Site:
    """The site of the tiny centre with the golden records."""
    return site_of(golden_centre(tmp_path_factory.mktemp("golden")))


def test_pages_and_feeds_say_what_the_golden_files_say(
    corpus: Corpus, site_of: MakeSite, toy_site: Site, request: pytest.FixtureRequest
) -> None:
    files = dict(golden_files(site_of(with_frozen_turing(corpus)), toy_site))
    if request.config.getoption("--update-golden"):
        for name, text in files.items():
            (GOLDEN / name).write_text(text, "utf-8")
    accepted = {path.name: path.read_text("utf-8") for path in GOLDEN.iterdir() if path.is_file()}
    assert sorted(accepted) == sorted(files)
    for name, text in files.items():
        assert text == accepted[name], f"{name} differs; if it is right: pytest --update-golden"
