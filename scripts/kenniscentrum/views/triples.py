"""Statements about things on the web (RDF), written as JSON-LD and as Turtle.

Both forms are written from the same nodes, so they say the same. A node always has an address of
its own: without nameless nodes the files are the same in every build.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kenniscentrum.core.fields import Localised

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mdcat": "https://data.vlaanderen.be/ns/metadata-dcat#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """The address of a thing; in our own addresses nothing has to be escaped."""

    address: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language, or a value with its type (``xsd:dateTime``)."""

    text: str
    language: str = ""
    type: str = ""


Properties = dict[str, tuple[Iri | Text, ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its types and properties; names are short (``dct:title``)."""

    address: str
    types: tuple[str, ...]
    properties: Properties


def texts(localised: Localised) -> tuple[Text, ...]:
    """Return a text in each of its languages."""
    return tuple(Text(text, language) for language, text in localised.root.items())


def json_ld(nodes: Iterable[Node]) -> bytes:
    """Write nodes as JSON-LD, with the meaning of the short names in the file itself."""
    graph = [
        {"@id": node.address, "@type": list(node.types)}
        | {name: [_json(value) for value in values] for name, values in _said(node)}
        for node in nodes
    ]
    tree = {"@context": PREFIXES, "@graph": graph}
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def turtle(nodes: Iterable[Node]) -> bytes:
    """Write nodes as Turtle."""
    head = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    return "\n".join([*head, *map(_block, nodes), ""]).encode()


def _said(node: Node) -> Iterator[tuple[str, tuple[Iri | Text, ...]]]:
    return ((name, values) for name, values in node.properties.items() if values)


def _block(node: Node) -> str:
    lines = [f"a {', '.join(node.types)}"]
    lines += [f"{name} {', '.join(map(_turtle, values))}" for name, values in _said(node)]
    return f"\n<{node.address}>\n  " + " ;\n  ".join(lines) + " ."


def _json(value: Iri | Text) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.address}
    kind = {"@language": value.language} if value.language else {}
    return {"@value": value.text} | kind | ({"@type": value.type} if value.type else {})


def _turtle(value: Iri | Text) -> str:
    if isinstance(value, Iri):
        return f"<{value.address}>"
    text = json.dumps(value.text, ensure_ascii=False)  # Turtle knows the escapes of JSON
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.type}" if value.type else text
