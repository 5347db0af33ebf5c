"""One layout for records: declared order, and not a comment or a sign of text less."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from small_centre import ROOT
from trees import RECORD, damaged, raw, trees, written

from kenniscentrum.adapters.cli import main
from kenniscentrum.core import yamltree
from kenniscentrum.core.findings import Level
from kenniscentrum.core.leaves import models_in
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.records import Project
from kenniscentrum.core.rules import level_of
from kenniscentrum.core.validation import validate
from kenniscentrum.views.layout import WIDTH, layout

RECORDS = sorted((ROOT / "projects").glob("*.yml"))


def _said(text: str) -> Any:
    tree, found = yamltree.read(text.encode(), "probe.yml")
    assert tree is not None, found
    assert not [item for item in found if level_of(item) is Level.ERROR], found
    return tree.plain()


def _project(text: str) -> Project | None:
    tree, _ = yamltree.read(text.encode(), "probe.yml")
    return validate(Project, tree)[0] if tree else None


def _assert_declared_order(value: Any, model: Any, path: str = "") -> None:
    if isinstance(value, list):
        for item in value:
            _assert_declared_order(item, model, path)
    elif isinstance(value, dict) and model:
        declared = list(model.model_fields)
        known = [key for key in value if key in declared]
        assert known == sorted(known, key=declared.index), path
        for key in known:
            inner = next(models_in(model.model_fields[key].annotation), None)
            _assert_declared_order(value[key], inner, f"{path}/{key}")


# Real records


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_of_the_centre_has_the_layout(path: Path) -> None:
    text = path.read_text("utf-8")
    assert layout(text, Project) == text, f"run: kc fmt {path.relative_to(ROOT)}"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_shuffled_record_gets_its_layout_back(path: Path) -> None:
    text = path.read_text("utf-8")
    head, *fields = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    shuffled = head + "".join(item.rstrip("\n") + "\n" for item in reversed(fields))
    assert shuffled != text
    assert layout(shuffled, Project) == text


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_comment_on_every_line_of_a_real_record_is_kept(path: Path) -> None:
    """Comments above every line and beside every line that can have one."""
    lines: list[str] = []
    inside = -1  # the indent of the key of a folded text, whose lines are no place for comments
    for number, line in enumerate(path.read_text("utf-8").split("\n")):
        indent = len(line) - len(line.lstrip())
        if line and indent <= inside:
            inside = -1
        if line and inside < 0:
            lines.append(f"{' ' * indent}# above {number}: 'a' {{b")
            lines.append(line if "#" in line else f"{line}  # beside {number}")
            inside = len(line) - len(line.lstrip(" -")) if line.endswith(">-") else inside
        else:
            lines.append(line)
    text = "\n".join(lines)
    result = layout(text, Project)
    assert sorted(_comments(result)) == sorted(_comments(text))
    assert _comments(result) == _comments(text), "no key had to move"
    assert _said(result) == _said(path.read_text("utf-8"))
    assert layout(result, Project) == result


def _comments(text: str) -> list[str]:
    return re.findall(r"# (?:above|beside) \d+", text)


# Made-up records, with comments wherever YAML has a place for one


@dataclass
class Draft:
    """A record that is being written, with the comments it got and the key each belongs to."""

    draw: st.DrawFn
    lines: list[str] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def comment(self) -> str:
        self.count += 1
        signs = self.draw(
            st.sampled_from(["", " 'half", ' "', " key: value", " {", " # - é", " >-"])
        )
        return f"#{self.draw(st.sampled_from(['', ' ']))}c{self.count};{signs}"

    def comments_above(self, key: str, indent: int) -> None:
        for _ in range(self.draw(st.sampled_from([0, 0, 1, 2]))):
            self.lines += [""] if self.chance() else []
            comment = self.comment()
            self.lines.append(" " * indent + comment)
            self.above[_name(comment)] = key
        self.lines += [""] if self.draw(st.sampled_from([True, False, False])) else []
        if "" in self.lines and not any(map(_speaks, self.lines)):
            last = len(self.lines) - self.lines[::-1].index("")
            about_file = "".join(self.lines[:last])
            self.above = {name: key for name, key in self.above.items() if name not in about_file}

    def comment_beside(self, key: str) -> str:
        if self.draw(st.sampled_from([True, False, False])):
            comment = self.comment()
            self.beside[_name(comment)] = key
            return self.draw(st.sampled_from([" ", "   "])) + comment
        return ""

    def block(self, value: dict[str, Any], indent: int, start: str = "") -> None:
        """Write a block in any order; ``start`` is the hyphen before its first key."""
        for number, key in enumerate(self.draw(st.permutations(list(value)))):
            first = start if number == 0 else ""
            if not first:
                self.comments_above(key, indent)
            self.entry(f"{first or ' ' * indent}{key}:", key, value[key], indent)
        if value and indent and self.draw(st.sampled_from([True, False, False, False])):
            self.lines.append(" " * indent + self.comment())

    def entry(self, head: str, key: str, value: Any, indent: int) -> None:
        if isinstance(value, str):
            self.text(head, key, value, indent)
        elif self.draw(st.sampled_from([True, False, False])):
            self.flow(head, key, value)
        elif isinstance(value, dict):
            self.lines.append(head + self.comment_beside(key))
            self.block(value, indent + self.draw(st.sampled_from([2, 2, 4])))
        else:
            self.lines.append(head + self.comment_beside(key))
            self.items(value, indent + self.draw(st.sampled_from([0, 2, 2, 3])))

    def items(self, values: list[Any], indent: int) -> None:
        for item in values:
            for _ in range(self.draw(st.sampled_from([0, 0, 1]))):
                self.lines.append(" " * indent + self.comment())
            if isinstance(item, dict):
                gap = self.draw(st.sampled_from([1, 1, 3]))
                self.block(item, indent + 1 + gap, " " * indent + "-" + " " * gap)
            else:
                self.text(" " * indent + "-", item, item, indent)

    def text(self, head: str, key: str, value: str, indent: int) -> None:
        forms = ["plain", "single", "double", "folded", "literal", "long"]
        if not re.fullmatch(r"\w[\w .é]*", value) or re.fullmatch(r"\d.*|no", value):
            forms = forms[1:5]
        if "\n" in value or value != value.strip():
            forms = ["double", "literal"] if not value.startswith((" ", "\n")) else ["double"]
        inner = "\n" + " " * (indent + self.draw(st.sampled_from([2, 4])))
        beside = self.comment_beside(key)
        match self.draw(st.sampled_from(forms)):
            case "plain":
                said = f"{value}{beside}"
            case "single":
                said = "'" + value.replace("'", "''") + f"'{beside}"
            case "folded":
                broken = re.sub(r"(?<=\S) (?=\S)", lambda _: inner if self.chance() else " ", value)
                said = f">-{beside}{inner}{broken}"
            case "literal":
                end = "" if value.endswith("\n") else "-"
                said = f"|{end}{beside}{inner}" + value.rstrip("\n").replace("\n", inner)
            case "long":
                said = re.sub(" ", lambda _: inner if self.chance() else " ", value) + beside
            case _:
                said = '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
                said += f'"{beside}'
        self.lines.append(f"{head} {said}")

    def flow(self, head: str, key: str, value: Any) -> None:
        broken = self.chance()

        def said(value: Any) -> str:
            if isinstance(value, str):
                return (
                    '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
                )
            parts = []
            named = isinstance(value, dict)
            for item in self.draw(st.permutations(list(value))) if named else value:
                part = f"{item}: {said(value[item])}" if named else said(item)
                if broken and self.chance():
                    part = f"{self.comment()}\n        {part}"
                parts.append(part)
            last = f" {self.comment()}\n       " if broken and self.chance() else ""
            inside = (",\n        " if broken else ", ").join(parts)
            return f"{{{inside}{last}}}" if named else f"[{inside}{last}]"

        self.lines.append(f"{head} {said(value)}{'' if broken else self.comment_beside(key)}")


def _name(comment: str) -> str:
    match = re.search(r"c\d+;", comment)
    assert match
    return match[0]


_words = st.lists(
    st.sampled_from(
        [
            "water",
            "de",
            "a: b",
            "'s",
            "#1",
            "no",
            "é",
            "-",
            "https://a.be/x#y",
            "2019",
            "a  b",
            "x" * 60,
        ]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
_text = st.one_of(
    _words,
    st.tuples(_words, _words).map("\n".join),
    st.tuples(_words, _words).map("\n\n".join),
    _words.map(lambda said: said + "\n"),
    st.sampled_from(
        [" voor", "na ", "{x}", "[", "&a", "*b", "!c", "%", "@", "`", "''", "\\n", "🌊", "~"]
    ),
)
_localised = st.fixed_dictionaries({"nl": _text}, optional={"en": _text})
_id = st.sampled_from(["een", "twee", "a-1", "2019"])
_date = st.sampled_from(["2019", "2019-06", "2019-06-14"])
_line = _words
_keys = st.lists(_id, max_size=3)
_source = st.fixed_dictionaries(
    {"id": _id, "title": _line}, optional={"publisher": _line, "where": _localised}
)
_event = st.fixed_dictionaries(
    {"id": _id, "kind": _id, "date": _date, "text": _localised},
    optional={"certainty": st.just("inferred"), "sources": _keys},
)
_consultation = st.fixed_dictionaries(
    {},
    optional={
        "date": _date,
        "participants": st.just("100"),
        "conclusions": st.lists(_localised, min_size=1, max_size=2),
        "sources": _keys,
    },
)
_record = st.fixed_dictionaries(
    {"format": st.just("1"), "id": _id, "programme": _id, "title": _localised},
    optional={
        "acronym": _line,
        "summary": _localised,
        "organisations": _keys,
        "phase": st.fixed_dictionaries({"code": _id}, optional={"as_of": _date, "sources": _keys}),
        "themes": _keys,
        "need": _localised,
        "market_consultation": _consultation,
        "budget": st.lists(
            st.fixed_dictionaries({"amount_eur": st.just("5000")}, optional={"note": _localised}),
            max_size=2,
        ),
        "events": st.lists(_event, max_size=2),
        "remarks": st.lists(_localised, max_size=2),
        "sources": st.lists(_source, max_size=2),
    },
)


@st.composite
def _drafts(draw: st.DrawFn) -> Draft:
    draft = Draft(draw)
    draft.lines += (
        ["# yaml-language-server: $schema=_schema/project.json"] if draft.chance() else []
    )
    draft.block(draw(_record), 0)
    draft.lines += ["", draft.comment()] if draft.chance() else []
    return draft


@given(_drafts())
@settings(max_examples=500)
def test_layout_loses_nothing_of_a_record_with_comments(draft: Draft) -> None:
    text = "\n".join(draft.lines) + "\n"
    result = layout(text, Project)
    assert _said(result) == _said(text)
    assert _project(result) == _project(text)
    assert sorted(re.findall(r"c\d+;", result)) == sorted(re.findall(r"c\d+;", text))
    _assert_declared_order(_said(result), Project)
    _assert_comments_kept_their_key(draft, result)
    assert layout(result, Project) == result


def _assert_comments_kept_their_key(draft: Draft, result: str) -> None:
    lines = result.split("\n")
    for number, line in enumerate(lines):
        for name in re.findall(r"c\d+;", line):
            if name in draft.beside:
                assert draft.beside[name].split(" ")[0] in line or "- " in line, line
            elif name in draft.above:
                below = (item for item in lines[number + 1 :] if _speaks(item))
                assert re.match(rf" *(?:- )*{draft.above[name]}:", next(below)), result


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


# Any other text


@given(st.one_of(damaged(RECORD), trees.map(written), raw))
def test_any_text_says_the_same_in_its_layout_or_is_refused(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
        result = layout(text, Project)
    except ValueError:
        tree, found = yamltree.read(content, "probe.yml")
        assert tree is None or any(level_of(item) is Level.ERROR for item in found)
        return
    assert _said(result) == _said(text)
    assert layout(result, Project) == result


_pieces = [
    "a",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "b c",
    "x" * 120,
    "é",
    "#",
    "- ",
    "\n  ",
    "\n a",
    "'",
]


@given(
    st.lists(st.sampled_from(_pieces), max_size=12).map("".join),
    st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "", "'", '"']),
    st.sampled_from([4, 7]),
)
@settings(max_examples=500)
def test_any_form_of_any_text_keeps_its_signs(said: str, sign: str, indent: int) -> None:
    inner = "\n" + " " * indent
    said = said.replace("'", "é") if sign == "'" else said
    below = said.replace("\n", inner)
    form = f"{sign}{below}{sign}" if sign in ("'", '"') else f"{sign}{inner if sign else ''}{below}"
    text = f"need:\n  nl: {form}\nid: a\n"
    try:
        result = layout(text, Project)
    except ValueError:
        return
    assert _said(result) == _said(text)
    assert result.startswith("id: a"), "a layout was found"
    assert layout(result, Project) == result


def test_what_a_layout_would_lose_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "title: {nl: b}  # c\nid: a\n"
    assert layout(text, Project) != text
    with monkeypatch.context() as patched:
        patched.setattr("kenniscentrum.views.layout._with_comment", lambda line, *_, **__: line)
        assert layout(text, Project) == text
    with monkeypatch.context() as patched:
        patched.setattr("kenniscentrum.views.layout.written_anew", lambda *_: ("lost", []))
        assert layout(text, Project) == text
    monkeypatch.setattr("kenniscentrum.views.layout.written_anew", lambda *_: ("[", []))
    assert layout(text, Project) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"need:\n  nl: >-\n    {'a ' * 60}b\n\n    c\n    d\n",
            f"need:\n  nl: >-\n    {'a ' * 48}\n    {'a ' * 12}b\n\n    c d\n".replace(" \n", "\n"),
        ),
        ("need:\n  nl: a\n\n    b\n", "need:\n  nl: >-\n    a\n\n    b\n"),
        ("need:\n  nl: >\n    a\n      b\n", "need:\n  nl: |\n    a\n      b\n"),
        ('need: {nl: "a\\nb"}\n', 'need: {nl: "a\\nb"}\n'),
        ("title: {nl: a}\nid: b\n", "id: b\ntitle: {nl: a}\n"),
        ("# top\n\n# of b\nb: 1\n# of id\nid: a\n", "# top\n\n# of id\nid: a\n\n# of b\nb: 1\n"),
        ("events:\n- date: 2019\n  id: a\n", 'events:\n  - id: a\n    date: "2019"\n'),
        ("events: [{date: '2019', id: a}]\n", 'events: [{id: a, date: "2019"}]\n'),
        ("need:\n    nl: >-\n       a\n       b\n", "need:\n  nl: >-\n    a b\n"),
        ("need:\n  nl: |\n      a\n      b\n", "need:\n  nl: |\n    a\n    b\n"),
        ("need: {nl: a, # 1\n en: b} # 2\n", "need:\n  nl: a       # 1\n  en: b\n  # 2\n"),
        ("id: a   # far\n", "id: a   # far\n"),
        ("id: a # near\n", "id: a  # near\n"),
        ("\ufeffid: a\r\nformat: 1\r\n", "format: 1\nid: a\n"),
        ("---\nid: a\n...\n", "id: a\n"),
        ("id: a\n\n\n\nsources: []\n\n\n", "id: a\n\nsources: []\n"),
        ("themes: [ # none\n]\n", "# none\nthemes: []\n"),
        ("remarks:\n- # it\n  nl: a\n", "remarks:\n  # it\n  - nl: a\n"),
        ("? id\n: a\n", "id: a\n"),
        (f"need: {{nl: {'a ' * 60}b}}\n", None),
        ("", ValueError),
        ("- a\n", "- a\n"),
        ("a", "a"),
    ],
)
def test_layout_by_example(text: str, expected: str | type[Exception] | None) -> None:
    if isinstance(expected, type):
        with pytest.raises(expected):
            layout(text, Project)
        return
    result = layout(text, Project)
    assert result == expected or expected is None
    assert all(len(line) <= WIDTH for line in result.split("\n"))
    assert layout(result, Project) == result


# The command


def _fmt(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "fmt", *words])


UNTIDY = "id: probe\nformat: 1  # versie\ntitle: {nl: Proef, en: Trial}\nprogramme: pio\n"
TIDY = "format: 1  # versie\nid: probe\nprogramme: pio\ntitle: {nl: Proef, en: Trial}\n"


@pytest.fixture
def tidy(centre: Path) -> Path:
    """The tiny centre with all its records in their layout."""
    assert _fmt(centre).exit_code == 0
    return centre


def test_the_command_renews_what_is_untidy_and_says_so(tidy: Path) -> None:
    probe = tidy / "projects/probe.yml"
    probe.write_text(UNTIDY, "utf-8")
    probe.chmod(0o640)
    before = {p: p.read_bytes() for p in tidy.rglob("*") if p.is_file() and p != probe}
    checked = _fmt(tidy, "--check")
    assert (checked.exit_code, probe.read_text("utf-8")) == (1, UNTIDY)
    assert "nog niet in de vaste opmaak: projects/probe.yml" in checked.output
    result = _fmt(tidy)
    assert (result.exit_code, probe.read_text("utf-8")) == (0, TIDY)
    assert result.output == "opgemaakt: projects/probe.yml\n"
    assert probe.stat().st_mode & 0o777 == 0o640
    assert {p: p.read_bytes() for p in tidy.rglob("*") if p.is_file() and p != probe} == before
    assert _fmt(tidy, "--check").exit_code == 0
    assert read_corpus(tidy)[0] is not None


def test_the_command_keeps_to_the_paths_it_is_given(tidy: Path) -> None:
    for name in ("probe", "proef"):
        (tidy / f"projects/{name}.yml").write_text(UNTIDY, "utf-8")
    assert _fmt(tidy, str(tidy / "projects/proef.yml")).exit_code == 0
    assert (tidy / "projects/probe.yml").read_text("utf-8") == UNTIDY
    assert (tidy / "projects/proef.yml").read_text("utf-8") == TIDY
    assert _fmt(tidy, str(tidy / "projects")).exit_code == 0
    assert (tidy / "projects/probe.yml").read_text("utf-8") == TIDY


@pytest.mark.parametrize("path", ["projects/_registers/calls.yml", "docs/index.md", "docs"])
def test_only_records_are_laid_out(path: str, tidy: Path) -> None:
    result = _fmt(tidy, str(tidy / path))
    assert result.exit_code == 2
    assert "alleen projectrecords" in result.output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id: [\n", "Y006"),
        (b"id: a\nid: b\n", "Y002"),
        (b"a: &x 1\nb: *x\n", "Y003"),
        (b"id: \xff\n", "Y001"),
        (b"a: 1\n---\nb: 2\n", "Y010"),
        (b"a:\n\t- b\n", "Y005"),
        (b"", "R003"),
        (b"# later\n", "R003"),
    ],
)
def test_a_file_that_cannot_be_read_stays_as_it_is(content: bytes, code: str, tidy: Path) -> None:
    (tidy / "projects/aaa.yml").write_bytes(content)
    (tidy / "projects/probe.yml").write_text(UNTIDY, "utf-8")
    result = _fmt(tidy)
    assert result.exit_code == 1
    assert code in result.output
    assert (tidy / "projects/aaa.yml").read_bytes() == content
    assert (tidy / "projects/probe.yml").read_text("utf-8") == TIDY, "the others are laid out"


def test_a_write_that_fails_leaves_the_file_and_nothing_beside_it(
    tidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tidy / "projects/probe.yml").write_text(UNTIDY, "utf-8")
    before = sorted(tidy.rglob("*"))

    def fail(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    result = _fmt(tidy)
    assert result.exit_code == 2
    assert "No space left" in result.output
    assert (tidy / "projects/probe.yml").read_text("utf-8") == UNTIDY
    assert sorted(tidy.rglob("*")) == before


def test_a_link_out_of_the_tree_is_not_followed(tidy: Path) -> None:
    outside = tidy.parent / "elsewhere.yml"
    outside.write_text(UNTIDY, "utf-8")
    (tidy / "projects/probe.yml").symlink_to(outside)
    result = _fmt(tidy)
    assert result.exit_code == 1
    assert "D004" in result.output
    assert outside.read_text("utf-8") == UNTIDY
    assert (tidy / "projects/probe.yml").is_symlink()


def test_the_real_records_are_laid_out_without_another_meaning(real: Path, tmp_path: Path) -> None:
    for folder in ("projects", "docs"):
        shutil.copytree(real / folder, tmp_path / folder)
    for path in (tmp_path / "projects").glob("*.yml"):
        head, *fields = re.split(r"^(?=\w+:)", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(head + "".join(f"{item.strip()}\n" for item in fields[::-1]), "utf-8")
    before, _ = read_corpus(tmp_path)
    assert _fmt(tmp_path).exit_code == 0
    after, _ = read_corpus(tmp_path)
    assert before is not None
    assert after == before
    for path in RECORDS:
        assert (tmp_path / "projects" / path.name).read_bytes() == path.read_bytes()
