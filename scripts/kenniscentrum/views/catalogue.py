"""The open data sets described for data portals: DCAT-AP Vlaanderen, as JSON-LD and as Turtle.

What the profile asks stands in ``tests/test_catalogue.py``. Not said, because nobody stated it: of
which area the data are (some projects are abroad) and since when a set exists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views.addresses import site_path
from kenniscentrum.views.datasets import (
    CATALOGUE,
    CSV,
    FOLDER,
    JSON,
    JSON_LD,
    OCDS,
    PAGE,
    DataSet,
    Distribution,
    datasets,
)
from kenniscentrum.views.states import instant
from kenniscentrum.views.triples import Iri, Node, Properties, Text, json_ld, texts, turtle

EU = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
PUBLIC = f"{EU}access-right/PUBLIC"
THEMES = (f"{EU}data-theme/GOVE", f"{EU}data-theme/TECH")
"""What innovation procurement is about: government, and science and technology."""

RECORDS = "projects/"
ABOUT = "about/index"
"""The page that says who publishes the site and how to reach them."""

_NAMED = {
    "dcat:mediaType": "dct:MediaType",
    "dcat:theme": "skos:Concept",
    "dct:accessRights": "dct:RightsStatement",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dct:conformsTo": "dct:Standard",
    "dct:format": "dct:MediaTypeOrExtent",
    "dct:language": "dct:LinguisticSystem",
    "mdcat:statuut": "skos:Concept",
    "spdx:algorithm": "spdx:ChecksumAlgorithm",
}
"""What a code is by the property that names it."""

_FILE_TYPES = {JSON: "JSON", OCDS: "JSON", CSV: "CSV"}
_LANGUAGES = {"nl": "NLD", "en": "ENG", "fr": "FRA", "de": "DEU"}


def files(corpus: Corpus, site_url: str, data: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the catalogue in each form; ``data`` are the files it describes."""
    nodes = list(_Catalogue(corpus, site_url, data).nodes())
    for file in CATALOGUE:
        yield file.path, (json_ld if file.form is JSON_LD else turtle)(nodes)


