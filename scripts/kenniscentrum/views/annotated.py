"""A real record with what each of its fields means, for people who are to write one."""

from __future__ import annotations

import yaml

from kenniscentrum.core.fieldreference import blocks
from kenniscentrum.core.language import resolve
from kenniscentrum.core.records import Project


def annotated(project: Project, language: str) -> str:
    """Return a record as YAML in which a comment stands above each field that it uses."""
    values = project.model_dump(mode="json", exclude_defaults=True)
    described = {field.name: field.description for field in blocks()[0].fields}
    parts = []
    for name, value in values.items():
        comment = resolve(described[name], language).text
        text = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=88)
        parts.append(f"# {comment}\n{text}")
    return "\n".join(parts)
