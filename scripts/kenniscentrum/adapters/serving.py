"""Serves the site while people write: MkDocs rebuilds on a save, we restart it on new code."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

PACKAGE = Path(__file__).resolve().parent.parent


def serve(root: Path, port: int) -> int:
    """Serve on 127.0.0.1 until interrupted; MkDocs watches docs, projects and overrides itself.

    MkDocs keeps the code it has loaded, so a change of the package needs a new process.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # Material's banner at every start
    changed = _CodeChanged()
    observer = Observer()
    observer.schedule(changed, str(PACKAGE), recursive=True)
    observer.start()
    try:
        while True:
            changed.event.clear()
            process = subprocess.Popen(_command(root, port), cwd=root, env=environment)
            while process.poll() is None and not changed.event.wait(0.3):
                pass
            if process.poll() is not None and not changed.event.is_set():
                return process.returncode
            process.terminate()
            process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        observer.stop()
        observer.join()


def _command(root: Path, port: int) -> list[str]:
    config = str(root / "mkdocs.yml")
    address = f"127.0.0.1:{port}"
    return [sys.executable, "-m", "mkdocs", "serve", "-f", config, "-a", address, "--no-strict"]


class _CodeChanged(FileSystemEventHandler):
    """Notes that a source file of the package was saved."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change; reading and caching do not count."""
        written = event.event_type in ("modified", "created", "moved", "deleted")
        if written and str(event.src_path).endswith((".py", ".yml")):
            self.event.set()
