"""Someone who visits the site, and notes everything that goes wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page


class Visitor:
    """Opens pages as one kind of visitor does, and notes everything that goes wrong on them."""

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser, self.server = browser, server
        self.problems: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(
        self, path: str, *, width: int = 1280, scheme: str = "light", script: bool = True,
        server: str = "", now: str = "", zone: str = "Europe/Brussels", ticking: bool = False,
    ) -> Page:  # fmt: skip
        """Open a page in a window of its own, with storage of its own.

        With ``now`` the visitor's clock shows that; it stands still, or goes on only when the test
        makes it, with the timers of the page, if it is ``ticking``.
        """
        context = self.browser.new_context(
            base_url=server or self.server,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            timezone_id=zone,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        self._watch(context, urlsplit(server or self.server).netloc)
        page = context.new_page()
        if ticking:
            page.clock.install(time=now)
        elif now:
            page.clock.set_fixed_time(now)
        page.goto(path)
        return page

    def _watch(self, context: BrowserContext, own: str) -> None:
        note = self.problems.append

        def on_request(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and parts.netloc != own:
                note(f"asked another host: {request.url}")

        def on_response(response: Any) -> None:
            if response.status >= 400:
                note(f"{response.status}: {response.url}")

        def on_failed(request: Any) -> None:
            if request.failure != "net::ERR_ABORTED":  # the visitor went on to another page
                note(f"{request.failure}: {request.url}")

        def on_console(message: Any) -> None:
            if message.type == "error":
                note(f"console: {message.text}")

        context.on("request", on_request)
        context.on("response", on_response)
        context.on("requestfailed", on_failed)
        context.on("console", on_console)
        context.on("weberror", lambda error: note(f"script: {error.error}"))
