"""Serves the site while people write, and starts anew when the code of the package changes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path

from kenniscentrum.adapters.watching import Saved, Watch

PACKAGE = Path(__file__).resolve().parent.parent


def serve(root: Path, port: int, today: dt.date | None = None) -> int:
    """Serve on 127.0.0.1 until interrupted and return the exit code.

    Without ``today`` the pages are those of the day on which they are made.

    The preview watches docs, projects and overrides itself; but a process keeps the code that it
    has loaded, so a change of the package needs a new one.
    """
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # Material's banner at every start
    command = [sys.executable, "-m", "kenniscentrum.adapters.preview", str(root), str(port)]
    command += [today.isoformat()] if today else []
    changed = threading.Event()
    watch = Watch(Saved(changed.set, ".py", ".yml"), PACKAGE)
    try:
        while True:
            changed.clear()
            process = subprocess.Popen(command, cwd=root, env=environment)
            while process.poll() is None and not changed.wait(0.3):
                pass
            if process.poll() is not None and not changed.is_set():
                return process.returncode
            process.terminate()
            process.wait()
    except KeyboardInterrupt:
        process.wait()
        return 0
    finally:
        watch.stop()
