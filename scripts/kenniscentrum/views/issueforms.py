"""The issue forms of the repository: questions in ``issueforms.yml``, answers from the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Literal

from kenniscentrum.core import yamltree
from kenniscentrum.core.consultations import MarketConsultation
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Report
from kenniscentrum.core.fields import Declared, Line, Localised
from kenniscentrum.core.language import resolve
from kenniscentrum.core.leaves import register_of
from kenniscentrum.core.records import Phase, Project
from kenniscentrum.core.validation import validate

FOLDER = ".github/ISSUE_TEMPLATE"
HEAD = "# Made by `kc issueforms` from the models and the vocabulary; change those instead.\n"
MODELS: dict[str, type[Declared]] = {
    "project": Project,
    "report": Report,
    "consultation": MarketConsultation,
}


class Question(Declared):
    """One question; ``choices`` is a dropdown with more than one answer."""

    kind: Literal["input", "textarea", "dropdown", "choices"]
    name: Line
    of: Literal["project", "report", "consultation"] | None = None
    word: Line | None = None
    label: Localised | None = None
    hint: Localised | None = None
    options: tuple[Localised, ...] = ()
    required: bool = False


class Form(Declared):
    """One form; ``mark`` is the label that its issues get."""

    file: Line
    mark: Line
    name: Localised
    about: Localised
    questions: tuple[Question, ...]


class Forms(Declared):
    """All forms, and what a sender of facts confirms."""

    promise: Localised
    promises: tuple[Localised, ...]
    forms: tuple[Form, ...]


@cache
def forms() -> Forms:
    """Return the forms as declared beside this module."""
    file = resources.files(__package__).joinpath("issueforms.yml")
    tree, found = yamltree.read(file.read_bytes(), file.name)
    assert tree is not None, found
    value, found = validate(Forms, tree)
    assert value is not None, found
    return value


def render(corpus: Corpus) -> dict[str, str]:
    """Return the text of every file of the folder with forms, by its path in the repository."""
    files = {form.file: _form(form, corpus) for form in forms().forms}
    files["config.yml"] = {"blank_issues_enabled": True}
    return {
        f"{FOLDER}/{name}": HEAD + "\n".join(_yaml(tree)) + "\n" for name, tree in files.items()
    }


def _form(form: Form, corpus: Corpus) -> dict[str, Any]:
    name = _in(form.name, corpus.leading)
    others = [_titled(form.name, form.about, code) for code in corpus.centre.languages[1:]]
    about = {"type": "markdown", "attributes": {"value": _paragraphs(form.about, corpus)}}
    body = [about, *(_question(question, corpus) for question in form.questions)]
    if any(question.of for question in form.questions):
        body.append(_promises(corpus))
    return {
        "name": name,
        "description": " ".join(others) or _in(form.about, corpus.leading),
        "title": f"{name}: ",
        "labels": [form.mark],
        "body": body,
    }


def _promises(corpus: Corpus) -> dict[str, Any]:
    declared = forms()
    options = [{"label": _line(text, corpus), "required": True} for text in declared.promises]
    attributes = {"label": _line(declared.promise, corpus), "options": options}
    return {"type": "checkboxes", "id": "promises", "attributes": attributes}


def _question(question: Question, corpus: Corpus) -> dict[str, Any]:
    label = question.label or corpus.labels[question.word or question.name]
    said, example, required = _declared(question)
    others = [f"*{_titled(label, said, code)}*" for code in corpus.centre.languages[1:]]
    attributes: dict[str, Any] = {
        "label": _in(label, corpus.leading),
        "description": "\n".join([_in(said, corpus.leading), *others]),
    }
    if question.kind in ("dropdown", "choices"):
        attributes["options"] = [_line(text, corpus) for text in _options(question, corpus)]
        attributes["multiple"] = question.kind == "choices"
    elif example:
        attributes["placeholder"] = example
    return {
        "type": "dropdown" if question.kind == "choices" else question.kind,
        "id": question.name,
        "attributes": attributes,
        "validations": {"required": required},
    }


def _declared(question: Question) -> tuple[Localised, str, bool]:
    """Return what is said of a question, an example, and whether it must be answered."""
    if question.of is None:
        assert question.hint is not None, question.name
        return question.hint, "", question.required
    info = MODELS[question.of].model_fields[question.name]
    extra = info.json_schema_extra
    assert info.description is not None
    assert isinstance(extra, dict)
    said = question.hint or Localised({"nl": info.description, "en": str(extra["x-en"])})
    # The example of a reference is a key, which means nothing to who fills in a form.
    example = "" if register_of(info) else str((info.examples or [""])[0])
    return said, example, question.required or info.is_required()


def _options(question: Question, corpus: Corpus) -> Iterator[Localised]:
    if question.of is None:
        yield from question.options
        return
    info = MODELS[question.of].model_fields[question.name]
    register = register_of(info) or register_of(Phase.model_fields["code"])
    assert register is not None
    yield from (term.label for term in corpus.terms[register].values())


def _in(text: Localised, language: str) -> str:
    return resolve(text, language).text


def _titled(title: Localised, said: Localised, language: str) -> str:
    """Return a title and what is said under it in one line, without saying the same twice."""
    first, then = _in(title, language), _in(said, language)
    stop = "" if first.endswith("?") else "."
    return then if then.rstrip(".") == first else f"{first}{stop} {then}"


def _line(text: Localised, corpus: Corpus) -> str:
    """Return a short text in all languages: ``water``, ``veiligheid / safety``."""
    return " / ".join(dict.fromkeys(_in(text, code) for code in corpus.centre.languages))


def _paragraphs(text: Localised, corpus: Corpus) -> str:
    """Return a text in all languages, the leading one upright."""
    first, *others = (_in(text, code) for code in corpus.centre.languages)
    return "\n\n".join([first, *(f"*{other}*" for other in others)])


def _yaml(tree: object, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a tree as YAML; texts are quoted, so that none is read as a value."""
    space = "  " * depth
    if isinstance(tree, dict):
        for key, value in tree.items():
            if isinstance(value, dict | list):
                yield f"{space}{key}:"
                yield from _yaml(value, depth + 1)
            else:
                yield f"{space}{key}: {json.dumps(value, ensure_ascii=False)}"
    elif isinstance(tree, list):
        for item in tree:
            if isinstance(item, dict):
                first, *rest = _yaml(item, depth + 1)
                yield f"{space}- {first.strip()}"
                yield from rest
            else:
                yield f"{space}- {json.dumps(item, ensure_ascii=False)}"
