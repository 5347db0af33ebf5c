"""``.htaccess``: what Apache reads in the folder of the site itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kenniscentrum.views.datasets import FOLDER
from kenniscentrum.views.headers import EVERY, HSTS, RULES, SECURE_FOR, expression
from kenniscentrum.views.mediatypes import BESIDE, DATA, NAMED, TYPES, said

FILE = ".htaccess"

_APACHE = """\
# Made by `kc build`. Needs mod_headers and mod_rewrite, and AllowOverride All.
Options -Indexes -MultiViews
DirectoryIndex index.html
{missing}
{types}

# What `kc build --compress` has compressed.
RemoveType .gz
AddEncoding br .br
AddEncoding gzip .gz

{headers}
Header always merge Vary Accept-Encoding

RewriteEngine On
RewriteBase {base}
RewriteRule "(?:^|/)[._](?!well-known/)" - [R=404,L]
{moved}
{asked}
RewriteRule "^(.*/|)$" "$1index.html" [L]
{compressed}
"""


def configuration(base: str, languages: Sequence[str], moves: Sequence[tuple[str, str]]) -> str:
    """Return ``.htaccess`` of a site whose path at its host is ``base``, with its redirects.

    ``moves`` are those of ``redirects.pairs``.
    """
    compressed = r"(?:\.(?:br|gz))?$"
    headers = [f'Header always set {name} "{value}"' for name, value in EVERY.items()]
    for rule in RULES:
        below = rule.expression.replace("^/", f"^{re.escape(base)}").replace("$", compressed)
        headers += [
            f'Header always set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#{below}#"'
            for name, value in rule.headers.items()
        ]
    headers.append(f"""Header always set {HSTS} "{SECURE_FOR}" "expr=%{{HTTPS}} == 'on'\"""")
    headers.append('Header always merge Vary Accept "expr=%{THE_REQUEST} =~ m#^\\S+ [^ ?]*/[ ?]#"')
    missing = [f"ErrorDocument 404 {base}404.html"]
    for code in languages[1:]:
        missing += [
            f'<If "%{{REQUEST_URI}} =~ m#^{base}{code}/#">',
            f"    ErrorDocument 404 {base}{code}/404.html",
            "</If>",
        ]
    types = [f'AddType "{said(kind)}" .{suffix}' for suffix, kind in TYPES.items()]
    for name, kind in NAMED.items():
        end = expression(f"/*{name}").replace("$", compressed)
        types += [f'<FilesMatch "{end}">', f'    ForceType "{kind}"', "</FilesMatch>"]
    asked = []
    for kind, file in BESIDE.items():
        asked += [
            f'RewriteCond %{{HTTP_ACCEPT}} "^{re.escape(kind)}"',
            f"RewriteCond %{{REQUEST_FILENAME}}{file} -f",
            f'RewriteRule "^(.*/|)$" "$1{file}" [L]',
        ]
    folders = "".join(f"(?:{code}/)?" for code in languages[1:])
    for kind, end in DATA.items():
        asked += [
            f'RewriteCond %{{HTTP_ACCEPT}} "^{re.escape(kind)}"',
            f'RewriteCond "%{{DOCUMENT_ROOT}}{base}{FOLDER}$1{end}" -f',
            f'RewriteRule "^{folders}(.+)/$" "{FOLDER}$1{end}" [L]',
        ]
    return _APACHE.format(
        base=base,
        missing="\n".join(missing),
        types="\n".join(types),
        headers="\n".join(headers),
        moved="\n".join(
            f'RewriteRule "^{re.escape(old.removeprefix(base)[:-1])}/?$" "{new}" [R=301,L]'
            for old, new in moves
        ),
        asked="\n".join(asked),
        compressed="\n".join(
            f'RewriteCond %{{HTTP:Accept-Encoding}} "\\b{coding}\\b"\n'
            f'RewriteCond "%{{REQUEST_FILENAME}}.{suffix}" -f\n'
            f'RewriteRule "^(.+)$" "$1.{suffix}" [L]'
            for coding, suffix in (("br", "br"), ("gzip", "gz"))
        ),
    )
