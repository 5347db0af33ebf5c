"""What stands around the code keeps its promises: workflows, forms, guides for editors."""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from kenniscentrum.adapters import report
from kenniscentrum.adapters.cli import main as kc
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding, Level
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import level_of
from kenniscentrum.views import issueforms

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = ROOT / ".github/scripts"
GUIDES = {"nl": "CONTRIBUTING.md", "en": "CONTRIBUTING.en.md"}
MAY_WRITE = {
    ("comment.yml", "pull-requests"),
    ("links.yml", "issues"),
    ("nightly.yml", "id-token"),
    ("nightly.yml", "pages"),
    ("pages.yml", "id-token"),
    ("pages.yml", "pages"),
}

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
each_guide = pytest.mark.parametrize("language", GUIDES)


def _workflow(path: Path) -> dict[str, Any]:
    # BaseLoader reads texts only: to YAML 1.1 the word `on` is a boolean.
    tree: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    return tree


def _jobs(path: Path) -> list[dict[str, Any]]:
    return list(_workflow(path)["jobs"].values())


def _steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in _jobs(path) for step in job.get("steps", ())]


# Workflows


@each_workflow
def test_every_action_is_pinned_by_commit_and_names_its_version(path: Path) -> None:
    lines = re.findall(r"^.*\buses:.*$", path.read_text("utf-8"), re.MULTILINE)
    assert lines
    for line in lines:
        local = re.search(r"uses: \./(\S+)$", line)
        if local:
            assert (ROOT / local[1]).is_file()
        else:
            assert re.search(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@each_workflow
def test_a_workflow_has_no_rights_but_those_a_job_asks_for(path: Path) -> None:
    assert _workflow(path)["permissions"] == {}
    for job in _jobs(path):
        assert job["permissions"]
        for scope, right in job["permissions"].items():
            assert right == "read" or (right == "write" and (path.name, scope) in MAY_WRITE)


@each_workflow
def test_every_job_ends_in_time_and_makes_way_for_the_next(path: Path) -> None:
    assert _workflow(path)["concurrency"]["cancel-in-progress"] in ("true", "false")
    for job in _jobs(path):
        if "steps" in job:
            assert 0 < int(job["timeout-minutes"]) <= 60


@each_workflow
def test_a_checkout_leaves_no_credentials(path: Path) -> None:
    for step in _steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@each_workflow
def test_a_job_runs_only_what_a_person_can_run(path: Path) -> None:
    for command in (step["run"] for step in _steps(path) if "run" in step):
        lines = command.strip().split("\n")
        assert len(lines) <= 3
        for line in lines:
            program, *arguments = line.split()
            if program == "python3":
                program, *arguments = arguments
            if program == ".venv/bin/kc":
                assert arguments[0] in kc.commands
            else:
                assert (ROOT / program).is_file(), f"{path.name} runs {program}"
                assert program.endswith(".py") or (ROOT / program).stat().st_mode & 0o100


@each_workflow
def test_no_value_of_an_event_is_pasted_into_a_command(path: Path) -> None:
    for step in _steps(path):
        assert "${{" not in step.get("run", "")


def test_what_may_write_runs_no_code_of_a_pull_request(real: Path) -> None:
    for path in WORKFLOWS:
        events = set(_workflow(path)["on"])
        assert "pull_request_target" not in events
        if "pull_request" in events:
            assert not any(name == path.name for name, _ in MAY_WRITE)
    steps = _steps(real / ".github/workflows/comment.yml")
    checkouts = [step["with"] for step in steps if "checkout@" in step.get("uses", "")]
    assert [sorted(values) for values in checkouts] == [["persist-credentials", "sparse-checkout"]]


# Reports of the workflows


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Import a script of the workflows."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module


def _row(**values: object) -> dict[str, object]:
    row = {"file": "projects/turing.yml", "line": 18, "column": 9, "level": "error"}
    return {**row, "code": "R010", "what": "mis", "why": "daarom", "mend": "herstel", **values}


def test_the_summary_counts_and_shows_errors_first(script: Callable[[str], ModuleType]) -> None:
    rows = [_row(level="warning", file="a.yml"), _row(level="error", file="b.yml"), _row()]
    said = script("summary").summary(json.dumps(rows), "https://git.example/blob/abc/")
    assert "2 fouten, 1 waarschuwing" in said
    assert said.index("b.yml") < said.index("a.yml")
    assert "https://git.example/blob/abc/projects/turing.yml?plain=1#L18" in said


def test_the_summary_understands_what_the_check_writes(
    real: Path, script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    centre = _copy(real, tmp_path)
    record = centre / "projects/turing.yml"
    record.write_text(record.read_text("utf-8").replace("id: turing\n", "id: turin\n"), "utf-8")
    said = script("summary").summary(report.as_json(read_corpus(centre)[1], "nl"))
    assert "turing.yml" in said
    assert "### Nagekeken: " in said
    assert script("summary").summary(report.as_json([], "nl")) == script("summary").CLEAN


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", '[{"level": "x"}]', "null", '"@all"'])
def test_the_summary_of_no_list_says_that_the_check_failed(
    text: str, script: Callable[[str], ModuleType]
) -> None:
    summary = script("summary")
    assert summary.summary(text) == (summary.CLEAN if text == "{}" else summary.CRASHED)


def test_a_stranger_cannot_call_people_or_make_links(script: Callable[[str], ModuleType]) -> None:
    hostile = "@all [x](https://e.example) ![i](//e) <b onx> #12 `a` | x\n# Title www.e.example"
    row = _row(what=hostile, mend=hostile, file="](https://e.example)@all")
    said = script("summary").summary(json.dumps([row]), "https://git.example/")
    (line,) = (line for line in said.split("\n") if "fout |" in line)
    assert not re.search(r"(?<!\\)\]\(|<b|@\w|://|#\d|www\.|(?<!\\)`a", line)
    assert len(re.findall(r"(?<!\\)\|", line)) == 5


class Host:
    """A git host that remembers what was asked of it."""

    def __init__(self, **answers: list[dict[str, Any]]) -> None:
        self.answers = answers
        self.written: list[tuple[str, str, dict[str, Any]]] = []

    def __call__(self, method: str, path: str, values: dict[str, Any]) -> Any:
        if method == "GET":
            items = self.answers.get(path.rpartition("/")[2], [])
            start = (values["page"] - 1) * values["per_page"]
            return items[start : start + values["per_page"]]
        self.written.append((method, path, values))
        return {}


HEAD = {"html_url": "https://git.example/fork", "owner": {"login": "iemand"}}
EVENT = {"workflow_run": {"head_repository": HEAD, "head_branch": "tak", "head_sha": "abc"}}
PULL = {"number": 7, "head": {"sha": "abc"}}
BOT = {"login": "github-actions[bot]"}


def test_findings_become_one_comment_that_is_renewed(script: Callable[[str], ModuleType]) -> None:
    publish = script("publish")
    host = Host(pulls=[PULL])
    assert publish.comment(host, "o/r", EVENT, "[]") == [7]
    method, path, values = host.written[0]
    assert (method, path) == ("POST", "repos/o/r/issues/7/comments")
    others = [{"id": i, "user": {"login": "iemand"}, "body": values["body"]} for i in range(150)]
    host = Host(pulls=[PULL], comments=[*others, {"id": 999, "user": BOT, **values}])
    publish.comment(host, "o/r", EVENT, "[]")
    assert [item[:2] for item in host.written] == [("PATCH", "repos/o/r/issues/comments/999")]


def test_findings_of_an_older_commit_are_not_shown(script: Callable[[str], ModuleType]) -> None:
    host = Host(pulls=[{"number": 7, "head": {"sha": "newer"}}])
    assert script("publish").comment(host, "o/r", EVENT, "[]") == []
    gone = {"workflow_run": {**EVENT["workflow_run"], "head_repository": None}}
    assert script("publish").comment(host, "o/r", gone, "[]") == []
    assert host.written == []


def test_dead_links_keep_one_issue(script: Callable[[str], ModuleType]) -> None:
    publish = script("publish")
    assert publish.issue(Host(), "o/r", "") == "nothing"
    host = Host()
    assert publish.issue(host, "o/r", "dood") == "opened"
    issue = {"number": 3, "user": BOT, "body": host.written[0][2]["body"]}
    assert publish.issue(Host(issues=[issue]), "o/r", "ook dood") == "renewed"
    host = Host(issues=[{"number": 2, "user": BOT, "body": None}, issue])
    assert publish.issue(host, "o/r", " \n") == "closed"
    assert host.written == [("PATCH", "repos/o/r/issues/3", {"state": "closed"})]


@pytest.fixture
def server() -> Iterator[str]:
    """A web site that answers with the code that the address asks for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(self.path[1:4]))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # as named there
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_only_a_certain_death_is_reported(
    script: Callable[[str], ModuleType], server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    links = script("links")
    asked = [f"{server}/{code}" for code in (200, 403, 404, 410, 503)]
    found = links.problems(asked, pause=0)
    assert {address[-3:]: dead for address, (dead, _) in found.items()} == {
        "403": False, "404": True, "410": True, "503": False,
    }  # fmt: skip
    said = links.report(found, {asked[2]: "projects/turing.yml:86"}, len(asked))
    assert f"| `projects/turing.yml:86` | <{asked[2]}> | pagina bestaat niet |" in said
    assert links.report({asked[1]: (False, "antwoordt met code 403")}, {}, 1) == ""


def test_a_silent_site_does_not_hold_up_the_others(
    script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    links = script("links")
    asked: list[str] = []

    def silent(address: str) -> tuple[bool, str]:
        asked.append(address)
        return False, f"{links.SILENCE} (TimeoutError)"

    monkeypatch.setattr(links, "problem", silent)
    wanted = [f"https://silent.example/{number}" for number in range(9)]
    assert set(links.problems(wanted, pause=0)) == set(wanted)
    assert len(set(asked)) == links.PATIENCE


def test_every_source_address_is_followed_and_has_a_place(
    script: Callable[[str], ModuleType], corpus: Corpus, real: Path
) -> None:
    links = script("links")
    wanted = links.addresses(corpus)
    assert {s.url for p in corpus.projects.values() for s in p.sources if s.url} <= set(wanted)
    assert set(links.places(real, wanted)) == set(wanted)


# Issue forms


def test_the_committed_issue_forms_are_the_generated_ones(corpus: Corpus, real: Path) -> None:
    made = issueforms.render(corpus)
    folder = real / issueforms.FOLDER
    committed = {
        path.relative_to(real).as_posix(): path.read_text("utf-8") for path in folder.iterdir()
    }
    assert committed == made, f"run: kc issueforms (writes {issueforms.FOLDER}/)"


def test_a_new_record_changes_no_issue_form(corpus: Corpus) -> None:
    empty = dataclasses.replace(corpus, projects={}, organisations={}, calls={}, documents={})
    assert issueforms.render(empty) == issueforms.render(corpus)


def test_the_issue_forms_are_forms(corpus: Corpus) -> None:
    for path, text in issueforms.render(corpus).items():
        form = yaml.safe_load(text)
        if path.endswith("/config.yml"):
            continue
        names = [item["id"] for item in form["body"] if item["type"] != "markdown"]
        assert len(names) == len(set(names))
        for item in form["body"]:
            options = [str(option) for option in item["attributes"].get("options", ["-"])]
            assert options
            assert len(options) == len(set(options))
            assert all(option.strip() for option in options)


def test_what_a_record_must_have_is_asked(corpus: Corpus) -> None:
    form = yaml.safe_load(issueforms.render(corpus)[f"{issueforms.FOLDER}/project.yml"])
    items = {item["id"]: item for item in form["body"] if "id" in item}
    required = {name for name, item in items.items() if item.get("validations", {}).get("required")}
    assert required == {"title", "programme", "sources"}
    for name in ("programmes", "phases", "themes", "technologies"):
        said = items[name if name in items else name.removesuffix("s")]["attributes"]["options"]
        terms = corpus.terms[name].values()
        assert [option.split(" / ")[0] for option in said] == [t.label.root["nl"] for t in terms]


# Guides for editors and reviewers


def _copy(real: Path, folder: Path) -> Path:
    for name in ("projects", "docs"):
        shutil.copytree(real / name, folder / name)
    return folder


def _found(centre: Path, file: str) -> list[Finding]:
    """Return the findings about one file; elsewhere there must be no error."""
    _, found = read_corpus(centre)
    assert [f for f in found if f.place.file != file and level_of(f) is Level.ERROR] == []
    return [item for item in found if item.place.file == file]


@each_guide
def test_the_record_that_the_guide_explains_is_right(
    language: str, real: Path, tmp_path: Path
) -> None:
    text = (real / GUIDES[language]).read_text("utf-8")
    (record,) = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    centre = _copy(real, tmp_path)
    (centre / "projects/turing.yml").write_text(record, "utf-8")
    codes = {f.code for f in _found(centre, "projects/turing.yml") if level_of(f) is not Level.NOTE}
    assert codes <= {"T001"}, "only a missing translation is explained"


@each_guide
def test_the_message_that_the_guide_explains_is_one_of_ours(
    language: str, real: Path, tmp_path: Path
) -> None:
    text = (real / GUIDES[language]).read_text("utf-8")
    (message,) = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    centre = _copy(real, tmp_path)
    record = centre / "projects/turing.yml"
    broken = record.read_text("utf-8").replace("code: execution", "code: excution")
    record.write_text(broken, "utf-8")
    (found,) = _found(centre, "projects/turing.yml")
    said = report.plain([found], centre, language)
    place = re.compile(r"^(projects/turing\.yml):\d+:\d+:", re.MULTILINE)
    assert place.sub(r"\1", said).startswith(place.sub(r"\1", message).rstrip())


@each_guide
def test_the_guide_names_every_level_of_message(language: str, real: Path) -> None:
    text = (real / GUIDES[language]).read_text("utf-8")
    words = {"nl": ["fout", "waarschuwing", "opmerking"], "en": [str(level) for level in Level]}
    assert re.findall(r"^\| (\w+) \| (?!Betekenis|Meaning)", text, re.MULTILINE) == words[language]


def test_links_between_the_guides_lead_somewhere(real: Path) -> None:
    templates = real / ".github/PULL_REQUEST_TEMPLATE"
    default = (real / ".github/pull_request_template.md").read_text("utf-8")
    named = set(re.findall(r"template=([\w.]+)", default))
    assert named == {path.name for path in templates.iterdir()}
    for name in (*GUIDES.values(), "REVIEWING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (real / name).read_text("utf-8")):
            assert (real / target).exists(), f"{name} links to {target}"


def test_owners_are_roles_and_their_paths_exist(real: Path) -> None:
    lines = (real / ".github/CODEOWNERS").read_text("utf-8").split("\n")
    for line in (line for line in lines if line and not line.startswith("#")):
        pattern, *owners = line.split()
        assert all(re.fullmatch(r"@ORGANISATIE/[a-z]+", owner) for owner in owners)
        assert list(real.glob(pattern.strip("/"))), f"CODEOWNERS names {pattern}"


# The editor


def _snippets() -> dict[str, Any]:
    text = (ROOT / ".vscode/kenniscentrum.code-snippets").read_text("utf-8")
    snippets: dict[str, Any] = json.loads(text)
    return snippets


def _written(body: list[str], indent: str) -> Iterator[str]:
    """Yield what a snippet can write: its examples, with each choice in turn."""
    text = "\n".join(indent + line for line in body if line != "$0")
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    choice = re.compile(r"\$\{\d+\|([^|]*)\|\}")
    options = [match.split(",") for match in choice.findall(text)]
    for chosen in itertools.zip_longest(*options) if options else [()]:
        written = text
        for value, given in zip(chosen, options, strict=True):
            written = choice.sub(value or given[0], written, count=1)
        yield written


PLACES = {
    "Gebeurtenis": "events:\n{}\nsources:\n  - {{id: bron, title: Bron}}\n",
    "Bron": "sources:\n{}\n",
    "Bedrag": "budget:\n{}\nsources:\n  - {{id: bron, title: Bron}}\n",
    "Conclusie": "market_consultation:\n  conclusions:\n{}\n",
}


def test_there_is_a_place_for_every_snippet() -> None:
    assert set(_snippets()) == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_what_a_snippet_writes_is_right(name: str, real: Path, tmp_path: Path) -> None:
    centre = _copy(real, tmp_path)
    indent = "    " if name == "Conclusie" else "  "
    head = "format: 1\nid: probe\nprogramme: pio\ntitle: {nl: Proef, en: Trial}\n"
    for text in _written(_snippets()[name]["body"], indent):
        (centre / "projects/probe.yml").write_text(head + PLACES[name].format(text), "utf-8")
        found = _found(centre, "projects/probe.yml")
        assert [item for item in found if level_of(item) is not Level.NOTE] == []


@pytest.mark.parametrize(
    ("name", "field", "register"),
    [("Gebeurtenis", "kind", "event_kinds"), ("Bedrag", "basis", "amount_bases")],
)
def test_a_snippet_offers_the_whole_vocabulary(
    name: str, field: str, register: str, corpus: Corpus
) -> None:
    line = next(line for line in _snippets()[name]["body"] if f"{field}: " in line)
    match = re.search(r"\|(.*)\|", line)
    assert match is not None
    assert match[1].split(",") == list(corpus.keys[register]), "change .vscode/*.code-snippets"


def test_the_editor_knows_the_schema_of_records(real: Path) -> None:
    settings = json.loads((real / ".vscode/settings.json").read_text("utf-8"))
    ((schema, pattern),) = settings["yaml.schemas"].items()
    assert (real / schema).is_file()
    assert set(real.glob(pattern)) == set((real / "projects").glob("*.yml"))
