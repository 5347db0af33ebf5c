"""Runs Pagefind over a built site: one stemmed index per language, in ``pagefind/``."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_ONLY_INDEXED = "indexed-only"
_UNUSED = re.compile(r"pagefind-.*(?:ui|highlight)\.(?:js|css)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MAGIC = b"pagefind_dcd"  # what a fragment begins with, before its JSON


def index(site: Path, documents: Iterable[str] = ()) -> None:
    """Write the search index of a site, and of HTML ``documents`` that are no page of it.

    Beside it, ``pages.<language>.json`` says which pages are of which kind, and
    ``words.<language>.json`` which words there are, so that a misspelt one is known. Raises
    RuntimeError with Pagefind's words if it fails.
    """
    extra = site / _ONLY_INDEXED
    extra.mkdir()
    for number, document in enumerate(documents):
        (extra / f"{number:05}.html").write_text(document, "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    shutil.rmtree(extra)
    if done.returncode:
        raise RuntimeError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    folder = site / "pagefind"
    for file in folder.iterdir():
        if _UNUSED.match(file.name):  # windows of its own; ours is assets/search.js
            file.unlink()
    # Pagefind writes its list of languages in random order; equal sites should be equal files.
    entry = folder / "pagefind-entry.json"
    data = json.loads(entry.read_text("utf-8"))
    _write(entry, data)
    for language in data["languages"]:
        kinds: dict[str, list[str]] = {}
        words: set[str] = set()
        for file in sorted(folder.glob(f"fragment/{language}_*.pf_fragment")):
            fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_MAGIC))
            kinds.setdefault(fragment["meta"].get("kind", "page"), []).append(file.stem)
            words.update(_WORD.findall(f"{fragment['content']} {fragment['meta']}".lower()))
        _write(folder / f"pages.{language}.json", kinds)
        _write(folder / f"words.{language}.json", sorted(words))


def _write(file: Path, data: object) -> None:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, "utf-8")
