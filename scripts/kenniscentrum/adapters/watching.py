"""Notices that files are saved, as the operating system tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_WRITTEN = ("created", "modified", "moved", "deleted")  # and not: opened, read, closed


class Saved(FileSystemEventHandler):
    """Calls back for every file that is written, and for none that is only read."""

    def __init__(self, call: Callable[[], object], *suffixes: str) -> None:
        self._call, self._suffixes = call, suffixes

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Call back if the event is a save of a file that counts."""
        if event.is_directory or event.event_type not in _WRITTEN:
            return
        if not self._suffixes or str(event.src_path).endswith(self._suffixes):
            self._call()


class Watch:
    """Watches folders and files until it is stopped."""

    def __init__(self, saved: Saved, *paths: Path) -> None:
        self._observer = Observer()
        for path in paths:
            self._observer.schedule(saved, str(path), recursive=path.is_dir())
        self._observer.start()

    def stop(self) -> None:
        """End the watch."""
        self._observer.stop()
        self._observer.join()
