"""``kc new``: asks for the few facts a new record or page needs, tries it out, and writes it.

Nothing is written before the whole centre was read with the new files in a copy, and nothing is
ever overwritten.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import typing
from collections.abc import Mapping
from pathlib import Path

import click

from kenniscentrum.core import yamltree
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding, Level, Place, finding
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import LANGUAGES, level_of, message
from kenniscentrum.views.fieldlines import description
from kenniscentrum.views.questions import Ask, Check, Form, Given, RefusedError
from kenniscentrum.views.scaffold import CALLS_FILE, FACTS, MODELS, PAGES, Answers, new_files

_FOLDERS = ("projects", "docs")
_WORDS = {
    "nl": {
        "error": "fout", "mend": "herstel", "nothing": "Er is niets geschreven.",
        "written": "Geschreven: {file}", "added": "Toegevoegd onderaan {file}",
        "next": "Wat nu?",
        "fill": "Vul aan wat een openbare bron zegt; haal de andere regels met # weg.",
        "conclusions": "Zet de conclusies in projects/{id}.yml, onder market_consultation.",
        "check": "Kijk het na: kc check",
        "commit": "Bewaar het: git add {files} && git commit",
    },
    "en": {
        "error": "error", "mend": "mend", "nothing": "Nothing was written.",
        "written": "Written: {file}", "added": "Added at the end of {file}",
        "next": "What now?",
        "fill": "Add what a public source says; remove the other lines with #.",
        "conclusions": "Put the conclusions in projects/{id}.yml, under market_consultation.",
        "check": "Check it: kc check",
        "commit": "Keep it: git add {files} && git commit",
    },
}  # fmt: skip


def make(root: Path, kind: str, answers: Answers, corpus: Corpus, language: str) -> list[str]:
    """Write the new files, or add to the register of calls, and return their names.

    Raises RefusedError when the centre would have an error with them, or a file is there already,
    and OSError of the file system.
    """
    files = new_files(kind, answers, corpus, language)
    if kind != "call":
        return write_new(root, files)
    target = root / CALLS_FILE
    if not target.resolve().is_relative_to(root):
        raise RefusedError([finding(Place(CALLS_FILE), "D004", value=CALLS_FILE)])
    addition = _addition(target.read_bytes(), files[CALLS_FILE])
    tried = _try_out(root, {CALLS_FILE: addition})
    if [*tried.calls] != [*corpus.calls, answers.id]:
        raise RefusedError([finding(Place(CALLS_FILE), "R013", expected="list")])
    with target.open("ab") as stream:
        stream.write(addition)
    return [CALLS_FILE]


def write_new(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write files that are not there yet, all or none of them, and return their names.

    Raises RefusedError when the centre would have an error with them, or one is there already,
    and OSError of the file system.
    """
    for file in files:
        target = root / file
        if not target.resolve().is_relative_to(root):
            raise RefusedError([finding(Place(file), "D004", value=file)])
        if target.exists() or target.is_symlink():
            key = target.name.partition(".")[0]
            raise RefusedError([finding(Place(file), "X002", value=key, other=file)])
    contents = {file: text.encode() for file, text in files.items()}
    _try_out(root, contents)
    written: list[Path] = []
    try:
        for file, content in contents.items():
            target = root / file
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                written.append(target)
                stream.write(content)
    except OSError:
        for path in written:
            path.unlink()
        raise
    return list(contents)


def _addition(register: bytes, item: str) -> bytes:
    """Return what to add to a register for one more item, at the indent of the others."""
    tree, _ = yamltree.read(register, CALLS_FILE)
    items = tree.items("calls") if tree else []
    indent = max(items[-1].place.column - 3, 0) if items else 2
    lines = [" " * indent + line[2:] if line else "" for line in item.split("\n")]
    end = "\n" if register.endswith(b"\n") else "\n\n"
    return (end + "\n".join(lines)).encode()


