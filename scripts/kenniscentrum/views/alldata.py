"""All files of the open data together, with the catalogue that describes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from kenniscentrum.core.corpus import Corpus
from kenniscentrum.views import catalogue, datafiles, datasets, figures, ocds, opportunities
from kenniscentrum.views.rendering import Rendering


def files(
    corpus: Corpus, renderings: Mapping[str, Rendering], site_url: str, today: dt.date
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every data file; ``renderings`` are by language."""
    data = dict(opportunities.files(renderings.values(), site_url))
    data |= dict(datafiles.files(corpus, site_url))
    data |= dict(ocds.files(corpus, site_url, today))
    data |= dict(figures.files(renderings[corpus.leading], datasets.FIGURES))
    yield from data.items()
    yield from catalogue.files(corpus, site_url, data)
