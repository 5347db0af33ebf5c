"""``llms.txt``: what the site holds, for language models, with links to pages as Markdown.

The form is that of https://llmstxt.org: a title, a sentence, lists of links, and what can be left
out last.
"""

from __future__ import annotations

from collections.abc import Iterator

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import markup
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.menu import MENU
from kenniscentrum.views.pagetext import FILE, escaped
from kenniscentrum.views.rendering import Rendering

NAME = "llms.txt"


def file(kc: Rendering) -> tuple[str, bytes]:
    """Return (path, bytes) of the file in the language of ``kc``."""
    centre = kc.corpus.centre
    lines = [
        f"# {kc.words(centre.name)}",
        "",
        f"> {kc.words(centre.tagline)}",
        "",
        kc.label("llms-about", licence=centre.licence_url),
    ]
    for title, links in _sections(kc):
        lines += ["", f"## {title}", "", *links]
    path = site_path("index", kc.language, kc.corpus.leading) + NAME
    return path, ("\n".join(lines) + "\n").encode()


def _sections(kc: Rendering) -> Iterator[tuple[str, list[str]]]:
    corpus = kc.corpus
    projects = [f"projects/{key}" for key in corpus.projects]
    reports = [document.address for document in corpus.reports.values()]
    calls = [f"calls/{key}" for key in corpus.calls]
    guides = [document.address for document in corpus.guides]
    for title, addresses in (
        (kc.label("llms-projects"), projects),
        (kc.label("llms-consultations"), sorted(reports)),
        (kc.label("llms-calls"), calls),
        (kc.label("llms-guides"), guides),
    ):
        if addresses:
            yield title, [_link(address, kc) for address in addresses]
    # The proposal gives this word a meaning, so it is the same in every language.
    lists = [address for address in MENU if (address, corpus.leading) in corpus.documents]
    news = [document.address for document in corpus.news]
    yield "Optional", [_link(address, kc) for address in (*lists, *news)]


def _link(address: str, kc: Rendering) -> str:
    title, about = _said(address, kc)
    url = kc.site_url + site_path(address, kc.language, kc.corpus.leading) + FILE
    return f"- [{escaped(title)}]({url})" + (f": {escaped(about)}" if about else "")


def _said(address: str, kc: Rendering) -> tuple[str, str]:
    """Return title and description of a page on one line each."""
    corpus: Corpus = kc.corpus
    register, _, key = address.partition("/")
    if register == "projects" and key in corpus.projects:
        project = corpus.projects[key]
        summary = kc.project_summary(project)
        return kc.words(project.title), summary.text if summary else ""
    if register == "calls" and key in corpus.calls:
        return kc.words(corpus.calls[key].title), ""
    page = corpus.document(address, kc.language).page
    return page.title, markup.plain(page.description)
