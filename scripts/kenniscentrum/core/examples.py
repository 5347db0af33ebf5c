"""The examples of the rules as whole files, so that each can be read and tested."""

from __future__ import annotations

import re

from kenniscentrum.core.rules import Rule

SMALLEST = """format: 1
id: example
programme: pio
title: {nl: Voorbeeld, en: Example}
"""
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


def bad(rule: Rule) -> tuple[str, bytes]:
    """Return the file and content that break a rule."""
    return rule.file, _whole(rule.file, rule.bad).encode(rule.encoding)


def good(rule: Rule) -> tuple[str, bytes]:
    """Return the file and content that keep it."""
    file = rule.good_file or rule.file
    return file, _whole(file, rule.good).encode()


def _whole(file: str, lines: str) -> str:
    """Put lines into the smallest valid record, in the place of the fields that they give."""
    if not file.startswith("projects/example"):
        return lines
    given = set(_KEY.findall(lines))
    rest = [line for line in SMALLEST.splitlines() if line.partition(":")[0] not in given]
    return "\n".join([*rest, lines])
