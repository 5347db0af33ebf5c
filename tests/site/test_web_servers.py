"""Debian's web servers send the site as it is meant, with the configurations that come with it."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from centre_copy import Built
from web_servers import SERVERS, Server, running

from kenniscentrum.adapters.compressing import compress

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture(scope="module")
def compressed(coming: Built) -> Path:
    """The tiny site; what is compressed stands beside what is not."""
    compress(coming.site, coming.root / ".cache" / "compressed")
    return coming.site


@pytest.fixture(scope="module", params=SERVERS)
def server(
    compressed: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    # Apache serves as somebody else, who must be able to get here.
    ours = Path(tempfile.gettempdir())
    for folder in (compressed, *compressed.parents):
        if folder != ours and folder.is_relative_to(ours):
            folder.chmod(0o755)
    work = tmp_path_factory.mktemp(request.param)
    with running(request.param, compressed, work) as found:
        yield found


def test_every_answer_is_hardened(server: Server) -> None:
    for path in ("/", "/rss.xml", "/data/v1/projects.json", "/no-such-page", "/.htaccess"):
        headers = server.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe-inline" not in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert "camera=()" in headers["permissions-policy"], path
        assert headers["cross-origin-opener-policy"] == "same-origin", path


def test_only_an_e_mail_may_hold_styles_and_it_may_hold_nothing_else(
    server: Server, compressed: Path
) -> None:
    mail = next(compressed.rglob("mail.html"))
    answer = server.get(f"/{mail.relative_to(compressed).as_posix()}")
    policy = answer.headers["content-security-policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert answer.body == mail.read_bytes()


def test_other_sites_may_read_data_feeds_and_calendars_but_not_pages(server: Server) -> None:
    for path in ("/data/v1/projects.csv", "/en/rss.xml", "/feed.json", "/calendar.ics",
                 "/opportunities.json", "/opportunities.schema.json", "/index.md"):  # fmt: skip
        headers = server.get(path).headers
        assert headers["access-control-allow-origin"] == "*", path
        assert headers["cross-origin-resource-policy"] == "cross-origin", path
    for path in ("/", "/assets/immutable/none.js", "/no-such-page"):
        headers = server.get(path).headers
        assert "access-control-allow-origin" not in headers, path
        assert headers["cross-origin-resource-policy"] == "same-origin", path


def test_files_say_what_they_are(server: Server) -> None:
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/robots.txt": "text/plain; charset=utf-8",
        "/index.md": "text/markdown; charset=utf-8",
        "/calendar.ics": "text/calendar; charset=utf-8",
        "/data/v1/projects.csv": "text/csv; charset=utf-8",
        "/data/v1/projects.json": "application/json",
        "/data/v1/projects.ndjson": "application/x-ndjson",
        "/data/v1/projects.schema.json": "application/schema+json",
        "/data/v1/projects.csv-metadata.json": "application/csvm+json",
        "/cite.json": "application/vnd.citationstyles.csl+json",
        "/cite.bib": "application/x-bibtex",
        "/feed.json": "application/feed+json",
        "/atom.xml": "application/xml",
        "/assets/favicon.svg": "image/svg+xml",
    }.items():
        answer = server.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind), path


def test_what_holds_a_hash_in_its_name_is_kept_and_all_else_is_asked_for_again(
    server: Server, compressed: Path
) -> None:
    for folder in ("assets/immutable", "assets/stylesheets", "pagefind/fragment"):
        for file in sorted((compressed / folder).iterdir())[:2]:
            answer = server.get(f"/{folder}/{file.name}")
            assert (answer.status, "immutable" in answer.headers["cache-control"]) == (200, True)
        missing = server.get(f"/{folder}/no-such-file")
        assert (missing.status, missing.headers["cache-control"]) == (404, "no-cache")
    page = server.get("/")
    assert page.headers["cache-control"] == "no-cache"
    again = server.get("/", if_none_match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_an_unknown_address_is_answered_in_its_language(server: Server) -> None:
    for path, language in (("/nergens", "nl"), ("/nergens/", "nl"), ("/en/nowhere/", "en"),
                           ("/assets/", "nl"), ("/en/projects/no.json", "en")):  # fmt: skip
        answer = server.get(path)
        assert answer.status == 404, path
        assert f'<html lang="{language}"'.encode() in answer.body, path


def test_what_only_servers_read_is_not_sent(server: Server) -> None:
    for path in ("/.htaccess", "/_headers", "/_redirects", "/_redirects-nginx", "/data/.git/x"):
        assert server.get(path).status == 404, path


def test_addresses_without_slash_and_former_ones_lead_on(server: Server) -> None:
    answer = server.get("/projects")
    assert answer.status in (301, 308)
    assert answer.headers["location"].endswith("/projects/")
    for start in ("", "/en"):
        for path in (f"{start}/projects/oude-fonteinen/", f"{start}/projects/oude-fonteinen"):
            answer = server.get(path)
            if server.name == "caddy":  # leaves it to the page at the former address
                assert answer.status in (200, 308), path
                continue
            assert answer.status == 301, path
            assert answer.headers["location"].endswith(f"{start}/projects/fonteinen/"), path


def test_a_browser_gets_the_page(server: Server) -> None:
    for path in ("/", "/projects/", "/en/projects/brug/"):
        for accept in ({"accept": BROWSER}, {"accept": "*/*"}, {}):
            answer = server.get(path, **accept)
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert "Accept" in answer.headers["vary"].replace("Accept-Encoding", "")


@pytest.mark.parametrize(
    ("path", "accept", "file"),
    [
        ("/", "application/rss+xml, */*;q=0.5", "rss.xml"),
        ("/en/", "application/atom+xml", "en/atom.xml"),
        ("/", "application/feed+json", "feed.json"),
        ("/", "text/calendar", "calendar.ics"),
        ("/en/projects/brug/", "text/markdown, text/html;q=0.5", "en/projects/brug/index.md"),
        ("/projects/brug/", "application/x-bibtex", "projects/brug/cite.bib"),
        ("/projects/brug/", "application/json", "data/v1/projects/brug.json"),
        ("/en/projects/brug/", "application/yaml", "data/v1/projects/brug.yml"),
        ("/projects/", "text/csv", "data/v1/projects.csv"),
        ("/en/projects/", "application/x-ndjson", "data/v1/projects.ndjson"),
        ("/glossary/", "application/json", "glossary/index.html"),  # there is no such data
    ],
)
def test_a_program_gets_the_form_that_it_asks_for_first(
    server: Server, compressed: Path, path: str, accept: str, file: str
) -> None:
    answer = server.get(path, accept=accept)
    assert answer.status == 200
    assert answer.body == (compressed / file).read_bytes()


@pytest.mark.parametrize("path", ["/", "/en/projects/", "/data/v1/projects.json", "/rss.xml"])
def test_compressed_files_are_sent_to_those_who_can_read_them(server: Server, path: str) -> None:
    import brotli

    plain = server.get(path)
    assert "content-encoding" not in plain.headers
    for asked, name, read in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
    ):
        answer = server.get(path, accept_encoding=asked)
        assert answer.headers["content-encoding"] == name
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["content-type"] == plain.headers["content-type"]
        assert answer.headers.get("access-control-allow-origin") == plain.headers.get(
            "access-control-allow-origin"
        )
        assert read(answer.body) == plain.body
        assert len(answer.body) < len(plain.body) / 2


def test_https_is_promised_over_https_only(server: Server) -> None:
    assert "strict-transport-security" not in server.get("/").headers
    if server.name == "nginx":  # what stands before it says how the visitor came
        headers = server.get("/", x_forwarded_proto="https").headers
        assert headers["strict-transport-security"].startswith("max-age=")


def test_nothing_can_be_sent_to_the_site(server: Server, compressed: Path) -> None:
    answer = server.get("/projects/", method="PUT")
    assert answer.status in (405, 403, 200)
    assert answer.status != 200 or answer.body == (compressed / "projects/index.html").read_bytes()
