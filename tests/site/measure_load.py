"""Measures how many requests a second nginx answers with the site, beside plain files as the limit.

Run: .venv/bin/python tests/site/measure_load.py [--site site] [--seconds 10]
The site must be built with `kc build --compress`. Needs wrk, nginx and its Brotli module (Debian:
wrk nginx-light libnginx-mod-http-brotli-static). Both servers run one after the other on this
machine, with the same number of workers and files; the plain one has no rule but its folder.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from web_servers import plain_nginx, running

FILES = ("/", "/projects/", "/projects/turing/", "/en/guides/market-consultation/", "/rss.xml",
         "/data/v1/projects.json", "/calendar.ics")  # fmt: skip
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_ERRORS = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


def load(address: str, path: str, seconds: int) -> tuple[float, float, str]:
    """Return requests a second, 99th percentile in milliseconds, and errors."""
    command = ["wrk", "--latency", "-t2", "-c32", f"-d{seconds}s", "-H", "Accept-Encoding: br"]
    host = ["-H", "Host: kenniscentrum.example"]
    said = subprocess.run(
        [*command, *host, address + path], capture_output=True, text=True, check=True
    ).stdout
    rate, slow = _RATE.search(said), _P99.search(said)
    if not rate or not slow:
        raise SystemExit(said)
    factor = {"us": 0.001, "ms": 1.0, "s": 1000.0}[slow[2]]
    errors = "; ".join(match[0] for match in _ERRORS.finditer(said))
    return float(rate[1]), float(slow[1]) * factor, errors or "none"


def main() -> None:
    """Print a row a file; end with 1 if there was any error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    site = asked.site.resolve()
    found: dict[str, dict[str, tuple[float, float, str]]] = {path: {} for path in FILES}
    for name in ("plain", "nginx"):
        with tempfile.TemporaryDirectory() as work:
            start = plain_nginx if name == "plain" else None
            with running("nginx", site, Path(work), start) as server:
                for path in FILES:
                    found[path][name] = load(server.address, path, asked.seconds)
    print(f"{os.cpu_count()} cores, wrk with 32 connections on the same machine\n")
    print("| file | requests/s | p99 ms | plain file requests/s | ratio | errors |")
    print("| --- | --- | --- | --- | --- | --- |")
    wrong = False
    for path, rows in found.items():
        (rate, slow, errors), (limit, _, _) = rows["nginx"], rows["plain"]
        wrong |= errors != "none"
        print(f"| {path} | {rate:.0f} | {slow:.1f} | {limit:.0f} | {rate / limit:.2f} | {errors} |")
    sys.exit(int(wrong))


if __name__ == "__main__":
    main()
