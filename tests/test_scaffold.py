"""New records and pages: valid from their first line, never over another file, or not at all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from small_centre import valid, write_centre
from trees import text as any_text

from kenniscentrum.adapters.cli import main
from kenniscentrum.core import frontmatter, yamltree
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.documents import Guide
from kenniscentrum.core.fields import ID_PATTERN
from kenniscentrum.core.leaves import models_in
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.records import Project
from kenniscentrum.core.validation import validate
from kenniscentrum.views.layout import layout
from kenniscentrum.views.scaffold import CALLS_FILE, FACTS, MODELS, PAGES, id_of

TITLES = ("--title-nl", "Proef met water", "--title-en", "Trial with water")
FLAGS: dict[str, tuple[str, ...]] = {
    "project": (*TITLES, "--programme", "pio", "--organisation", "stad", "--organisation", "haven"),
    "consultation": ("--project", "brug"),
    "call": (*TITLES, "--programme", "pio", "--kind", "regular", "--date", "2021-03"),
    "news": (*TITLES, "--date", "2021-03-01", "--kind", "project", "--project", "brug"),
    "guide": (
        *TITLES,
        "--audience",
        "public-body",
        "--stage",
        "preparation",
        "--date",
        "2024-02-29",
    ),
}
FILES = {
    "project": ["projects/proef-met-water.yml"],
    "consultation": ["docs/consultations/brug.md", "docs/consultations/brug.en.md"],
    "call": [CALLS_FILE],
    "news": ["docs/news/proef-met-water.md", "docs/news/proef-met-water.en.md"],
    "guide": ["docs/guides/proef-met-water.md", "docs/guides/proef-met-water.en.md"],
}
ANSWERS = {
    "project": ["Proef met water", "Trial with water", "", "pio", "stad, haven"],
    "consultation": ["brug"],
    "call": ["Proef met water", "Trial with water", "", "pio", "regular", "2021-03"],
    "news": [*TITLES[1::2], "Zin.", "", "", "2021-03-01", "project", "brug", ""],
    "guide": [*TITLES[1::2], "Zin.", "", "", "public-body", "preparation"],
}
each_kind = pytest.mark.parametrize("kind", MODELS)


def _kc(root: Path, *words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], input=answers)


def _new(root: Path, kind: str, *words: str) -> Result:
    return _kc(root, "new", kind, *words)


def _contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _changed(before: dict[str, bytes], root: Path) -> list[str]:
    after = _contents(root)
    assert before.keys() <= after.keys()
    return sorted(name for name in after if after[name] != before.get(name))


def _assert_made(kind: str, root: Path, before: dict[str, bytes]) -> Corpus:
    assert _changed(before, root) == sorted(FILES[kind])
    corpus, found = read_corpus(root)
    assert corpus is not None, found
    assert [item for item in found if item.place.file in FILES[kind]] == []
    return corpus


# What is made


@each_kind
def test_flags_alone_make_a_valid_file(kind: str, centre: Path) -> None:
    before = _contents(centre)
    result = _new(centre, kind, *FLAGS[kind])
    assert result.exit_code == 0, result.output
    _assert_made(kind, centre, before)
    for file in FILES[kind]:
        assert file in result.output
    assert "Wat nu?" in result.output
    assert "kc check" in result.output


@each_kind
def test_questions_make_the_same_file_as_flags(kind: str, centre: Path, tmp_path: Path) -> None:
    before = _contents(centre)
    day = FLAGS[kind][-2:] if kind == "guide" else ()  # is not asked: it is today
    result = _kc(centre, "new", kind, *day, answers="\n".join(ANSWERS[kind]) + "\n")
    assert result.exit_code == 0, result.output
    _assert_made(kind, centre, before)
    other = write_centre(tmp_path / "other")
    said = ("--description-nl", "Zin.") if kind in ("news", "guide") else ()
    assert _new(other, kind, *FLAGS[kind], *said).exit_code == 0
    assert _contents(other) == _contents(centre)


@each_kind
def test_english_asks_and_explains_in_english(kind: str, centre: Path) -> None:
    result = _kc(centre, "new", kind, "--lang", "en", answers="\n".join(ANSWERS[kind]) + "\n")
    assert result.exit_code == 0, result.output
    assert "What now?" in result.output
    text = (centre / FILES[kind][0]).read_text("utf-8")
    assert "# Take # away" in text
    assert not re.search(r"Haal|Bronnen|Thema's|Titel", text)


@pytest.mark.parametrize("kind", MODELS)
def test_a_new_file_fits_in_the_real_centre(kind: str, real: Path, tmp_path: Path) -> None:
    for folder in ("projects", "docs"):
        shutil.copytree(real / folder, tmp_path / folder)
    corpus = valid(tmp_path)
    project = next(key for key in corpus.projects if key not in corpus.reports)
    flags: dict[str, tuple[str, ...]] = {
        "project": (*TITLES, "--programme", "pio", "--organisation", "awv"),
        "consultation": ("--project", project),
        "news": (*TITLES, "--date", "2021", "--kind", "project", "--project", project),
        "guide": (*TITLES, "--audience", "company", "--stage", "companies"),
    }
    result = _new(tmp_path, kind, *flags.get(kind, FLAGS[kind]))
    assert result.exit_code == 0, result.output
    valid(tmp_path)
    assert _kc(tmp_path, "fmt", "--check").exit_code == 0


def test_a_new_project_holds_what_was_said(centre: Path) -> None:
    assert _new(centre, "project", *FLAGS["project"]).exit_code == 0
    project = valid(centre).projects["proef-met-water"]
    assert project.title.root == {"nl": "Proef met water", "en": "Trial with water"}
    assert (project.programme, project.organisations) == ("pio", ("stad", "haven"))
    text = (centre / FILES["project"][0]).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=_schema/project.json\nformat: 1\n")
    assert layout(text, Project) == text


def test_a_new_call_is_added_and_the_rest_keeps_its_bytes(centre: Path) -> None:
    before = (centre / CALLS_FILE).read_bytes()
    assert _new(centre, "call", *FLAGS["call"]).exit_code == 0
    assert (centre / CALLS_FILE).read_bytes().startswith(before + b"\n  - id: proef-met-water\n")
    call = valid(centre).calls["proef-met-water"]
    assert (call.kind, str(call.opens)) == ("regular", "2021-03")
    assert _new(centre, "call", *FLAGS["call"], "--id", "nog-een").exit_code == 0
    assert [*valid(centre).calls] == ["oproep-2019", "proef-met-water", "nog-een"]


@pytest.mark.parametrize("ending", ["", "\n", "\n\n\n", "\n# slot\n", "  # slot"])
@pytest.mark.parametrize("indent", [0, 4])
def test_a_call_joins_a_register_of_any_indent_and_end(
    indent: int, ending: str, centre: Path
) -> None:
    path = centre / CALLS_FILE
    lines = path.read_text("utf-8").rstrip("\n").split("\n")
    moved = [lines[0], *(" " * indent + line[2:] for line in lines[1:])]
    content = ("\n".join(moved) + ending).encode()
    path.write_bytes(content)
    assert _new(centre, "call", *FLAGS["call"]).exit_code == 0
    assert path.read_bytes().startswith(content)
    assert [*valid(centre).calls] == ["oproep-2019", "proef-met-water"]


def test_a_call_is_refused_where_it_cannot_be_added_at_the_end(centre: Path) -> None:
    (centre / CALLS_FILE).write_text("calls: []\n", "utf-8")
    project = centre / "projects/fonteinen.yml"
    project.write_text(project.read_text("utf-8").replace("call: oproep-2019\n", ""), "utf-8")
    for page in (centre / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("call: oproep-2019\n", ""), "utf-8")
    valid(centre)
    before = _contents(centre)
    assert _new(centre, "call", *FLAGS["call"]).exit_code == 1
    assert _contents(centre) == before


def test_a_guide_comes_last_and_is_reviewed_within_a_year(centre: Path) -> None:
    assert _new(centre, "guide", *FLAGS["guide"]).exit_code == 0
    guides = valid(centre).guides
    page = guides[-1].page
    assert isinstance(page, Guide)
    assert guides[-1].address == "guides/proef-met-water"
    assert (str(page.reviewed), str(page.review_by)) == ("2024-02-29", "2025-02-28")


def test_a_report_is_named_after_its_project(centre: Path) -> None:
    assert _new(centre, "consultation", "--project", "brug").exit_code == 0
    corpus = valid(centre)
    assert corpus.reports["brug"].page.title == "Marktconsultatie: Brug van composiet"
    english = corpus.document("consultations/brug", "en").page
    assert english.title == "Market consultation: Composite bridge"


@each_kind
def test_every_field_that_can_follow_is_explained_once_and_is_yaml(kind: str, centre: Path) -> None:
    assert _new(centre, kind, *FLAGS[kind]).exit_code == 0
    text = (centre / FILES[kind][0]).read_text("utf-8")
    if kind == "call":
        text = text[text.index("  - id: proef") :].replace("  - ", "    ", 1)
        text = re.sub("^    ", "", text, flags=re.MULTILINE)
    if kind in PAGES:
        split, _ = frontmatter.split(text.encode(), "probe.md")
        assert split is not None
        text = text.split("---\n")[1].replace("sources: []\n", "")
    uncommented = re.sub(r"^# (?=[ \w-]+:(?: |$))(?!yaml-)", "", text, flags=re.MULTILINE)
    tree, found = yamltree.read(uncommented.encode(), "probe.yml")
    assert tree is not None
    assert found == []
    model = MODELS[kind]
    said = tree.plain()
    assert isinstance(said, dict)
    assert said.keys() == model.model_fields.keys() - {"former_ids", "translated_from"}
    _, invalid = validate(model, tree)
    open_ = {"R010", "R011", "R014", "R016", "R017"}  # what … is not: a date, a number…
    assert {item.code for item in invalid} <= open_
    for name, info in model.model_fields.items():
        if name in said and f"\n# {name}:" in text:
            assert f"  # {info.description}" in text
            for inner in models_in(info.annotation):
                assert all(f"{below}: " in text for below in inner.model_fields)


# What is refused


def _assert_nothing_is_made(root: Path, kind: str, *words: str) -> str:
    before = _contents(root)
    result = _new(root, kind, *words)
    assert result.exit_code == 1, result.output
    assert _contents(root) == before
    assert "Er is niets geschreven." in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


@each_kind
def test_nothing_is_ever_overwritten(kind: str, centre: Path) -> None:
    assert _new(centre, kind, *FLAGS[kind]).exit_code == 0
    assert "X002" in _assert_nothing_is_made(centre, kind, *FLAGS[kind])


@pytest.mark.parametrize("key", ["fonteinen", "oude-fonteinen", "index"])
def test_an_address_that_is_or_was_in_use_is_refused(key: str, centre: Path) -> None:
    said = _assert_nothing_is_made(centre, "project", *FLAGS["project"], "--id", key)
    assert "X002" in said


@pytest.mark.parametrize("kind", ["project", "call", "news", "guide"])
@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("../x", "R017"), ("/etc/x", "R017"), ("a/b", "R017"), ("a\\b", "R017"), ("Aa", "R017"),
        ("a\nb", "R017"), ("abc\n", "R017"), ("..", "R017"), ("a.en", "R017"), ("é-é", "R017"),
        ("en", "D003"), ("", "R003"), ("a" * 81, "R015"), ("a: b", "R017"), ("ab\u202ecd", "Y007"),
    ],
)  # fmt: skip
def test_a_hostile_id_is_refused(kind: str, key: str, code: str, centre: Path) -> None:
    assert code in _assert_nothing_is_made(centre, kind, *FLAGS[kind], "--id", key)


@pytest.mark.parametrize(
    ("kind", "words", "code", "near"),
    [
        ("project", ("--programme", "pioo"), "X001", "pio"),
        ("project", ("--organisation", "havn"), "X001", "haven"),
        ("consultation", ("--project", "burg"), "X001", "brug"),
        ("call", ("--kind", "reguler"), "X001", "regular"),
        ("call", ("--date", "2021-13"), "R012", ""),
        ("news", ("--date", "1/2/2021"), "R011", ""),
        ("news", ("--project", "../brug"), "X001", "brug"),
        ("news", ("--call", "oproep-2018"), "X001", "oproep-2019"),
        ("guide", ("--audience", "publicbody"), "X001", "public-body"),
        ("guide", ("--stage", "preparatoin"), "X001", "preparation"),
        ("guide", ("--date", "gisteren"), "R011", ""),
    ],
)
def test_a_wrong_fact_is_refused_with_what_was_meant(
    kind: str, words: tuple[str, ...], code: str, near: str, centre: Path
) -> None:
    said = _assert_nothing_is_made(centre, kind, *FLAGS[kind], *words)
    assert code in said
    assert not near or f"Bedoelde u '{near}'?" in said


def test_a_question_is_asked_again_until_the_answer_is_right(centre: Path) -> None:
    answers = ["Proef", "", "../x", "fonteinen", "proef-2", "pioo", "pio", "havn, stad", "stad"]
    result = _kc(centre, "new", "project", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for code in ("R017", "X002", "X001"):
        assert code in result.output
    assert valid(centre).projects["proef-2"].organisations == ("stad",)


@each_kind
def test_who_stops_answering_leaves_nothing(kind: str, centre: Path) -> None:
    before = _contents(centre)
    assert _kc(centre, "new", kind, answers="\n".join(ANSWERS[kind][:-2])).exit_code == 1
    assert _contents(centre) == before


@each_kind
def test_nothing_is_made_in_a_centre_with_errors(kind: str, centre: Path) -> None:
    (centre / "projects/brug.yml").write_text("id: brug\n", "utf-8")
    said = _assert_nothing_is_made(centre, kind, *FLAGS[kind])
    assert "projects/brug.yml" in said


def test_a_folder_that_leads_elsewhere_is_not_written_to(centre: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(centre / "docs/news", elsewhere)
    (centre / "docs/news").symlink_to(elsewhere)
    before = _contents(elsewhere)
    assert _new(centre, "news", *FLAGS["news"]).exit_code == 1
    assert _contents(elsewhere) == before


def test_a_page_whose_translation_is_there_is_not_half_written(
    centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if self.name.endswith(".en.md") and mode == "xb":
            raise OSError(28, "No space left on device")
        return real(self, mode, *rest, **named)  # type: ignore[call-overload]

    before = _contents(centre)
    monkeypatch.setattr(Path, "open", full)
    result = _new(centre, "news", *FLAGS["news"])
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "No space left" in result.output
    assert _contents(centre) == before


# Any title


HOSTILE = [
    "../x", "a: b", "'\"", '"', "a\nb", "x\n---\ny", "🌊", "🌊 vis", "a\u202eb", "\x00x", "\x1bx",
    "# kop", "- x", "{nl: x}", "[x]", "&a *b", "!!str x", "%x", "@x", "`x`", "no", "2019", "~",
    "12:30", "<b>vet</b>", "[x](javascript:alert(1))", "![x](x.png)", "x" * 500, "een " * 100, "…",
    "\ufeff", "C:\\x", "=1+1", "${x}", "{{ x }}", "klik [hier](y.md)", "jan.peeters@example.org",
]  # fmt: skip
title = st.one_of(st.sampled_from(HOSTILE), any_text, st.text(max_size=30))


@pytest.mark.parametrize("kind", ["project", "call", "news"])
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: ascii(hostile[:20]))
def test_a_hostile_title_gives_a_valid_file_or_a_refusal(
    kind: str, hostile: str, centre: Path
) -> None:
    _assert_valid_or_refused(centre, kind, hostile)


@given(st.sampled_from([*MODELS]), title)
@settings(max_examples=100)
def test_any_title_gives_a_valid_file_or_a_refusal(scratch: Path, kind: str, hostile: str) -> None:
    before = _contents(scratch)
    _assert_valid_or_refused(scratch, kind, hostile)
    for file in _changed(before, scratch):
        (scratch / file).unlink()
        if file in before:
            (scratch / file).write_bytes(before[file])


def _assert_valid_or_refused(root: Path, kind: str, hostile: str) -> None:
    before = _contents(root)
    words = ("--title-nl", hostile, "--title-en", hostile, "--id", "vijandig")
    rest = [word for word in FLAGS[kind] if word not in TITLES]
    if kind == "consultation":
        words = words[:4]
    result = _new(root, kind, *words, *rest)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    changed = _changed(before, root)
    if result.exit_code != 0:
        assert changed == []
        return
    corpus = valid(root)
    key = "brug" if kind == "consultation" else "vijandig"
    assert changed == sorted(file.replace("proef-met-water", key) for file in FILES[kind])
    line = " ".join(hostile.split())
    if line:
        assert _title(corpus, kind, key) == line


def _title(corpus: Corpus, kind: str, key: str) -> str | None:
    match kind:
        case "project":
            return corpus.projects[key].title.get("nl")
        case "call":
            return corpus.calls[key].title.get("nl")
        case _:
            return corpus.document(f"{PAGES[kind]}/{key}", "nl").page.title


@given(st.text())
def test_an_id_from_a_title_is_an_id_or_nothing(said: str) -> None:
    key = id_of(said)
    assert not key or (re.fullmatch(ID_PATTERN, key) and len(key) <= 80)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Eén proef: 's nachts", "een-proef-s-nachts"),
        ("Predictief onderhoud (sluizen)", "predictief-onderhoud-sluizen"),
        ("../../etc/passwd", "etc-passwd"),
        ("ÆØ", ""),
        ("🌊", ""),
        ("woord " * 30, ("woord-" * 13).rstrip("-")),
        ("x" * 100, "x" * 80),
    ],
)
def test_an_id_is_made_of_the_letters_of_a_title(said: str, key: str) -> None:
    assert id_of(said) == key


def test_every_flag_is_a_field(centre: Path) -> None:
    for kind, facts in FACTS.items():
        assert facts.keys() <= MODELS[kind].model_fields.keys()
        said = _new(centre, kind, "--help").output
        assert all(f"--{flag} " in said for flag in facts.values())