def _try_out(root: Path, contents: Mapping[str, bytes]) -> Corpus:
    """Read a copy of the centre with the new contents. Raises RefusedError at an error in it."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name).resolve()
        for folder in _FOLDERS:
            shutil.copytree(root / folder, copy / folder, ignore=_no_texts)
        for file, content in contents.items():
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            with (copy / file).open("ab") as stream:
                stream.write(content)
        tried, found = read_corpus(copy)
    if tried is None:
        raise RefusedError(item for item in found if level_of(item) is Level.ERROR)
    return tried


def _no_texts(folder: str, names: list[str]) -> list[str]:
    """Return what a copy can do without: images and such."""
    return [
        name
        for name in names
        if Path(folder, name).is_file() and Path(name).suffix not in (".yml", ".md")
    ]


@click.group()
def new() -> None:
    """Make a new record or page: asks what is needed, or takes it from the options.

    Never overwrites a file, and writes nothing that `kc check` would refuse. An edition of the
    newsletter is drafted from what is there already: see `kc newsletter`.
    """


def _run(kind: str, root: Path, language: str, given: Given) -> int:
    words = _WORDS[language]
    corpus, found = read_corpus(root)
    try:
        if corpus is None:
            raise RefusedError(item for item in found if level_of(item) is Level.ERROR)
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        form = Form(kind, corpus, language, today, given, _asking(language))
        answers = form.answers()
        files = make(root, kind, answers, corpus, language)
    except RefusedError as refused:
        click.echo(refusal(refused, language), err=True)
        return 1
    except OSError as error:
        raise click.UsageError(f"{error}\n{words['nothing']}") from error
    for file in files:
        click.echo(words["added" if file == CALLS_FILE else "written"].format(file=file))
    steps = ["fill", *(["conclusions"] if kind == "consultation" else []), "check", "commit"]
    click.echo(words["next"])
    for number, step in enumerate(steps, 1):
        said = words[step].format(id=answers.id, files=" ".join(files))
        click.echo(f"  {number}. {said}")
    return 0


def _asking(language: str) -> Ask:
    def ask(words: str, default: str | None, check: Check) -> str:
        def checked(text: str) -> str:
            if wrong := check(text.strip()):
                raise click.UsageError(_said(wrong, language))
            return text.strip()

        shown = bool(default)
        return str(click.prompt(words, default=default, show_default=shown, value_proc=checked))

    return ask


def refusal(refused: RefusedError, language: str) -> str:
    """Return why nothing was written, in words."""
    said = [f"{item.place.file}: {_said(item, language)}" for item in refused.findings]
    return "\n".join([*said, _WORDS[language]["nothing"]])


def _said(found: Finding, language: str) -> str:
    words, said = _WORDS[language], message(found, language)
    return f"{words['error']} {found.code} {said.what}\n    {words['mend']}: {said.mend}"


def _options(kind: str) -> list[click.Parameter]:
    fields = MODELS[kind].model_fields
    options: list[click.Parameter] = []
    if kind != "consultation":
        options.append(click.Option(["--id"], help="From the title if it is not given."))
    for name in ("title", "description") if kind in PAGES else ("title",):
        for code in LANGUAGES:
            said = f"{description(fields[name], 'en')} [{code}]"
            options.append(click.Option([f"--{name}-{code}"], help=said))
    for name, flag in FACTS[kind].items():
        several = typing.get_origin(fields[name].annotation) is tuple
        said = description(fields[name], "en")
        options.append(click.Option([f"--{flag}", name], multiple=several, help=said))
    choice = click.Choice(LANGUAGES)
    said = "Language of the questions and comments."
    return [*options, click.Option(["--lang"], type=choice, default="nl", help=said)]


def _command(kind: str) -> click.Command:
    def run(lang: str, **given: str | tuple[str, ...] | None) -> None:
        context = click.get_current_context()
        context.exit(_run(kind, context.obj, lang, given))

    what = MODELS[kind].__doc__ or ""
    return click.Command(kind, callback=run, params=_options(kind), help=what)


for _kind in MODELS:
    new.add_command(_command(_kind))
