"""Pages that lead from a former address of a project to its present one."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.language import resolve
from kenniscentrum.views.addresses import site_path, to_root

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
    """Yield (path, bytes) of a stub for every former id, in one language."""
    for project in corpus.projects.values():
        for former in project.former_ids:
            path = site_path(f"projects/{former}", language, corpus.leading)
            title = resolve(project.title, language).text
            icon = f"{to_root(path)}assets/favicon.svg"
            link = f"../{project.id}/"
            stub = _STUB.format(language=language, title=title, link=link, icon=icon)
            yield f"{path}index.html", stub.encode()
