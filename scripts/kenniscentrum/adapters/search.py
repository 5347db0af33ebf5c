"""Runs Pagefind over a built site: one stemmed index per language, in ``pagefind/``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def index(site: Path) -> None:
    """Write the search index of a site. Raises RuntimeError with Pagefind's words if it fails."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    # Pagefind writes its list of languages in random order; equal sites should be equal files.
    entry = site / "pagefind" / "pagefind-entry.json"
    data = json.loads(entry.read_text("utf-8"))
    entry.write_text(json.dumps(data, sort_keys=True, separators=(",", ":")), "utf-8")
