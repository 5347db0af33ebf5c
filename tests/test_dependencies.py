"""Every dependency has a reason, the licence it states, and a place in the bill of materials."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \| ([\w.]+, \d{4}-\d\d-\d\d) \| ([^|]+) \|$")
SAME = {
    "bsd license": "bsd", "mit license": "mit", "apache software license": "apache-2.0",
    "apache": "apache-2.0", "freebsd and lgplv3+": "bsd-2-clause or lgpl-3.0-or-later",
    "sil ofl 1.1": "ofl-1.1",
}  # fmt: skip
"""What packages call their licence in words of their own, as SPDX calls it."""

# The parts of CycloneDX 1.6 that the bill uses, after its specification (ECMA-424).
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["bomFormat", "specVersion", "version", "metadata", "components"],
    "properties": {
        "bomFormat": {"const": "CycloneDX"},
        "specVersion": {"const": "1.6"},
        "version": {"type": "integer", "minimum": 1},
        "metadata": {"type": "object", "required": ["component"]},
        "components": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["type", "name"],
                "properties": {
                    "type": {"const": "library"},
                    "bom-ref": {"type": "string", "minLength": 1},
                    "name": {"type": "string"},
                    "version": {"type": "string"},
                    "purl": {"type": "string", "pattern": "^pkg:pypi/[a-z0-9.-]+@"},
                    "hashes": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["alg", "content"],
                            "properties": {
                                "alg": {"const": "SHA-256"},
                                "content": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                            },
                        },
                    },
                    "licenses": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "minProperties": 1,
                            "maxProperties": 1,
                            "properties": {
                                "license": {"type": "object", "required": ["name"]},
                                "expression": {"type": "string", "minLength": 1},
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def sbom(real: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", real / "scripts/sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=~! ;]", requirement)[0]


def _declared(real: Path) -> set[str]:
    project = tomllib.loads((real / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *(item for group in groups for item in group)]
    npm = json.loads((real / "tests/browser/package.json").read_text("utf-8"))
    return {_name(item) for item in wanted if isinstance(item, str)} | {*npm["devDependencies"]}


def _rows(real: Path) -> dict[str, tuple[str, ...]]:
    lines = (real / "DEPENDENCIES.md").read_text("utf-8").splitlines()
    return {match[1]: match.groups()[1:] for line in lines if (match := ROW.match(line))}


def _stated_to_npm(real: Path, name: str) -> str:
    about = real / "tests/browser/node_modules" / name / "package.json"
    if not about.is_file():
        return ""
    licence: str = json.loads(about.read_text("utf-8"))["license"]
    return licence


def test_every_package_that_is_named_has_a_row_and_no_other(real: Path) -> None:
    assert set(_rows(real)) == _declared(real)


def test_the_licence_is_the_one_that_the_package_states(real: Path, sbom: ModuleType) -> None:
    wrong, checked = [], 0
    for name, (_, licence, *_) in _rows(real).items():
        stated = (sbom.stated_licence(name) or _stated_to_npm(real, name)).lower()
        if not stated:
            continue
        checked += 1
        if not licence.lower().startswith(SAME.get(stated, stated)):
            wrong.append((name, licence, stated))
    assert checked > 20
    assert wrong == []


def test_the_bill_of_materials_holds_every_locked_package(real: Path, sbom: ModuleType) -> None:
    lock = (real / "requirements/site.txt").read_text("utf-8")
    bill = sbom.bill(lock, "kenniscentrum", "1")
    jsonschema.Draft202012Validator(SCHEMA).validate(bill)
    found = {f"{item['name']}=={item['version']}" for item in bill["components"]}
    assert found == {
        line.split()[0].lower() for line in lock.splitlines() if "==" in line.split("#")[0]
    }
    # What is for another system or Python is not installed, so it says nothing.
    silent = [item["name"] for item in bill["components"] if "licenses" not in item]
    here = {re.sub(r"[-_.]+", "-", item.name).lower() for item in distributions()}
    assert here.intersection(silent) == set()
    assert '"UNKNOWN"' not in json.dumps(bill)
    hashes = sum(len(item["hashes"]) for item in bill["components"])
    assert hashes == lock.count("--hash=")


def test_the_bill_is_the_same_twice(real: Path) -> None:
    command = [sys.executable, "scripts/sbom.py", "requirements/site.txt"]
    first, second = (
        subprocess.run(command, cwd=real, capture_output=True, check=True).stdout for _ in range(2)
    )
    assert first == second
    assert json.loads(first)["metadata"]["component"]["name"] == "kenniscentrum"
