"""What an editor sees while writing: a save is on the page, and a mistake is told on it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from centre_copy import copy_centre

PATIENCE = 30.0  # seconds after which nothing more is expected; not a measure of speed

See = Callable[[str, str], None]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_centre(tmp_path_factory.mktemp("preview") / "centre")


@pytest.fixture(scope="module")
def see(centre: Path) -> Iterator[See]:
    """Serve the centre; the value waits until a page holds some words."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("kc")), "--root", str(centre), "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--today", "2019-05-01"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def wait(path: str, words: str) -> None:
        ends = time.monotonic() + PATIENCE
        seen = ""
        while words not in seen:
            assert time.monotonic() < ends, f"{path} never said {words!r}: {seen[-2000:]}"
            assert server.poll() is None, "the server ended"
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                    seen = answer.read().decode()
            except (URLError, ConnectionError):
                pass
            time.sleep(0.05)

    yield wait
    os.killpg(server.pid, signal.SIGINT)
    server.wait(PATIENCE)


def _change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_the_pages_are_those_of_the_day_that_was_asked_for(see: See) -> None:
    see("/calls/pio-2019-1/", 'data-day="2019-06-14"')  # a deadline that was still to come


def test_a_saved_record_is_on_its_page_in_every_language(see: See, centre: Path) -> None:
    see("/projects/turing/", "ML6")
    _change(centre / "projects/turing.yml", "acronym: Turing", "acronym: Turing2")
    see("/projects/turing/", "Turing2")
    see("/en/projects/turing/", "Turing2")


def test_a_saved_name_is_on_the_pages_that_show_it(see: See, centre: Path) -> None:
    register = centre / "projects/_registers/organisations.yml"
    _change(register, "Agentschap Wegen en Verkeer", "Agentschap Wegen en Licht")
    see("/organisations/awv/", "Agentschap Wegen en Licht")
    see("/projects/turing/", "Agentschap Wegen en Licht")


def test_a_mistake_is_told_on_every_page_until_it_is_mended(see: See, centre: Path) -> None:
    record = centre / "projects/turing.yml"
    _change(record, "code: execution", "code: executon")
    see("/en/guides/route/", "projects/turing.yml:")
    see("/en/guides/route/", "&#x27;execution&#x27;")
    _change(record, "code: executon", "code: execution")
    see("/en/guides/route/", "The route of a PIO project")


def test_a_saved_guide_and_template_are_on_the_page(see: See, centre: Path) -> None:
    _change(centre / "docs/guides/route.md", "\n## ", "\n## Nieuw: ")
    see("/guides/route/", "Nieuw: ")
    _change(centre / "overrides/partials/footer.html", "<footer", '<footer data-new="1"')
    see("/guides/route/", 'data-new="1"')


def test_a_new_record_gets_a_page(see: See, centre: Path) -> None:
    record = "format: 1\nid: probe\nprogramme: pio\ntitle: {nl: Splinternieuw, en: Brand new}\n"
    (centre / "projects/probe.yml").write_text(record, "utf-8")
    see("/projects/probe/", "Splinternieuw")
    see("/en/projects/", "Brand new")
