"""The MkDocs plugin: hands the site's pages to MkDocs and writes what MkDocs does not know.

Pages of records are announced before static-i18n (its own ``on_files`` runs at -100) and filled
after it, because it rebuilds every file from ``docs_dir``. Every event runs once per language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kenniscentrum.adapters import card_images, past, report, search, theme
from kenniscentrum.adapters.history import ShallowError
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.history import History, Reach
from kenniscentrum.core.reading import address_of, read_corpus
from kenniscentrum.core.revisions import Revision
from kenniscentrum.views import forges
from kenniscentrum.views.forges import Forge
from kenniscentrum.views.site import Site

log = get_plugin_logger("kenniscentrum")

_SHALLOW = """Every page would seem to be new. Fetch the rest (git fetch --unshallow; in a workflow
fetch-depth: 0), or allow it with `history: cut` under `kenniscentrum` in mkdocs.yml: then pages say
that their history is cut off."""


class PluginConfig(Config):
    """Options of the plugin in ``mkdocs.yml``."""

    repository = c.Type(str, default="")  # address of the repository; empty: no links to edit
    forge = c.Choice(forges.KINDS, default="github")
    branch = c.Type(str, default="main")
    history = c.Choice(("whole", "cut", "none"), default="whole")  # cut: a shallow clone will do
    search = c.Type(bool, default=True)  # whether to build the search index


@dataclass(frozen=True)
class Made:
    """What a page was made with; enough to make it again."""

    language: str
    file: File
    files: Files
    nav: Navigation
    env: Environment


class KenniscentrumPlugin(BasePlugin[PluginConfig]):
    """Connects the knowledge centre to MkDocs."""

    site: Site
    today: dt.date | None = None  # the clock's, unless the caller says so
    corpus: Corpus | None = None  # read once more, unless the caller has it

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note how MkDocs was called."""
        self._serving = command == "serve"
        self.made: dict[str, Made] = {}

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the corpus once per build. Raises PluginError with all findings of an error."""
        i18n: Any = config.plugins["i18n"]
        self._i18n = i18n
        if i18n.building:  # the build of a further language, inside that of the first
            return
        root = Path(config.config_file_path).parent
        corpus = self.corpus or self._read(root)
        configured = tuple(language.locale for language in i18n.config.languages)
        if configured != corpus.centre.languages:
            raise PluginError(f"mkdocs.yml has {configured}, centre.yml {corpus.centre.languages}")
        self._templates, self._site_url = root / "overrides", config.site_url or ""
        self._past = self._history(root, configured)  # at a save nothing of it changes
        self.renew(corpus)

    def _read(self, root: Path) -> Corpus:
        corpus, found = read_corpus(root)
        if corpus is None:
            words = report.plain(found, root, "nl")
            raise PluginError(f"\n{words}")
        return corpus

    def _history(
        self, root: Path, languages: tuple[str, ...]
    ) -> tuple[History, Mapping[str, Revision]]:
        """Return what git knows of pages and dates; it is asked once a build."""
        if self.config.history == "none":
            return History(why="mkdocs.yml asks for none"), {}
        try:
            found, counted = past.past(
                root, languages, cut=self._serving or self.config.history == "cut"
            )
        except ShallowError as error:
            raise PluginError(f"{error}\n{_SHALLOW}") from None
        match found.reach:
            case Reach.ABSENT:
                log.info("No history, so pages and calendars know no changes: %s", found.why)
            case Reach.CUT:
                log.info("History is cut off by a shallow clone, and the pages say so")
        return found, counted

    def renew(self, corpus: Corpus) -> None:
        """Take a corpus as what the site says from now on."""
        today = self.today or dt.datetime.now(tz=BRUSSELS).date()
        places = self._templates, self._site_url
        found, counted = self._past
        corpus = replace(corpus, history=found, revisions=counted)
        published = not self._serving
        self.site = Site(corpus, *places, self._searchable, today, published, self._forge)

    def speak(self, language: str) -> None:
        """Make the next pages in a language, as static-i18n does during a build."""
        self._i18n.current_language = language

    @property
    def _searchable(self) -> bool:
        return self.config.search and not self._serving  # an index at each save takes too long

    @property
    def _forge(self) -> Forge:
        return Forge(self.config.repository, self.config.forge, self.config.branch)

    @property
    def _language(self) -> str:
        return str(self._i18n.current_language)

    def _address(self, file: File) -> str:
        return address_of(file.src_uri, self.site.languages)[0]

    @event_priority(50)
    def _announce(self, files: Files, config: MkDocsConfig) -> Files:
        copied = self.site.assets.copied
        for file in [f for f in files if theme.is_unused(f.src_uri) or not copied(f.src_uri)]:
            files.remove(file)
        places = config.docs_dir, config.site_dir, config.use_directory_urls
        for address in self.site.records:
            for code in self.site.languages:
                suffix = "" if code == self.site.corpus.leading else f".{code}"
                files.append(File(f"{address}{suffix}.md", *places))
        return files

    @event_priority(-150)
    def _fill(self, files: Files, config: MkDocsConfig) -> Files:
        for file in files.documentation_pages():
            if self._address(file) in self.site.records:
                file.content_string = ""
                file.generated_by = "kenniscentrum"
                file.inclusion = InclusionLevel.NOT_IN_NAV
        return files

    on_files = CombinedEvent(_announce, _fill)

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Give a record's page the title and description that front matter gives others."""
        fragment = self.site.fragment(self._address(page.file), self._language)
        if fragment:
            page.meta = {"title": fragment.title, "description": fragment.description}
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Return a record's page, or a Markdown page with its components and what frames it."""
        address = self._address(page.file)
        fragment = self.site.fragment(address, self._language)
        return fragment.html if fragment else self.site.document(address, self._language, html)

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the navigation of a language for pages that are made again."""
        self._nav = nav

    def on_env(self, env: Environment, *, files: Files, **_: Any) -> None:
        """Say which language is being written, and keep what its pages are made with."""
        env.auto_reload = self._serving
        # MkDocs escapes nothing; our templates show titles and descriptions that editors write.
        env.autoescape = lambda name: (self._templates / (name or "?")).is_file()
        for file in files.documentation_pages():
            self.made[file.dest_uri] = Made(self._language, file, files, self._nav, env)
        log.info("%s: %d pages", self._language, len(self.site.addresses))

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, **_: Any) -> Any:
        """Give the templates of the page's frame what they show, and write what stands beside."""
        address = self._address(page.file)
        context["kc"] = self.site.frame(address, self._language, page.content or "")
        _write(self.site.copies(context["kc"]), Path(config.site_dir))
        return context

    def on_post_page(self, output: str, **_: Any) -> str:
        """Remove what the theme writes around its blocks."""
        return theme.without_leftovers(output)

    def on_template_context(self, context: Any, *, config: MkDocsConfig, **_: Any) -> Any:
        """Give the page for unknown addresses its frame; its links hold at any depth."""
        root = urlsplit(config.site_url or "/").path
        context["kc"] = self.site.not_found(self._language, root)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Write ``404.html`` in the folder of its language; our own sitemap comes later."""
        if template_name != "404.html":
            return ""
        if self._language == self.site.corpus.leading:
            return theme.without_leftovers(output)
        target = Path(config.site_dir, self._language, template_name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(theme.without_leftovers(output), "utf-8")
        return ""

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """After the last language: feeds, sitemap, images and search index."""
        if self._i18n.building:
            return
        self.write_files(Path(config.site_dir))
        kept = Path(config.config_file_path).parent / ".cache" / "social"
        card_images.write(self.site.cards(), Path(config.site_dir), kept)
        if self._searchable:
            search.index(Path(config.site_dir), self.site.term_documents())

    def write_files(self, site_dir: Path) -> None:
        """Write what is no page: redirects, feeds, data and sitemap."""
        _write(self.site.files(), site_dir)


def _write(files: Iterable[tuple[str, bytes]], site_dir: Path) -> None:
    for path, content in files:
        (site_dir / path).parent.mkdir(parents=True, exist_ok=True)
        (site_dir / path).write_bytes(content)
