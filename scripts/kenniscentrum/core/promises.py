"""The addresses that the site has promised to keep, and which of them a change would lose.

The list has one address a line: ``projects/turing`` is a page in every language,
``projects/turing/rss.xml`` a file in every language, ``/data/v1/projects.json`` one file for all of
them, and ``/en/`` a language. It only grows. Anchors are not promised: a link whose anchor is gone
still finds its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from difflib import get_close_matches

from kenniscentrum.core import filenames
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.findings import Finding, Place, finding
from kenniscentrum.core.moves import kept, moved

ADDRESSES_FILE = "projects/_registers/addresses.txt"
CENTRE_FILE = "projects/_registers/centre.yml"
_HEAD = """# Every address that this site has promised to keep. `kc addresses` adds new ones.
# With a slash in front it is one file or folder; without, there is one in each language.
"""
_REGISTER_FILES = {
    "organisations": "projects/_registers/organisations.yml",
    "calls": "projects/_registers/calls.yml",
    "themes": "projects/_registers/vocabulary.yml",
    "technologies": "projects/_registers/vocabulary.yml",
}


def read(text: str) -> dict[str, int]:
    """Return the addresses of a list, each with its line; empty lines and ``#`` lines say none."""
    lines = enumerate((line.strip() for line in text.splitlines()), 1)
    return {line: number for number, line in lines if line and not line.startswith("#")}


def written(addresses: Iterable[str]) -> str:
    """Return the list of addresses as its file has it, sorted and each once."""
    return _HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))


def of_pages(corpus: Corpus) -> set[str]:
    """Return every address that leads to a page: present ones, former ones and languages."""
    languages = (f"/{code}/" for code in corpus.centre.languages[1:])
    return {*corpus.addresses, *moved(corpus), *languages}


def keep(corpus: Corpus, files: Set[str]) -> Iterator[Finding]:
    """A page that was promised is there, or its address leads on; a new one should be promised.

    ``files`` are all records and documents that were read: what is wrong in one is told there.
    Without a list nothing was promised yet.
    """
    if not corpus.promised:
        return
    there = of_pages(corpus)
    for address, line in corpus.promised.items():
        own = {f"{address}.yml", f"docs/{address}.md"} & files
        if address not in there and not own and not filenames.is_file(address):
            file, words = _leads_on(address, corpus)
            place = Place(ADDRESSES_FILE, line)
            yield finding(place, "A001", value=address, file=file, words=words)
    for address in sorted(corpus.addresses - corpus.promised.keys()):
        for file in {f"{address}.yml", f"docs/{address}.md"} & files:
            yield finding(Place(file), "A003", value=address)


def _leads_on(address: str, corpus: Corpus) -> tuple[str, str]:
    """Return the file and the words to write in it, so that a lost address leads on.

    A record or page that was not promised yet is what it is called now, if there is one such, or
    one with much the same name.
    """
    register, _, key = address.rpartition("/")
    new = [
        other.rpartition("/")[2]
        for other in sorted(corpus.addresses - corpus.promised.keys())
        if other.rpartition("/")[0] == register
    ]
    now = new if len(new) == 1 else get_close_matches(key, new, n=1, cutoff=0.5)
    if now and (register, now[0]) in corpus.record_pages:
        former = ", ".join((*kept(corpus, register)[now[0]].former_ids, key))
        if register == "projects":
            return f"projects/{now[0]}.yml", f"former_ids: [{former}]"
        return _REGISTER_FILES[register], f"{{id: {now[0]}, former_ids: [{former}], …}}"
    page = f"{register}/{now[0]}" if now else f"{register}/index"
    page = page if page in corpus.addresses else "index"
    return f"{CENTRE_FILE} (former_addresses)", f"- {{old: {address}, page: {page}}}"
