"""The configuration of Caddy: the same as that of nginx, but for redirects."""

from __future__ import annotations

from collections.abc import Sequence

from kenniscentrum.views.datasets import FOLDER
from kenniscentrum.views.headers import CACHE, EVERY, HSTS, RULES, SECURE_FOR, expression
from kenniscentrum.views.mediatypes import BESIDE, DATA, NAMED, TYPES, said

_CADDY = """\
# Made by `kc deploy`. For Caddy 2.6 or newer, as /etc/caddy/Caddyfile; Caddy arranges HTTPS itself.
{host} {{
	root * {root}
	route {{
{headers}
		@private {{
			path */.* */_*
			not path /.well-known/*
		}}
		error @private 404
{asked}
		file_server {{
			precompressed br gzip
		}}
	}}
	handle_errors {{
{missing}
		file_server
	}}
}}
"""


def configuration(host: str, root: str, languages: Sequence[str]) -> str:
    """Return a Caddyfile for a site at the root of a host; the first language leads."""
    headers = [f'header {name} "{value}"' for name, value in EVERY.items()]
    headers += ["@secure protocol https", f'header @secure {HSTS} "{SECURE_FOR}"']
    headers += ["@folder path */", "header @folder +Vary Accept"]
    folders = "".join(f"(?:{code}/)?" for code in languages[1:])
    asked = ["map {path} {address} {", f'\t~^/{folders}(.+)/$ "${{1}}"', '\tdefault "-"', "}"]
    files = {kind: f"{{path}}{file}" for kind, file in BESIDE.items()}
    files |= {kind: f"/{FOLDER}{{address}}{end}" for kind, end in DATA.items()}
    for number, (kind, file) in enumerate(files.items()):
        conditions = (f"\theader Accept {kind}*", "\tpath */", f"\tfile {file}")
        asked += [f"@asked{number} {{", *conditions, "}", f"rewrite @asked{number} {file}"]
    # From here on it is about the file that is sent.
    for number, rule in enumerate(RULES):
        asked.append(f'@rule{number} path_regexp "{rule.expression}"')
        asked += [f'header @rule{number} {name} "{value}"' for name, value in rule.headers.items()]
    kinds = {**{f".{suffix}": kind for suffix, kind in TYPES.items()}, **NAMED}
    for number, (end, kind) in enumerate(kinds.items()):
        asked.append(f'@type{number} path_regexp "{expression("/*" + end)}"')
        asked.append(f'header @type{number} Content-Type "{said(kind)}"')
    missing = [f"rewrite /{code}/* /{code}/404.html" for code in languages[1:]]
    others = " ".join(f"/{code}/*" for code in languages[1:])
    missing.append(f'header {CACHE} "{EVERY[CACHE]}"')  # what is not there may come
    missing += [f"@leading not path {others or '-'}", "rewrite @leading /404.html"]
    lines = {"headers": headers, "asked": asked, "missing": missing}
    texts = {name: "\n".join("\t\t" + line for line in part) for name, part in lines.items()}
    return _CADDY.format(host=host, root=root, **texts)
