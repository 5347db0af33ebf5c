"""``kc publish``: a new site takes the place of the old one on a server in one step.

``DIR/current`` is a link to one of the sites in ``DIR/releases``; a web server is pointed at it.
"""

from __future__ import annotations

import datetime as dt
import filecmp
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from kenniscentrum.adapters import building, options, replacing

RELEASES, CURRENT = "releases", "current"
KEPT = 3  # earlier sites that stay to go back to
_BEGUN = ".begun-"
Say = Callable[[str], object]


class RefusedError(Exception):
    """Nothing was published; the message says why."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--back", "go_back", is_flag=True, help="Show the site before the present one again.")
@click.option("--built", is_flag=True, help="Publish site/ as it is, without building it first.")
@options.compressed
@options.today
@options.language
@click.pass_context
def publish(
    context: click.Context,
    folder: Path,
    go_back: bool,
    built: bool,
    compressed: bool,
    today: dt.datetime,
    lang: str,
) -> None:
    """Build the site and publish it in DIR, in one step; a web server shows DIR/current.

    The three sites before it stay in DIR/releases. A build that fails, a full disk or a crash
    changes nothing of what readers see.

    Exit code 0: published. 1: errors in the site. 2: it could not be published.
    """
    root: Path = context.obj
    if not (go_back or built) and (
        code := building.build(root, lang, click.echo, today.date(), compressed)
    ):
        context.exit(code)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing.alone(folder):
            number = back(folder) if go_back else put(root / building.SITE, folder)
    except replacing.TakenError:
        click.echo(f"Somebody else is publishing in {folder}. Nothing was changed.")
    except (RefusedError, OSError) as error:
        click.echo(f"{replacing.trouble(error) or error}\nNothing was published in {folder}.")
    else:
        click.echo(f"{folder / CURRENT} shows {RELEASES}/{number} now.")
        context.exit(0)
    context.exit(2)


def put(site: Path, folder: Path) -> str:
    """Copy a site into a folder, show it and return its number; old ones are removed.

    A file that has not changed is the same file as before, so that it keeps its time and browsers
    keep it. Raises RefusedError, and OSError if the disk fails; then nothing was changed.
    """
    if not (site / "index.html").is_file():
        raise RefusedError(f"{site} holds no site. Build it first: kc build")
    _own(folder)
    releases = folder / RELEASES
    releases.mkdir(exist_ok=True)
    for left in releases.glob(f"{_BEGUN}*"):
        replacing.discard(left)
    before = folder / CURRENT if (folder / CURRENT).exists() else None
    _has_room(site, before, folder)
    begun = releases / f"{_BEGUN}{os.getpid()}"
    try:
        shutil.copytree(site, begun, copy_function=_copying(site, before))
        os.sync()  # a server that loses power must not show half of it
        number = f"{max((int(name) for name in _numbers(folder)), default=0) + 1:06}"
        begun.rename(releases / number)
    finally:
        replacing.discard(begun)
    shown = _shown(folder)
    _show(folder, number)
    # What came after the present site was taken back.
    earlier = [name for name in _numbers(folder) if name <= shown][-KEPT:]
    for name in _numbers(folder):
        if name not in (*earlier, number):
            replacing.discard(releases / name)
    return number


def back(folder: Path) -> str:
    """Show the site before the present one and return its number. Raises RefusedError."""
    earlier = [name for name in _numbers(folder) if name < _shown(folder)]
    if not earlier:
        raise RefusedError(f"There is no site before the present one in {folder}.")
    _show(folder, earlier[-1])
    return earlier[-1]


def _shown(folder: Path) -> str:
    """Return the number of the release that readers see; empty if there is none."""
    link = folder / CURRENT
    return link.readlink().name if link.is_symlink() else ""


def _show(folder: Path, number: str) -> None:
    """Turn ``current`` to a release; readers see the old one or the new one, never none."""
    link = folder / f".{CURRENT}-new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES) / number)
    link.replace(folder / CURRENT)


def _numbers(folder: Path) -> list[str]:
    """Return the names of all releases, the oldest first."""
    found = (folder / RELEASES).glob("*")
    return sorted(path.name for path in found if path.name.isdecimal())


def _own(folder: Path) -> None:
    """Refuse a folder with anything in it that no publication has put there."""
    known = {RELEASES, CURRENT, f".{CURRENT}-new"}
    strange = sorted(path.name for path in folder.iterdir() if path.name not in known)
    if strange or (os.path.lexists(folder / CURRENT) and not (folder / CURRENT).is_symlink()):
        raise RefusedError(
            f"{folder} holds something else ({', '.join(strange[:3]) or CURRENT}). Give kc publish "
            f"a folder of its own, and point the web server at its {CURRENT}."
        )


def _has_room(site: Path, before: Path | None, folder: Path) -> None:
    """Refuse to begin what cannot end; that the disk fills meanwhile is found all the same."""
    files = [path for path in site.rglob("*") if path.is_file()]
    needed = sum(path.stat().st_size for path in files if not _same(path, site, before))
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise RefusedError(
            f"The disk is full: the site needs {needed // 1024} kB more and {free // 1024} kB are "
            "free. Make room and try again."
        )


def _copying(site: Path, before: Path | None) -> Callable[[str, str], object]:
    def copy(source: str, target: str) -> object:
        if before and _same(Path(source), site, before):
            try:
                os.link((before / Path(source).relative_to(site)).resolve(), target)
            except OSError:  # a file system without hard links
                pass
            else:
                return target
        return shutil.copyfile(source, target)

    return copy


def _same(file: Path, site: Path, before: Path | None) -> bool:
    """Return whether a file of a site is, byte for byte, in the one before."""
    other = before / file.relative_to(site) if before else None
    return bool(other and other.is_file() and filecmp.cmp(file, other, shallow=False))
