"""What stands twice is equal: what is generated, configured and declared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kenniscentrum.core.components import COMPONENTS, MARKER
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import FOLDERS
from kenniscentrum.core.fieldreference import blocks
from kenniscentrum.core.leaves import register_of
from kenniscentrum.core.records import Project
from kenniscentrum.core.schema import SCHEMA_FILE, project_schema
from kenniscentrum.core.vocabulary import Vocabulary
from kenniscentrum.views.frame import FOOTER, MENU

ROOT = Path(__file__).resolve().parent.parent
RECORDS = sorted((ROOT / "projects").glob("*.yml"))


def test_the_committed_schema_is_the_generated_one(corpus: Corpus, real: Path) -> None:
    committed = (real / SCHEMA_FILE).read_text("utf-8")
    assert committed == project_schema(corpus), f"run: kc schema (writes {SCHEMA_FILE})"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_names_its_schema_on_its_first_line(path: Path) -> None:
    line = path.read_text("utf-8").split("\n", 1)[0]
    prefix, _, schema = line.partition("$schema=")
    assert prefix == "# yaml-language-server: "
    assert (path.parent / schema).resolve() == ROOT / SCHEMA_FILE


def test_every_component_has_a_template_and_every_template_a_component(real: Path) -> None:
    files = {path.name for path in (real / "overrides/components").glob("*.html")}
    assert files == {f"{name}.html" for name in COMPONENTS}


def test_every_component_stands_on_a_page(corpus: Corpus) -> None:
    said = "".join(document.body for document in corpus.documents.values())
    placed = {match["name"] for match in MARKER.finditer(said)}
    assert sorted(set(COMPONENTS) - placed) == []


def test_mkdocs_builds_the_languages_of_the_centre(corpus: Corpus, real: Path) -> None:
    config = yaml.safe_load((real / "mkdocs.yml").read_text("utf-8"))
    i18n = next(item["i18n"] for item in config["plugins"] if "i18n" in item)
    assert tuple(item["locale"] for item in i18n["languages"]) == corpus.centre.languages
    leading = [item["locale"] for item in i18n["languages"] if item.get("default")]
    assert leading == [corpus.leading]
    assert config["theme"]["language"] == corpus.leading


def test_mkdocs_names_the_site_as_the_centre_names_itself(corpus: Corpus, real: Path) -> None:
    config = yaml.safe_load((real / "mkdocs.yml").read_text("utf-8"))
    i18n = next(item["i18n"] for item in config["plugins"] if "i18n" in item)
    names = {
        item["locale"]: item.get("site_name", config["site_name"]) for item in i18n["languages"]
    }
    assert names == corpus.centre.name.root


def test_menu_and_footer_lead_to_pages_in_every_language(corpus: Corpus) -> None:
    targets = {*MENU, *(target for _, column in FOOTER for target in column)}
    wanted = {(target, code) for target in targets for code in corpus.centre.languages}
    assert sorted(wanted - corpus.documents.keys()) == []


def test_every_folder_with_a_kind_of_its_own_exists(real: Path) -> None:
    assert [folder for folder in FOLDERS if not (real / "docs" / folder).is_dir()] == []


def test_the_reference_of_fields_says_every_field_of_a_record_in_both_languages() -> None:
    entries = {entry.name: entry for entry in blocks()[0].fields}
    assert tuple(entries) == tuple(Project.model_fields)
    for block in blocks():
        for entry in block.fields:
            said = entry.description.root
            assert said["nl"] != said["en"], f"{block.name}.{entry.name} is not described"


def test_every_vocabulary_is_referred_to() -> None:
    from kenniscentrum.core import calls, consultations, documents, records, registers

    named = {
        register_of(field)
        for module in (calls, consultations, documents, records, registers)
        for model in vars(module).values()
        for field in getattr(model, "model_fields", {}).values()
    }
    assert sorted(set(Vocabulary.model_fields) - named) == []
