"""Web servers of Debian on this machine, with the configurations that the site goes online with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from kenniscentrum.views import caddy, nginx

LANGUAGES = ("nl", "en")
HOST = "kenniscentrum.example"
MODULES = Path("/usr/lib/nginx/modules"), Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Answer:
    """What a server answers; names of headers are in lower case, equal ones joined by a comma."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server that runs on 127.0.0.1."""

    name: str
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path; ``accept_encoding="br"`` gives a header ``accept-encoding``."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?=&%"), headers={"Host": HOST, **sent})
        response = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            found[key] = f"{found[key]}, {value}" if key in found else value
        answer = Answer(response.status, found, response.read())
        connection.close()
        return answer


@contextmanager
def running(
    name: str, site: Path, work: Path, start: Callable[[Path, Path, int], list[str]] | None = None
) -> Iterator[Server]:
    """Serve a site with a server by name, whose files go into ``work``, a folder that is there.

    ``start`` writes another configuration than that which the site goes online with.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (start or SERVERS[name])(site, work, port)
    if shutil.which(command[0]) is None:
        raise AssertionError(f"{command[0]} is missing: scripts/test installs it on Debian")
    with (work / "said").open("wb") as said:
        process = subprocess.Popen(
            command, cwd=work, stdout=said, stderr=said, env={"HOME": str(work), "PATH": "/bin"}
        )
    try:
        for _ in range(400):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.02)
            else:
                yield Server(name, port)
                break
        assert process.poll() is None, (work / "said").read_text("utf-8", "replace")
    finally:
        process.terminate()
        process.wait(20)


def _nginx(site: Path, work: Path, port: int) -> list[str]:
    text = nginx.configuration(HOST, LANGUAGES)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
    return _start_nginx(text.replace(nginx.ROOT, str(site)), work)


def plain_nginx(site: Path, work: Path, port: int) -> list[str]:
    """Serve a folder of files, compressed where they are, and do nothing else."""
    kinds = "types { text/html html; application/xml xml; application/json json; }"
    return _start_nginx(
        f"server {{ listen 127.0.0.1:{port}; root {site}; {kinds} brotli_static on; }}", work
    )


def _start_nginx(text: str, work: Path) -> list[str]:
    (work / "site.conf").write_text(text, "utf-8")
    brotli = MODULES[0] / "ngx_http_brotli_static_module.so"
    kept = "".join(
        f"{kind}_temp_path {work};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""  # files of tests are their owner's
    (work / "nginx.conf").write_text(
        f"{user}\nload_module {brotli};\ndaemon off;\npid {work}/pid;\nerror_log stderr warn;\n"
        f"events {{}}\nhttp {{ access_log off; {kept} include {work}/site.conf; }}\n",
        "utf-8",
    )
    return ["/usr/sbin/nginx", "-p", str(work), "-e", "stderr", "-c", str(work / "nginx.conf")]


def _caddy(site: Path, work: Path, port: int) -> list[str]:
    text = caddy.configuration(f"http://{HOST}:{port}", str(site), LANGUAGES)
    start = "{\n\tadmin off\n\tauto_https off\n}\n"
    (work / "Caddyfile").write_text(start + text, "utf-8")
    return ["/usr/bin/caddy", "run", "--config", str(work / "Caddyfile")]


def _apache(site: Path, work: Path, port: int) -> list[str]:
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "alias")
    loaded = "".join(f"LoadModule {name}_module {MODULES[1]}/mod_{name}.so\n" for name in modules)
    (work / "types").write_text("", "utf-8")
    (work / "apache.conf").write_text(
        f'{loaded}ServerRoot "{work}"\nPidFile {work}/pid\nListen 127.0.0.1:{port}\n'
        f"ServerName {HOST}\nUser www-data\nGroup www-data\nErrorLog {work}/errors\n"
        f'TypesConfig {work}/types\nDocumentRoot "{site}"\n'
        f'<Directory "{site}">\nAllowOverride All\nRequire all granted\n</Directory>\n',
        "utf-8",
    )
    return ["/usr/sbin/apache2", "-X", "-f", str(work / "apache.conf")]


SERVERS: dict[str, Callable[[Path, Path, int], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache": _apache,
}
