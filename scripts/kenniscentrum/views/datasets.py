"""The open data sets of the site: which there are, and in which files each can be had.

Declared once: the page about them, their links on other pages and their description for data
portals follow. Licence and publisher are those of the centre: ``Corpus.centre``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.fields import Localised
from kenniscentrum.views import figures, opportunities
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.opendata import RECORDS, Records
from kenniscentrum.views.tables import lists

VERSION = "v1"
FOLDER = f"data/{VERSION}/"
PAGE = "about/data"
"""The page that documents the data sets, where a centre has it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file format: its name for people, the suffix of its files and its media type."""

    name: str
    suffix: str
    media_type: str


JSON = Form("JSON", "json", "application/json")
NDJSON = Form("NDJSON", "ndjson", "application/x-ndjson")
CSV = Form("CSV", "csv", "text/csv")
YAML = Form("YAML", "yml", "application/yaml")
SCHEMA = Form("JSON Schema", "schema.json", "application/schema+json")
TABLE_SCHEMA = Form("CSV on the Web", "metadata.json", "application/csvm+json")
OCDS = Form("OCDS 1.1", "json", "application/json")
JSON_LD = Form("JSON-LD", "jsonld", "application/ld+json")
TURTLE = Form("Turtle", "ttl", "text/turtle")
OCDS_STANDARD = "https://standard.open-contracting.org/1.1/"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a data set. Paths are below the site's own address, without leading slash.

    ``schema`` is the path of the file that describes it, if any; ``standard`` is the web address of
    the public standard that it follows, if any; ``language`` is empty where all
    languages are in one file; ``part`` is the list within each record that a table is of (as
    ``market_consultation_conclusions``), empty where the file is of the records themselves.
    """

    path: str
    form: Form
    schema: str = ""
    language: str = ""
    part: str = ""
    standard: str = ""


CATALOGUE = tuple(
    Distribution(f"{FOLDER}catalogue.{form.suffix}", form) for form in (JSON_LD, TURTLE)
)
"""The description of all data sets for data portals; it is of no data set itself."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: ``page`` is the address of the page that shows the same to readers.

    ``frequency`` is a code of the frequency list of the EU Publications Office
    (http://publications.europa.eu/resource/authority/frequency). ``singles`` are the forms in
    which each record can also be had alone, as :func:`single` says.
    """

    key: str
    title: Localised
    description: Localised
    page: str
    frequency: Literal["IRREG", "DAILY"]
    distributions: tuple[Distribution, ...]
    singles: tuple[Form, ...] = ()


OCDS_KEY = "ocds"
FIGURES = f"{FOLDER}figures/"
KEYS = (*(records.key for records in RECORDS), OCDS_KEY, "opportunities", "figures")
"""All data sets; labels ``data-projects`` and ``data-projects-about`` name and describe one."""

_PAGES = {"terms": "themes/index"}
_SINGLES = {
    "projects": (JSON, YAML),
    "calls": (JSON, YAML),
    "consultations": (JSON,),
    "organisations": (JSON, YAML),
}


def datasets(corpus: Corpus) -> tuple[DataSet, ...]:
    """Return all data sets of a centre, in a fixed order."""
    records = (_of_records(records, corpus) for records in RECORDS)
    ocds = (_ocds(corpus),) if corpus.projects else ()  # a package without releases is not valid
    return (*records, *ocds, _coming(corpus), _figures(corpus))


def of_all(key: str, form: Form) -> str:
    """Return the path of all records of a data set in one file."""
    return f"{FOLDER}{key}.{form.suffix}"


def single(key: str, record: str, form: Form) -> str:
    """Return the path of one record of a data set on its own."""
    return f"{FOLDER}{key}/{record}.{form.suffix}"


def _of_records(records: Records, corpus: Corpus) -> DataSet:
    key = records.key
    path = f"{FOLDER}{key}"
    files = (
        Distribution(f"{path}.{JSON.suffix}", JSON, f"{path}.{SCHEMA.suffix}"),
        Distribution(f"{path}.{NDJSON.suffix}", NDJSON, schema_of_one(records)),
        _table(path),
        *(_table(f"{path}-{part.replace('_', '-')}", part) for part in lists(records.shape)),
    )
    page = _PAGES.get(key, f"{key}/index")
    return _declared(key, corpus, page, "IRREG", files, _SINGLES.get(key, ()))


def schema_of_one(records: Records) -> str:
    """Return the path of the schema of one record: of a line of NDJSON, and of its own file."""
    return f"{FOLDER}{records.one}.{SCHEMA.suffix}"


def _table(path: str, part: str = "") -> Distribution:
    file = f"{path}.{CSV.suffix}"
    return Distribution(file, CSV, f"{file}-{TABLE_SCHEMA.suffix}", part=part)


def _ocds(corpus: Corpus) -> DataSet:
    file = Distribution(of_all(OCDS_KEY, OCDS), OCDS, standard=OCDS_STANDARD)
    return _declared(OCDS_KEY, corpus, "projects/index", "IRREG", (file,), (OCDS,))


def _coming(corpus: Corpus) -> DataSet:
    files = (
        Distribution(
            site_path("index", code, corpus.leading) + opportunities.FILE,
            JSON,
            opportunities.SCHEMA_FILE,
            code,
        )
        for code in corpus.centre.languages
    )
    return _declared("opportunities", corpus, "index", "DAILY", tuple(files))


def _figures(corpus: Corpus) -> DataSet:
    tables = tuple(Distribution(f"{FIGURES}{name}.csv", CSV) for name in figures.FILES)
    return _declared("figures", corpus, "overview", "IRREG", tables)


def _declared(
    key: str,
    corpus: Corpus,
    page: str,
    frequency: Literal["IRREG", "DAILY"],
    files: tuple[Distribution, ...],
    singles: tuple[Form, ...] = (),
) -> DataSet:
    title, about = corpus.labels[f"data-{key}"], corpus.labels[f"data-{key}-about"]
    return DataSet(key, title, about, page, frequency, files, singles)
