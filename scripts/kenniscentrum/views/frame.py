"""What stands around a page's text: menu, languages, breadcrumbs, feeds, search words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import formats, markup, search
from kenniscentrum.views.addresses import site_path, to_root
from kenniscentrum.views.assets import Assets
from kenniscentrum.views.calendars import Calendar
from kenniscentrum.views.cards import Card
from kenniscentrum.views.citations import Citation
from kenniscentrum.views.datalinks import DataLink
from kenniscentrum.views.datasets import PAGE as DATA
from kenniscentrum.views.feeds import FORMATS
from kenniscentrum.views.menu import FOLLOW, FOOTER, MENU, WAYS
from kenniscentrum.views.pagehistory import PageHistory
from kenniscentrum.views.rendering import Rendering
from kenniscentrum.views.topics import ALL

_HEADING = re.compile(r'<h2 id="([^"]+)"(?: lang="([a-z]+)")?[^>]*>(.*?)</h2>', re.DOTALL)


@dataclass(frozen=True)
class Frame:
    """The frame of one page. Templates call it ``kc``; every text is in the page's language.

    ``site_url`` is the site's own address; without it nothing that must be absolute is written.
    ``root`` is the link from this page to the root of the site; ``feed`` is the folder and title
    of the feeds about this page, ``calendar`` its calendar, ``data`` the files of what it shows,
    ``history`` when it changed; ``facts`` is what search shows below its title. Without
    ``citation`` no copies stand beside it; ``linked`` is what it is about, as the text of a script
    of JSON-LD, ``policy`` the Content Security Policy that the page says itself.
    """

    rendering: Rendering
    address: str
    kind: str
    site_url: str = ""
    root: str = ""
    text_language: str = ""
    keywords: str = ""
    facts: str = ""
    searchable: bool = True
    edit_url: str = ""
    stale: bool = False
    title_language: str = ""
    written_in: frozenset[str] = frozenset()
    content: str = field(default="", repr=False)
    card: Card | None = None
    feed: tuple[str, str] | None = None
    calendar: Calendar | None = None
    history: PageHistory = field(default_factory=PageHistory)
    citation: Citation | None = None
    linked: str = ""
    data: tuple[DataLink, ...] = ()
    policy: str = ""
    assets: Assets | None = None

    @classmethod
    def of(cls, rendering: Rendering, address: str, kind: str, **values: Any) -> Frame:
        """Make the frame of a page, with links relative to where it is written."""
        path = site_path(address, rendering.language, rendering.corpus.leading)
        values.setdefault("root", to_root(path))
        return cls(rendering, address, kind, **values)

    @property
    def corpus(self) -> Corpus:
        """The corpus behind the page."""
        return self.rendering.corpus

    @property
    def language(self) -> str:
        """The language of the frame; the text may be in another one."""
        return self.rendering.language

    def label(self, key: str, count: int | None = None, **values: object) -> str:
        """Return a word of the site."""
        return self.rendering.label(key, count, **values)

    @property
    def name(self) -> str:
        """The name of the knowledge centre."""
        return self.rendering.words(self.corpus.centre.name)

    @property
    def tagline(self) -> str:
        """The subtitle of the knowledge centre."""
        return self.rendering.words(self.corpus.centre.tagline)

    @property
    def home_url(self) -> str:
        """Link to the home page of this language."""
        return self._link("index")

    @property
    def menu(self) -> list[dict[str, object]]:
        """The main menu, with where the visitor is."""
        section = self.address.partition("/")[0]
        return [
            {
                **self._entry(target),
                "current": target == self.address,
                "within": target.partition("/")[0] == section,
            }
            for target in MENU
            if target in self.corpus.addresses
        ]

    @property
    def footer(self) -> list[dict[str, object]]:
        """Columns of links at the foot of the page."""
        return [{"title": self.label(key), "links": self._there(keys)} for key, keys in FOOTER]

    @property
    def breadcrumbs(self) -> list[dict[str, str]]:
        """The way from the home page to this page, itself not included; empty on the home page."""
        if self.address == "index":
            return []
        trail = [{"title": self.label("home"), "lang": "", "url": self.home_url}]
        section = self.address.partition("/")[0] + "/index"
        known = (section, self.corpus.leading) in self.corpus.documents
        return [*trail, self._entry(section)] if known and section != self.address else trail

    @property
    def languages(self) -> list[dict[str, object]]:
        """This page in every language; with an absolute address only where its text is in it."""
        return [
            {
                "code": code,
                "name": formats.own_language_name(code),
                "url": self.root + site_path(self.address, code, self.corpus.leading),
                "absolute": self._absolute(code) if code in self.written_in else "",
                "current": code == self.language,
            }
            for code in self.corpus.centre.languages
        ]

    @property
    def canonical(self) -> str:
        """Absolute address under which search engines should know this text."""
        return self._absolute(self.language if self.offered else self.corpus.leading)

    @property
    def untranslated(self) -> bool:
        """Whether the text is in another language than the page."""
        return bool(self.text_language) and self.text_language != self.language

    @property
    def offered(self) -> bool:
        """Whether the page is one in its language: some text of it is written in it."""
        return self.language in self.written_in

    @property
    def translation(self) -> bool:
        """Whether this is a translation: the leading language prevails."""
        return self.language != self.corpus.leading

    @property
    def leading_url(self) -> str:
        """Link to this page in the leading language."""
        return self.root + site_path(self.address, self.corpus.leading, self.corpus.leading)

    @property
    def kind_label(self) -> str:
        """The kind of the page in words."""
        return self.label(f"kind-{self.kind}")

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The feeds of this language with everything in them."""
        return self._feeds(ALL, self.name) if self.site_url else []

    @property
    def page_feeds(self) -> list[dict[str, str]]:
        """The feeds about this page, if there are any of its own."""
        return self._feeds(*self.feed) if self.feed else []

    @property
    def follow_url(self) -> str:
        """Link to the page that explains how to follow the site, if there is one."""
        return self._link(FOLLOW) if FOLLOW in self.corpus.addresses else ""

    @property
    def data_url(self) -> str:
        """Link to the page that explains the open data, if there is one."""
        return self._link(DATA) if DATA in self.corpus.addresses else ""

    @property
    def search(self) -> search.Window:
        """What a search field on this page needs."""
        return search.Window(self.rendering, self.root)

    @property
    def ways(self) -> list[dict[str, str]]:
        """Lists in which everything can be found without searching."""
        return self._there(WAYS)

    def _feeds(self, folder: str, title: str) -> list[dict[str, str]]:
        path = self.root + site_path(folder, self.language, self.corpus.leading)
        return [
            {"title": f"{title} ({form.name})", "name": form.name, "url": path + form.file,
             "type": form.media_type}
            for form in FORMATS
        ]  # fmt: skip

    @property
    def headings(self) -> list[dict[str, object]]:
        """The sections of the page's text."""
        return [
            {
                "id": key,
                "lang": self.rendering.foreign(lang or self.language),
                "title": markup.without_tags(text),
            }
            for key, lang, text in _HEADING.findall(self.content)
        ]

    def asset(self, path: str) -> str:
        """Return the link to a file of the site, such as ``assets/site.css``."""
        return self.root + (self.assets.path(path) if self.assets else path)

    def _link(self, target: str) -> str:
        return self.root + site_path(target, self.language, self.corpus.leading)

    def _there(self, targets: Iterable[str]) -> list[dict[str, str]]:
        return [self._entry(target) for target in targets if target in self.corpus.addresses]

    def _entry(self, target: str) -> dict[str, str]:
        """Return the link to a page: its title, the language of that if it is another, address."""
        document = self.corpus.document(target, self.language)
        return {
            "title": document.page.title,
            "lang": self.rendering.foreign(document.language),
            "url": self._link(target),
        }

    def _absolute(self, language: str) -> str:
        path = site_path(self.address, language, self.corpus.leading)
        return self.site_url and self.site_url + path
