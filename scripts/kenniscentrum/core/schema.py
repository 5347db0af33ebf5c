"""The JSON Schema of a project record, for YAML editors: it follows from model and registers."""

from __future__ import annotations

import json
import re
from typing import Any

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.language import resolve
from kenniscentrum.core.names import name_of
from kenniscentrum.core.records import Project

SCHEMA_FILE = "projects/_schema/project.json"


def project_schema(corpus: Corpus) -> str:
    """Return the schema as text; references list the keys of their register, with their labels.

    The reader is stricter: it also knows the calendar, and reads ``sources`` within the record.
    """
    schema = Project.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Project"
    schema["$defs"]["Localised"] = _localised(corpus)
    _fill(schema, corpus)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _localised(corpus: Corpus) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "properties": dict.fromkeys(corpus.centre.languages, text),
        "required": [corpus.leading],
        "additionalProperties": False,
    }


def _fill(node: object, corpus: Corpus) -> None:
    """Give every field below ``node`` its words, and every reference its values, in place."""
    if isinstance(node, list):
        for item in node:
            _fill(item, corpus)
    if not isinstance(node, dict):
        return
    if "description" in node and "x-en" in node:
        node["title"] = re.split(r"[.,;:(]", node["description"])[0].strip()
        node["markdownDescription"] = f"{node['description']}\n\n*{node.pop('x-en')}*"
    register = node.pop("x-register", None)
    if register in corpus.keys:
        target = next((part for part in node.get("anyOf", ()) if part.get("type") != "null"), node)
        target["enum"] = list(corpus.keys[register])
        target["enumDescriptions"] = [
            resolve(name_of(register, key, corpus), corpus.leading).text for key in target["enum"]
        ]
    for item in node.values():
        _fill(item, corpus)
