"""Where pages are: one address for all languages, from which every link is made.

An address is the path of a page without language and suffix: ``projects/turing``, ``news/index``.
The leading language stands at the root of the site, each other one in a folder of its code.
"""

from __future__ import annotations

import re

_END = re.compile(r"(?=[?#])")


def folder(address: str) -> list[str]:
    """Return the folder that a page is written in; ``index`` stands for its own folder."""
    parts = address.split("/")
    return parts[:-1] if parts[-1] == "index" else parts


def beside(address: str, name: str) -> str:
    """Return the address of a file that stands beside a page: ``projects/turing/rss.xml``."""
    return "/".join([*folder(address), name])


def relative(address: str, target: str) -> str:
    """Return the link from a page to ``target``, which may end in ``?query`` or ``#anchor``.

    Both are in the same language, so the language is not part of the link.
    """
    page, end = _END.split(target, 1) if _END.search(target) else (target, "")
    path = "/".join(folder(page))
    link = "../" * len(folder(address)) + (f"{path}/" if path else "")
    return (link or "./") + end


def site_path(address: str, language: str, leading: str) -> str:
    """Return the path of a page below the site's own address: ``en/projects/turing/``."""
    parts = folder(address) if language == leading else [language, *folder(address)]
    return "".join(f"{part}/" for part in parts)


def to_root(path: str) -> str:
    """Return the link from the page at a site path to the root of the site."""
    return "../" * path.count("/") or "./"