class _Catalogue:
    def __init__(self, corpus: Corpus, site_url: str, data: Mapping[str, bytes]) -> None:
        self.corpus, self.site_url, self.data = corpus, site_url, data
        self.centre, self.sets = corpus.centre, datasets(corpus)
        self.publisher, self.contact = f"{site_url}#centre", f"{site_url}#contact"
        self.reachable = ABOUT in corpus.addresses

    def nodes(self) -> Iterator[Node]:
        """Yield everything that is described, and then a node for each code that is named."""
        described = [*self._whole(), *(node for item in self.sets for node in self._set(item))]
        yield from described
        named = (
            (value.address, kind)
            for name, kind in _NAMED.items()
            for node in described
            for value in node.properties.get(name, ())
            if isinstance(value, Iri)
        )
        yield from _known(named, self.corpus)

    def _whole(self) -> Iterator[Node]:
        """Yield the catalogue itself, its publisher, its contact and the licence."""
        name = texts(self.centre.name)
        about = texts(self.corpus.labels["data-catalogue-about"])
        own: Properties = {
            "dct:license": (Iri(self.centre.licence_url),),
            "foaf:homepage": (Iri(self.site_url),),
            "dcat:dataset": tuple(Iri(self._key(item.key)) for item in self.sets),
        }
        shared = self._shared("catalogue", name, about)
        languages = self._languages(self.centre.languages)
        yield Node(self._key("catalogue"), ("dcat:Catalog",), shared | languages | own)
        agent: Properties = {"foaf:name": name}
        yield Node(self.publisher, ("foaf:Agent", "dct:Agent"), agent)
        yield Node(self.site_url, ("foaf:Document",), {})
        licence: Properties = {"dct:title": texts(self.centre.licence)}
        yield Node(self.centre.licence_url, ("dct:LicenseDocument",), licence)
        if self.reachable:
            page = (Iri(self._page(ABOUT)),)
            how: Properties = {
                "vcard:fn": (Text(name[0].text),),
                "vcard:hasURL": page,
                "foaf:page": page,
            }
            yield Node(self.contact, ("vcard:Kind", "vcard:Organization"), how)
            yield Node(self._page(ABOUT), ("foaf:Document",), {})

    def _set(self, item: DataSet) -> Iterator[Node]:
        page = Iri(self._page(item.page)) if item.page in self.corpus.addresses else None
        status = self.centre.open_data_status
        own: Properties = {
            "dcat:distribution": tuple(Iri(self._file(file)) for file in item.distributions),
            "dcat:landingPage": (page,) if page else (),
            "dcat:theme": tuple(map(Iri, THEMES)),
            "dct:accessRights": (Iri(PUBLIC),),
            "dct:accrualPeriodicity": (Iri(f"{EU}frequency/{item.frequency}"),),
            "mdcat:statuut": (Iri(status),) if status else (),
        }
        shared = self._shared(item.key, texts(item.title), texts(item.description))
        languages = self._languages(self.centre.languages)
        yield Node(self._key(item.key), ("dcat:Dataset",), shared | languages | own)
        if page:
            yield Node(page.address, ("foaf:Document",), {})
        for file in item.distributions:
            yield from self._distribution(item, file)

    def _distribution(self, item: DataSet, file: Distribution) -> Iterator[Node]:
        url, content = self.site_url + file.path, self.data[file.path]
        checksum = f"{self._file(file)}-sha256"
        kind = _FILE_TYPES.get(file.form)
        standard = file.standard or (self.site_url + file.schema if file.schema else "")
        name, media_type = file.path.rpartition("/")[2], file.form.media_type
        titles = (Text(f"{title.text}: {name}", title.language) for title in texts(item.title))
        own: Properties = {
            "dct:title": tuple(titles),
            "dct:identifier": (Text(self._file(file)),),
            "dct:license": (Iri(self.centre.licence_url),),
            "dcat:accessURL": (Iri(self._page(PAGE) if self._is_explained else url),),
            "dcat:downloadURL": (Iri(url),),
            "dcat:mediaType": () if "/x-" in media_type else (Iri(MEDIA_TYPES + media_type),),
            "dct:format": (Iri(f"{EU}file-type/{kind}"),) if kind else (),
            "dct:conformsTo": (Iri(standard),) if standard else (),
            "dcat:byteSize": (Text(str(len(content)), type="xsd:nonNegativeInteger"),),
            "spdx:checksum": (Iri(checksum),),
        }
        languages = self._languages((file.language,) if file.language else self.centre.languages)
        yield Node(self._file(file), ("dcat:Distribution",), own | languages)
        digest = Text(hashlib.sha256(content).hexdigest(), type="xsd:hexBinary")
        algorithm = Iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
        yield Node(
            checksum,
            ("spdx:Checksum",),
            {"spdx:algorithm": (algorithm,), "spdx:checksumValue": (digest,)},
        )

    def _shared(self, key: str, title: tuple[Text, ...], about: tuple[Text, ...]) -> Properties:
        """Return what a catalogue and a data set both have."""
        return {
            "dct:title": title,
            "dct:description": about,
            "dct:identifier": (Text(self._key(key)),),
            "dct:publisher": (Iri(self.publisher),),
            "dcat:contactPoint": (Iri(self.contact),) if self.reachable else (),
            "dct:modified": tuple(self._modified()),
        }

    def _modified(self) -> Iterator[Text]:
        """Yield when a record or a register was last changed, if git knows."""
        commits = self.corpus.history.commits.items()
        changed = max((it.when for file, it in commits if file.startswith(RECORDS)), default=None)
        if changed:
            yield Text(instant(changed), type="xsd:dateTime")

    def _languages(self, codes: Iterable[str]) -> Properties:
        known = (_LANGUAGES[code] for code in codes if code in _LANGUAGES)
        return {"dct:language": tuple(Iri(f"{EU}language/{code}") for code in known)}

    @property
    def _is_explained(self) -> bool:
        return PAGE in self.corpus.addresses

    def _key(self, key: str) -> str:
        return f"{self.site_url}{FOLDER}#{key}"

    def _file(self, file: Distribution) -> str:
        return self._key(file.path.removeprefix(FOLDER).replace("/", "-"))

    def _page(self, address: str) -> str:
        return self.site_url + site_path(address, self.corpus.leading, self.corpus.leading)


def _known(codes: Iterable[tuple[str, str]], corpus: Corpus) -> Iterator[Node]:
    """Yield what the codes of others are, each once, so that a reader need not ask for their lists.

    A code is told as one of a list where the labels have a name for it.
    """
    schemes: dict[str, str] = {}
    for address, kind in dict(codes).items():
        scheme, _, code = address.rpartition("/")
        named = corpus.labels.get(f"code-{code}")
        if named:
            about: Properties = {"skos:prefLabel": texts(named), "skos:inScheme": (Iri(scheme),)}
            yield Node(address, tuple(dict.fromkeys((kind, "skos:Concept"))), about)
            schemes[scheme] = scheme.rpartition("/")[2]
        else:
            yield Node(address, (kind,), {})
    for address, name in schemes.items():
        yield Node(address, ("skos:ConceptScheme",), {"dct:title": (Text(name),)})
