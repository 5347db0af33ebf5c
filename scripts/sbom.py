"""Writes the bill of materials of a lock as CycloneDX 1.6 (ECMA-424), without time or serial.

Licences are those that the installed packages state; a package that is locked but not installed,
because it is for another system or version of Python, has none.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import cast

_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, name: str, version: str) -> dict[str, object]:
    """Return the bill of a lock as pip reads it, for the project of that name and version."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": name,
                "name": name,
                "version": version,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": list(_components(lock)),
    }


def _components(lock: str) -> Iterator[dict[str, object]]:
    found = list(_PACKAGE.finditer(lock))
    for match, after in zip(found, [*found[1:], None], strict=True):
        name, version = match[1].lower(), match[2]
        part = lock[match.end() : after.start() if after else len(lock)]
        address = f"pkg:pypi/{name}@{version}"
        component: dict[str, object] = {
            "type": "library",
            "bom-ref": address,
            "name": name,
            "version": version,
            "purl": address,
            # One for each file of the release: wheels for systems, and the source.
            "hashes": [{"alg": "SHA-256", "content": item} for item in _HASH.findall(part)],
        }
        if expression := _about(name).get("License-Expression"):
            component["licenses"] = [{"expression": expression}]
        elif licence := stated_licence(name):
            component["licenses"] = [{"license": {"name": licence}}]
        yield component


def _about(name: str) -> Message:
    """Return what an installed package says of itself; nothing if it is not installed."""
    try:
        # As the email package has it: a header that is absent is None.
        return cast(Message, importlib.metadata.metadata(name))
    except importlib.metadata.PackageNotFoundError:
        return Message()


def stated_licence(name: str) -> str:
    """Return the licence that an installed package states; empty if it is not installed."""
    about = _about(name)
    stated = about.get("License-Expression") or about.get("License") or ""
    # Some tools write UNKNOWN where nothing was filled in, and some packages the whole text.
    if stated and stated != "UNKNOWN" and len(stated) < 60 and "\n" not in stated:
        return stated
    trove = [item for item in about.get_all("Classifier") or [] if item.startswith("License ::")]
    return "; ".join(item.rpartition(" :: ")[2] for item in trove)


def main() -> None:
    """Print the bill of the lock that is named on the command line."""
    lock = Path(sys.argv[1]).read_text("utf-8")
    version = importlib.metadata.version("kenniscentrum")
    text = json.dumps(bill(lock, "kenniscentrum", version), indent=1, ensure_ascii=False)
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
