"""The files that a new knowledge centre begins with, in the languages that it will speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale

from kenniscentrum.views.textforms import plain_or_quoted, quoted

Words = Mapping[str, Mapping[str, str]]
"""Words by key and language."""

REGISTERS = "projects/_registers"
OWN = "own"  # key of the centre's own programme
_LICENCES = {
    "nl": "Creative Commons Naamsvermelding 4.0 Internationaal (CC BY 4.0)",
    "en": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    "fr": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    "de": "Creative Commons Namensnennung 4.0 International (CC BY 4.0)",
}
LANGUAGES = tuple(_LICENCES)
"""The languages that there are words for to begin with; others can be added by hand."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What is asked of who begins a centre; ``languages`` are of :data:`LANGUAGES`, first leads.

    ``site_url`` ends with a slash; ``authority`` is a domain and a year, for ids of feed items.
    """

    name: str
    languages: Sequence[str]
    site_url: str
    authority: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What every centre begins with: words, vocabulary and pages, each in all languages."""

    labels: Words
    vocabulary: Mapping[str, Sequence[Mapping[str, Any]]]
    pages: Mapping[str, Mapping[str, Any]]


def files(new: Founding, stock: Stock) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of everything that is written rather than copied."""
    yield "mkdocs.yml", _frame(new)
    yield "README.md", _readme(new)
    yield ".gitignore", "/site/\n/.site-*/\n/.cache/\n/.venv/\n"
    yield f"{REGISTERS}/centre.yml", _centre(new)
    yield f"{REGISTERS}/labels.yml", _labels(new, stock.labels)
    yield f"{REGISTERS}/vocabulary.yml", _vocabulary(new, stock.vocabulary)
    for register in ("organisations", "calls", "glossary"):
        yield f"{REGISTERS}/{register}.yml", f"{register}: []\n"
    for address, page in stock.pages.items():
        for code in new.languages:
            suffix = "" if code == new.languages[0] else f".{code}"
            yield f"docs/{address}{suffix}.md", _page(page, code, new)


def _frame(new: Founding) -> str:
    leading, *others = new.languages
    first = (
        f"        - {{locale: {leading}, name: {_own_name(leading)}, default: true, build: true}}"
    )
    rest = (
        f"        - {{locale: {code}, name: {_own_name(code)}, build: true}}" for code in others
    )
    return f"""\
# The frame around the knowledge centre. What the site says is in docs/ and projects/.
site_name: {plain_or_quoted(new.name)}
site_url: {new.site_url}
strict: true
watch: [projects, overrides]
nav: [index.md]  # menu and lists come from the records

theme:
  name: material
  custom_dir: overrides
  language: {leading}
  font: false
  favicon: assets/favicon.svg

plugins:
  - i18n:
      docs_structure: suffix
      reconfigure_material: true
      reconfigure_search: false
      languages:
{chr(10).join([first, *rest])}
  - kenniscentrum

markdown_extensions:
  - admonition
  - footnotes
  - tables
  - def_list
  - toc: {{permalink: false}}

validation:
  nav: {{omitted_files: ignore, not_found: warn, absolute_links: warn}}
  links: {{not_found: warn, anchors: ignore, absolute_links: warn, unrecognized_links: warn}}
"""


def _readme(new: Founding) -> str:
    return f"""\
# {new.name}

A knowledge centre made with Kenniscentrum (`kc init`): guides in Markdown and one YAML record a
project become a site with search and feeds.

    kc check --lang en        # what is wrong, where, why and how to mend it
    kc new project --lang en  # asks for the few facts that a record begins with
    kc serve                  # http://127.0.0.1:8000, new at every save
    kc build                  # the whole site, in site/

| Folder | What it holds |
| --- | --- |
| `projects/` | one record a project |
| `projects/_registers/` | the centre itself, its vocabulary, organisations, calls and words |
| `docs/` | pages: `page.md` in the first language, `page.CODE.md` in the others |
| `overrides/` | templates and styles, of the version that made this centre; keep the two together |

Begin with `centre.yml` and `vocabulary.yml`: they say what the centre is called, which programme is
its own and which phases, themes and kinds there are. Another language is a code in `centre.yml` and
`mkdocs.yml`, and its words in `labels.yml`.
"""


def _centre(new: Founding) -> str:
    name = _texts(dict.fromkeys(new.languages, new.name))
    return f"""\
name: {name}
tagline: {name}
languages: [{", ".join(new.languages)}]
tag_authority: {plain_or_quoted(new.authority)}
own_programme: {OWN}
licence: {_texts({code: _LICENCES[code] for code in new.languages})}
licence_url: https://creativecommons.org/licenses/by/4.0/
"""


def _labels(new: Founding, labels: Words) -> str:
    """Write the words of the site; one that nobody translated is there in English, and says so."""
    lines = ["# Words of the site itself: buttons, headings, notices."]
    for key, said in labels.items():
        missing = [code for code in new.languages if code not in said]
        texts = {code: said.get(code, said["en"]) for code in new.languages}
        remark = f"  # English: {', '.join(missing)}" if missing else ""
        lines.append(f"{key}: {_texts(texts)}{remark}")
    return "\n".join(lines) + "\n"


def _vocabulary(new: Founding, vocabulary: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    own = {"id": OWN, "label": dict.fromkeys(new.languages, new.name)}
    lines = ["# What the codes in records are called. The order here is the order on the site."]
    for register, terms in {"programmes": [own], **vocabulary}.items():
        lines.append(f"{register}:")
        for term in terms:
            label = {code: term["label"][code] for code in new.languages}
            lines.append(f"  - {_flow({**term, 'label': label})}")
    return "\n".join(lines) + "\n"


def _page(page: Mapping[str, Any], language: str, new: Founding) -> str:
    title = page["title"][language].format(name=new.name)
    head = (
        f"---\ntitle: {quoted(title)}\ndescription: {quoted(page['description'][language])}\n---\n"
    )
    named = page.get("component", [])  # a component, or several, each with its keys
    components = [named] if isinstance(named, str) else named
    return head + "".join(f"\n<!-- kc:{component} -->\n" for component in components)


def _own_name(code: str) -> str:
    name = Locale.parse(code).get_display_name() or code
    return plain_or_quoted(name[:1].upper() + name[1:])


def _texts(said: Mapping[str, str]) -> str:
    return _flow(said)


def _flow(value: Mapping[str, Any]) -> str:
    """Write a block on one line, as YAML between brackets."""
    parts = (
        f"{key}: {_flow(inner) if isinstance(inner, Mapping) else plain_or_quoted(str(inner))}"
        for key, inner in value.items()
    )
    return f"{{{', '.join(parts)}}}"
