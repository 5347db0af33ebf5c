"""Former and guessed addresses lead to the present one: as pages, and as lists for servers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from markupsafe import Markup

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.language import resolve
from kenniscentrum.core.moves import moved
from kenniscentrum.views.addresses import relative, site_path, to_root

NGINX = "_redirects-nginx"
"""The file that nginx reads when it starts or is reloaded."""

_STUB = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="{icon}">
<meta http-equiv="refresh" content="0; url={link}">
</head>
<body><p><a href="{link}">{title}</a></p></body>
</html>
""")


def files(corpus: Corpus, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of a page for every former address, and of the lists for servers.

    ``base`` is the path of the site at its host, with a slash at both ends.
    """
    for language in corpus.centre.languages:
        yield from render(corpus, language)
    moves = pairs(corpus, base)
    yield "_redirects", hosted(moves).encode()
    yield NGINX, nginx_map(moves).encode()


def render(corpus: Corpus, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of a page for every former address, in one language."""
    for old, page in moved(corpus).items():
        path = site_path(old, language, corpus.leading)
        title = _title(corpus, page, language)
        icon = f"{to_root(path)}assets/favicon.svg"
        stub = _STUB.format(language=language, title=title, link=relative(old, page), icon=icon)
        yield f"{path}index.html", stub.encode()


def pairs(corpus: Corpus, base: str = "/") -> list[tuple[str, str]]:
    """Return (former path, present path) for servers, in every language, sorted.

    Both begin with ``base``, end with a slash and are written as in addresses (RFC 3986). Only the
    page moves: feeds and calendars of a record that has another id stay where they were, too.
    """
    return sorted(
        (
            base + quote(site_path(old, language, corpus.leading)),
            base + quote(site_path(page, language, corpus.leading)),
        )
        for language in corpus.centre.languages
        for old, page in moved(corpus).items()
    )


def hosted(moves: list[tuple[str, str]]) -> str:
    """Write ``_redirects`` as Netlify and Cloudflare Pages read it: former, present, status."""
    lines = (f"{form} {new} 301" for old, new in moves for form in (old[:-1], old))
    return "".join(f"{line}\n" for line in lines)


def nginx_map(moves: list[tuple[str, str]]) -> str:
    """Write the lines of an nginx ``map`` from ``$uri`` to the present path.

    nginx compares decoded paths and forgets case; long keys need ``map_hash_bucket_size``.
    """
    lines = (f'"{unquote(form)}" "{new}";' for old, new in moves for form in (old[:-1], old))
    return "".join(f"{line}\n" for line in lines)


def _title(corpus: Corpus, address: str, language: str) -> str:
    register, _, key = address.partition("/")
    if (register, key) in corpus.record_pages:
        match register:
            case "calls":
                return resolve(corpus.calls[key].title, language).text
            case "projects":
                return resolve(corpus.projects[key].title, language).text
            case "organisations":
                return resolve(corpus.organisations[key].name, language).text
            case _:
                return resolve(corpus.terms[register][key].label, language).text
    return corpus.document(address, language).page.title
