"""A crash is a bug: any input gives findings, each at a place that the file has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import PAGE, RECORD, damaged, raw, trees, written

from kenniscentrum.adapters import report
from kenniscentrum.core import frontmatter, yamltree
from kenniscentrum.core.findings import Finding
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.records import Project
from kenniscentrum.core.rules import LANGUAGES
from kenniscentrum.core.validation import validate


def _assert_inside(found: list[Finding], content: bytes) -> None:
    """Lines end with a line feed, as in every editor and in ``git``."""
    lines = content.decode("utf-8-sig", "replace").split("\n")
    for item in found:
        assert 1 <= item.place.line <= len(lines), item
        assert 1 <= item.place.column <= len(lines[item.place.line - 1]) + 1, item


def _findings_of_record(content: bytes) -> list[Finding]:
    tree, found = yamltree.read(content, "probe.yml")
    if tree is not None and tree.value is not None:
        found = [*found, *validate(Project, tree)[1]]
    return found


@given(raw)
def test_any_bytes_give_findings_inside_the_file(content: bytes) -> None:
    _assert_inside(_findings_of_record(content), content)


@given(trees)
def test_any_tree_gives_findings_inside_the_file(tree: object) -> None:
    content = written(tree)
    _assert_inside(_findings_of_record(content), content)


@given(damaged(RECORD))
def test_a_damaged_record_gives_findings_inside_the_file(content: bytes) -> None:
    _assert_inside(_findings_of_record(content), content)


@given(st.one_of(raw, raw.map(lambda body: b"---\n" + body + b"\n---\n" + body)))
def test_any_page_gives_findings_inside_the_file(content: bytes) -> None:
    split, found = frontmatter.split(content, "probe.md")
    _assert_inside(found, content)
    assert (split is not None) or found


@given(damaged(PAGE))
def test_the_text_of_a_page_begins_on_its_first_line(content: bytes) -> None:
    split, _ = frontmatter.split(content, "probe.md")
    if split is not None:
        lines = content.decode("utf-8").split("\n")
        assert split.body == "\n".join(lines[split.first_line - 1 :])


@given(
    st.one_of(raw, trees.map(written), damaged(RECORD)),
    st.one_of(raw, damaged(PAGE)),
)
def test_a_centre_with_any_record_and_page_can_be_checked_and_reported(
    scratch: Path, record: bytes, page: bytes
) -> None:
    (scratch / "projects/probe.yml").write_bytes(record)
    (scratch / "docs/guides/probe.md").write_bytes(page)
    corpus, found = read_corpus(scratch)
    assert (corpus is None) == bool(report.exit_code(found))
    assert found == sorted(set(found))
    for language in LANGUAGES:
        assert report.plain(found, scratch, language)
        assert report.as_json(found, language)
        assert report.sarif(found, language)
        assert report.github(found, language).count("::") >= 2 * len(found)


@pytest.mark.parametrize("depth", [10, 1_000, 100_000])
def test_deep_nesting_is_a_finding_and_not_a_crash(depth: int) -> None:
    for opening in ("[", "{a: ", "- ", "? "):
        found = _findings_of_record((opening * depth).encode())
        assert found, opening
