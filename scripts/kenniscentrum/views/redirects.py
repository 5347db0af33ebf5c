"""Pages that lead from former and guessed addresses to the present one."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.language import resolve
from kenniscentrum.views.addresses import relative, site_path, to_root

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


def render(corpus: Corpus, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of a stub for every former address, in one language."""
    for old, page, title in _former(corpus, language):
        path = site_path(old, language, corpus.leading)
        icon = f"{to_root(path)}assets/favicon.svg"
        stub = _STUB.format(language=language, title=title, link=relative(old, page), icon=icon)
        yield f"{path}index.html", stub.encode()


def _former(corpus: Corpus, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (former address, present address, title of the page)."""
    for project in corpus.projects.values():
        for former in project.former_ids:
            title = resolve(project.title, language).text
            yield f"projects/{former}", f"projects/{project.id}", title
    for item in corpus.centre.former_addresses:
        yield item.old, item.page, _title(corpus, item.page, language)


def _title(corpus: Corpus, address: str, language: str) -> str:
    register, _, key = address.partition("/")
    if register == "calls" and key in corpus.calls:
        return resolve(corpus.calls[key].title, language).text
    if register == "projects" and key in corpus.projects:
        return resolve(corpus.projects[key].title, language).text
    if register == "organisations" and key in corpus.organisations:
        return resolve(corpus.organisations[key].name, language).text
    return corpus.document(address, language).page.title
