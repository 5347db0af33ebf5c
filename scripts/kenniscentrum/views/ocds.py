"""The projects in the Open Contracting Data Standard (OCDS 1.1): release packages.

There is one release of each project, which tells all that is known now and replaces the one before
it; the standard calls these easy releases. Its id is a hash of what it says, so a program that
keeps releases sees at once which are new. ``views/ocdsrelease.py`` says what stands in a release.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.moves import first_id
from kenniscentrum.core.occurrences import dates_of
from kenniscentrum.core.records import Project
from kenniscentrum.views import datasets
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.ocdsblocks import Block, is_exact
from kenniscentrum.views.ocdsrelease import Release
from kenniscentrum.views.shapes import written
from kenniscentrum.views.states import instant

ALL = datasets.of_all(datasets.OCDS_KEY, datasets.OCDS)
UNREGISTERED = "ocds-000000"
"""Prefix of a centre that has not registered one; no publisher was ever given it."""

UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def path_of(key: str) -> str:
    """Return the path of a project's own release package, from the root of the site."""
    return datasets.single(datasets.OCDS_KEY, key, datasets.OCDS)


def files(corpus: Corpus, site_url: str, today: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of a release package of each project, and of one with all releases.

    A project that had other ids has its package there too.
    """
    releases = [release(corpus, project, site_url, today) for project in corpus.projects.values()]
    for project, found in zip(corpus.projects.values(), releases, strict=True):
        text = written(package(corpus, [found], path_of(project.id), site_url))
        yield from ((path_of(key), text) for key in (project.id, *project.former_ids))
    if releases:
        yield ALL, written(package(corpus, releases, ALL, site_url))


def package(corpus: Corpus, releases: list[Block], path: str, site_url: str) -> Block:
    """Return a release package; it was published when the newest of its releases was."""
    page = site_url + site_path(datasets.PAGE, corpus.leading, corpus.leading)
    policy = {"publicationPolicy": page} if datasets.PAGE in corpus.addresses else {}
    return {
        "uri": site_url + path,
        "version": "1.1",
        "publishedDate": max(str(found["date"]) for found in releases),
        "publisher": {"name": corpus.centre.name.root[corpus.leading], "uri": site_url},
        "license": corpus.centre.licence_url,
        **policy,
        "releases": releases,
    }


def release(corpus: Corpus, project: Project, site_url: str, today: dt.date) -> Block:
    """Return the release of a project; dates from ``today`` on are not yet met.

    ``initiationType`` is ``tender`` for all, because OCDS 1.1 knows no other.
    """
    told = Release(corpus, project, site_url, today)
    said = {
        "tag": told.tags,
        "initiationType": "tender",
        "language": corpus.leading,
        **told.sections(),
    }
    ocid = f"{corpus.centre.ocid_prefix or UNREGISTERED}-{first_id(project)}"
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {
        "ocid": ocid,
        "id": f"{ocid}/{digest}",
        "date": instant(changed(corpus, project, today)),
        **said,
    }


def changed(corpus: Corpus, project: Project, today: dt.date) -> dt.datetime:
    """Return since when a release can say what it says, as far as that is known.

    That is the last change of the record in git, or the end of a later day in the record that is
    past, because a planned date became a past one then. Where git is not there and no day is known,
    the date is in 1970, which nobody takes for a real one.
    """
    commit = corpus.history.last(f"projects/{project.id}.yml")
    past = [
        item.date.ends_at
        for item in dates_of(project).values()
        if is_exact(item) and item.date.has_passed(today)
    ]
    return max([*past, commit.when] if commit else past, default=UNKNOWN)
