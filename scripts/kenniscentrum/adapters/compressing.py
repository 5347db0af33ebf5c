"""Compresses the files of a site once, so that a server sends them as they lie there."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

SMALLEST = 1024
"""Bytes below which a compressed answer is no faster: it fits in one packet anyway."""
QUALITY = 11  # the highest: a sixth smaller than gzip; a file is compressed once, and sent often
COMPRESSED = {".gz", ".br"}
# Images and the parts of the search index are compressed already.
_WORTH_IT = {
    *(".html", ".css", ".js", ".json", ".jsonld", ".ndjson", ".xml", ".rdf", ".svg", ".md"),
    *(".txt", ".csv", ".yml", ".ttl", ".nt", ".ics", ".bib", ".eml", ".webmanifest"),
}


def compress(site: Path, kept: Path) -> int:
    """Write ``FILE.gz`` and ``FILE.br`` beside each file of a site that gets smaller by it.

    Return how many files got one. The folder ``kept`` holds what was compressed before, by a hash
    of what was in the file; what this site has no use for is removed there. Equal files give equal
    bytes: no time is in them.
    """
    kept.mkdir(parents=True, exist_ok=True)
    files = [
        file
        for file in sorted(site.rglob("*"))
        if file.suffix in _WORTH_IT and file.is_file() and file.stat().st_size >= SMALLEST
    ]
    with ThreadPoolExecutor() as pool:  # both libraries work without holding up the others
        names = set(pool.map(lambda file: _compress(file, kept), files))
    for old in kept.iterdir():
        if old.stem not in names:
            old.unlink()
    return len(files)


def _compress(file: Path, kept: Path) -> str:
    """Compress a file, or take what was compressed before; return the name it is kept under."""
    content = file.read_bytes()
    name = hashlib.sha256(content).hexdigest()
    for suffix in sorted(COMPRESSED):
        before = kept / f"{name}{suffix}"
        if before.is_file():
            small = before.read_bytes()
        else:
            small = _smaller(content, suffix)
            # A build that is killed must not leave half a file to the next.
            with tempfile.NamedTemporaryFile(dir=kept, delete=False) as half:
                half.write(small)
            Path(half.name).replace(before)
        if len(small) < len(content):
            file.with_name(file.name + suffix).write_bytes(small)
    return name


def _smaller(content: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(content, 9, mtime=0)
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY))
