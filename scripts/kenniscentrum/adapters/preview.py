"""The server behind ``kc serve``: a save is on the page at once, because pages are made on request.

The first build is MkDocs' own. After a save only the corpus is read again; each page that a browser
then asks for is made anew with the objects of that build. New or gone pages need a new build.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from socketserver import BaseServer
from typing import Any

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.commands.build import build as build_all
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from kenniscentrum.adapters import report
from kenniscentrum.adapters.mkdocs_plugin import KenniscentrumPlugin
from kenniscentrum.adapters.watching import Saved, Watch
from kenniscentrum.core.findings import Finding
from kenniscentrum.core.reading import read_corpus

HOST = "127.0.0.1"
WATCHED = ("docs", "projects", "overrides", "mkdocs.yml")
_QUIET = 0.05  # seconds without a change after which a save is complete
_PROBLEM = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>kc check</title></head>
<body><h1>Even herstellen</h1><p>De gewone pagina komt terug zodra dit hersteld is.</p>
<pre>{}</pre></body></html>"""


class Preview(LiveReloadServer):
    """Serves the centre at ``root`` on 127.0.0.1 and keeps what browsers see up to date."""

    plugin: KenniscentrumPlugin

    def __init__(self, root: Path, port: int, today: dt.date | None = None) -> None:
        self._centre, self._port, self._today = root, port, today
        self._folder = Path(tempfile.mkdtemp(prefix="kc-preview-"))
        self._found: list[Finding] = []
        self._stale: set[str] = set()
        super().__init__(self.rebuild, HOST, port, str(self._folder))
        self.build_delay = _QUIET
        # MkDocs would look at all files every half second; who watches is ours, the rest is its.
        self._watched_paths = dict.fromkeys(WATCHED, 1)

    def run(self) -> None:
        """Build once, then serve and follow what is saved, until interrupted."""
        try:
            self.rebuild()
            sys.stderr.write(f"http://{HOST}:{self._port}/\n")
            watch = Watch(Saved(self._want), *(self._centre / name for name in WATCHED))
            self.server_bind()
            self.server_activate()
            self.serve_thread.start()
            try:
                self._build_loop()  # type: ignore[no-untyped-call]
            finally:
                watch.stop()
                BaseServer.shutdown(self)
                self.server_close()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def rebuild(self) -> None:
        """Read the centre again; an error shows on every page until it is mended."""
        corpus, found = read_corpus(self._centre)
        self._found = [] if corpus else found
        if corpus is None:
            sys.stderr.write(report.plain(found, self._centre, "nl") + "\n")
        elif not hasattr(self, "plugin") or corpus.addresses != self.plugin.site.corpus.addresses:
            self._build_all()
        else:
            self.plugin.renew(corpus)
            self._stale = set(self.plugin.made)
            assets = self._centre / "overrides" / "assets"
            shutil.copytree(assets, self._folder / "assets", dirs_exist_ok=True)
            self.plugin.write_files(self._folder)

    def serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer a request; a page that is out of date is made first."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith("/livereload/"):
            return super().serve_request(environ, start_response)
        if self._found and path.endswith("/"):
            return self._problem(start_response)
        target = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        with self._epoch_cond:  # one page at a time
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            if target in self._stale:
                self._make(target)
        return super().serve_request(environ, start_response)

    def _want(self) -> None:
        """Ask the build loop for a rebuild."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _build_all(self) -> None:
        config = load_config(str(self._centre / "mkdocs.yml"), site_dir=str(self._folder))
        config.site_url = f"http://{HOST}:{self._port}/"
        plugin = config.plugins["kenniscentrum"]
        assert isinstance(plugin, KenniscentrumPlugin)
        plugin.today = self._today
        config.plugins.on_startup(command="serve", dirty=False)
        build_all(config)
        self._config, self.plugin = config, plugin
        self._stale = set()

    def _make(self, target: str) -> None:
        """Make one page with the objects that its language was built with."""
        made = self.plugin.made[target]
        self.plugin.speak(made.language)
        page = made.file.page
        assert page is not None
        _populate_page(page, self._config, made.files)
        documents = made.files.documentation_pages()
        _build_page(page, self._config, documents, made.nav, made.env)
        self._stale.discard(target)

    def _problem(self, start_response: Any) -> Iterable[bytes]:
        words = report.plain(self._found, self._centre, "nl")
        page = _PROBLEM.format(html.escape(words)).encode()
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [self._inject_js_into_html(page, self._visible_epoch)]  # type: ignore[no-untyped-call]


def main() -> None:
    """Serve the centre, on the port and as on the day that the arguments name, in this order."""
    root, port, *day = sys.argv[1:]
    preview = Preview(Path(root), int(port), *map(dt.date.fromisoformat, day))
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))
    with contextlib.suppress(KeyboardInterrupt):
        preview.run()


if __name__ == "__main__":
    main()
