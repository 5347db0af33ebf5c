"""``kc init``: begins a knowledge centre in a new folder, whole or not at all."""

from __future__ import annotations

import datetime as dt
import shutil
import sysconfig
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import yaml

from kenniscentrum.adapters import report
from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import spoken
from kenniscentrum.core.schema import SCHEMA_FILE, project_schema
from kenniscentrum.views.founding import LANGUAGES, REGISTERS, Founding, Stock, files

_TEMPLATES, _LABELS = "overrides", f"{REGISTERS}/labels.yml"


def begin(target: Path, new: Founding) -> list[str]:
    """Write a centre to ``target`` and return what is wrong with it, which should be nothing.

    It is made beside its place and moved there when all of it is there. Raises FileExistsError if
    something is in that place already, and OSError of the file system.
    """
    target = target.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kc-init-", dir=target.parent) as folder:
        made = Path(folder, target.name)
        shutil.copytree(_product(_TEMPLATES), made / _TEMPLATES)
        for path, text in files(new, _stock()):
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(text, "utf-8")
        corpus, found = read_corpus(made)
        if corpus is None:
            return report.plain(found, made, "en").splitlines()
        (made / SCHEMA_FILE).parent.mkdir(parents=True, exist_ok=True)
        (made / SCHEMA_FILE).write_text(project_schema(corpus), "utf-8")
        if target.exists():
            target.rmdir()  # empty; refused with OSError if it no longer is
        made.rename(target)
    return []


def _product(path: str) -> Path:
    """Return a file or folder of this version: of its own repository, else as installed."""
    repository = Path(__file__).resolve().parents[3] / path
    shared = Path(sysconfig.get_path("data"), "share", "kenniscentrum", path)
    return repository if repository.exists() else shared


def _stock() -> Stock:
    starter = resources.files("kenniscentrum") / "starter"

    def read(name: str) -> Any:
        return yaml.safe_load((starter / name).read_text("utf-8"))

    labels: dict[str, dict[str, str]] = yaml.safe_load(_product(_LABELS).read_text("utf-8"))
    for code in LANGUAGES:
        if (starter / f"labels.{code}.yml").is_file():
            for key, text in read(f"labels.{code}.yml").items():
                labels[key][code] = text
    return Stock(labels, read("vocabulary.yml"), read("pages.yml"))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", prompt="Name of the centre", help="Name of the centre.")
@click.option(
    "--languages",
    prompt=f"Languages, the first leads (of {', '.join(LANGUAGES)})",
    default="nl,en",
    show_default=True,
    help="Codes with commas between them; the first leads.",
)
@click.option("--site-url", prompt="Address of the site", help="Where the site will stand.")
def init(folder: Path, name: str, languages: str, site_url: str) -> None:
    """Begin a new knowledge centre in DIR, which must not exist or be empty.

    The templates and words are those of this version of the program. Exit code 0: DIR is a centre
    that `kc check` finds nothing wrong with. 2: nothing was written.
    """
    codes = tuple(code.strip() for code in languages.split(","))
    if not set(codes) <= set(LANGUAGES) or len(set(codes)) < len(codes):
        raise click.UsageError(f"--languages {languages}: each once, of {', '.join(LANGUAGES)}")
    address = urlsplit(site_url)
    if address.scheme not in ("https", "http") or "." not in (address.hostname or ""):
        raise click.UsageError(f"--site-url {site_url}: begins with https:// and has a domain")
    if not name.strip() or len(name.splitlines()) != 1:
        raise click.UsageError("--name: one line of text")
    year = dt.datetime.now(tz=BRUSSELS).year
    new = Founding(name.strip(), codes, f"{site_url.rstrip('/')}/", f"{address.hostname},{year}")
    try:
        wrong = begin(folder, new)
    except FileExistsError as error:
        raise click.UsageError(f"{error} is not an empty folder; nothing was written") from error
    except OSError as error:
        raise click.UsageError(f"{error}; nothing was written") from error
    if wrong:
        raise click.UsageError("\n".join([*wrong, "Nothing was written."]))
    said = spoken(*codes)
    click.echo(f"{folder}: kc --root {folder} check --lang {said}, then kc --root {folder} build")
