"""The configuration of nginx: headers, media types, languages, redirects and negotiation.

All that differs between files is looked up in a ``map``, so that each header is set in one place:
an ``add_header`` in a location would undo those of the server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kenniscentrum.views.datasets import FOLDER
from kenniscentrum.views.headers import EVERY, HSTS, RULES, SECURE_FOR, VARYING
from kenniscentrum.views.mediatypes import BESIDE, CHARSET, DATA, NAMED, TYPES
from kenniscentrum.views.redirects import NGINX

ROOT = "/srv/kenniscentrum/current"
"""Where ``kc publish /srv/kenniscentrum`` puts the site."""

_HEAD = """\
# Made by `kc deploy`. For Debian 12: nginx with libnginx-mod-http-brotli-static.
# Put it in /etc/nginx/sites-enabled/; `certbot --nginx` adds HTTPS to it.
"""
_SERVER = """\
server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    root {root};
    server_tokens off;
    absolute_redirect off;
    port_in_redirect off;

    # Files that `kc build --compress` has compressed.
    gzip_static on;
    brotli_static on;
    gzip_vary on;
    etag on;

    charset utf-8;
    charset_types {charsets};
    default_type application/octet-stream;
    types {{
{types}
    }}

{headers}

    error_page 403 =404 $kc_missing;
    error_page 404 $kc_missing;
    if ($kc_moved) {{
        return 301 $kc_moved$is_args$args;
    }}

    # A page, or what stands beside it in the form that a program asks for first.
    location ~ /$ {{
        if (-f $document_root$uri$kc_beside) {{
            rewrite ^ $uri$kc_beside last;
        }}
        if (-f $document_root/{data}$kc_address$kc_data) {{
            rewrite ^ /{data}$kc_address$kc_data last;
        }}
        rewrite ^(.*)$ $1index.html last;
    }}
    # What only servers read.
    location ~ /[._](?!well-known/) {{
        return 404;
    }}
{named}
}}
"""


def configuration(host: str, languages: Sequence[str]) -> str:
    """Return the configuration of a site at the root of a host; the first language leads.

    nginx listens for HTTP at port 80 in it. Redirects are read from ``redirects.NGINX``, so that
    the configuration stays the same when a page moves.
    """
    variables = {name: "$kc_" + name.lower().replace("-", "_") for name in sorted(VARYING)}
    folders = "".join(f"(?:{code}/)?" for code in languages[1:])
    missing = {f"~^/{code}/": f"/{code}/404.html" for code in languages[1:]}
    data = dict.fromkeys(DATA, "-")
    maps = [
        *(_map("$uri", variable, _values(name)) for name, variable in variables.items()),
        _map("$scheme:$http_x_forwarded_proto", "$kc_secure", {"~https": SECURE_FOR}),
        _map("$request_uri", "$kc_vary", {r"~/(?:\?|$)": "Accept"}),
        _map("$uri", "$kc_missing", {"default": "/404.html", **missing}),
        _map("$uri", "$kc_address", {f"~^/{folders}(?<kc_page>.+)/$": "$kc_page"}),
        _map("$http_accept", "$kc_beside", {"default": "index.html", **_first({**BESIDE, **data})}),
        _map("$http_accept", "$kc_data", {"default": "-", **_first(DATA)}),
        f"map $uri $kc_moved {{\n    include {ROOT}/{NGINX}*;\n}}",
    ]
    said = {name: f'"{value}"' for name, value in EVERY.items()}
    said = {**said, **variables, HSTS: "$kc_secure", "Vary": "$kc_vary"}
    charsets = {kind for kind in TYPES.values() if kind.startswith(CHARSET)} - {TYPES["html"]}
    server = _SERVER.format(
        host=host,
        root=ROOT,
        data=FOLDER,
        charsets=" ".join(sorted(charsets)),
        types="\n".join(f"        {kind} {suffix};" for suffix, kind in TYPES.items()),
        headers="\n".join(f"    add_header {name} {value} always;" for name, value in said.items()),
        named="\n".join(_typed(end, kind) for end, kind in NAMED.items()),
    )
    # Redirects are long words for nginx's tables.
    return "\n".join([f"{_HEAD}map_hash_bucket_size 256;", *maps, server])


def _values(name: str) -> dict[str, str]:
    """Return what a header is at each path."""
    rules = (rule for rule in RULES if name in rule.headers)
    found = {f"~{rule.expression}": rule.headers[name] for rule in rules}
    return {"default": EVERY.get(name, ""), **found}


def _first(wanted: Mapping[str, str]) -> dict[str, str]:
    """Match a header ``Accept`` by the media type that it names first."""
    return {f"~*^{re.escape(kind)}": value for kind, value in wanted.items()}


def _typed(end: str, kind: str) -> str:
    """Give files whose name ends like that a media type of their own."""
    return (
        f"    location ~ {re.escape(end)}$ {{\n        types {{ }}\n"
        f"        default_type {kind};\n    }}"
    )


def _map(source: str, variable: str, values: Mapping[str, str]) -> str:
    lines = (f'    {_quoted(key)} "{value}";' for key, value in values.items())
    return "\n".join([f'map "{source}" {variable} {{', *lines, "}"])


def _quoted(key: str) -> str:
    return key if key == "default" else f'"{key}"'
