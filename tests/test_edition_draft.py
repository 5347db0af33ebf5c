"""Drafts of the newsletter: every fact of the period once, none from outside, ready to read."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from small_centre import ROOT

from kenniscentrum.adapters import history
from kenniscentrum.adapters.cli import main
from kenniscentrum.core.corpus import Corpus
from kenniscentrum.core.dates import PartialDate, Period
from kenniscentrum.core.fields import Localised
from kenniscentrum.core.findings import Level
from kenniscentrum.core.prose import measure
from kenniscentrum.core.reading import read_corpus
from kenniscentrum.core.rules import level_of
from kenniscentrum.core.translations import State, translations
from kenniscentrum.views.editiondraft import Scope, draft
from kenniscentrum.views.happenings import Happening, happenings, said_when
from kenniscentrum.views.rendering import Rendering

TODAY = "2026-11-29"
both_languages = pytest.mark.parametrize("language", ["nl", "en"])
days = st.dates(dt.date(2008, 1, 1), dt.date(2026, 11, 29))


def _kc(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def _newsletter(root: Path, *words: str, today: str = TODAY) -> Result:
    return _kc(root, "newsletter", *words, "--today", today)


def _rendering(corpus: Corpus, language: str) -> Rendering:
    return Rendering(corpus, language, ROOT / "overrides")


def _scope(since: str, until: str, day: str = TODAY, added: tuple[str, ...] = ()) -> Scope:
    dates = PartialDate.parse(since), PartialDate.parse(until)
    return Scope(*dates, dt.date.fromisoformat(day), added)


def _drafted(corpus: Corpus, scope: Scope) -> dict[str, str]:
    """Return the drafts by language."""
    texts = draft([_rendering(corpus, code) for code in corpus.centre.languages], scope)
    return dict(zip(corpus.centre.languages, texts.values(), strict=True))


def _lines(text: str, heading: str) -> list[str]:
    """Return the items below a heading."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.split("\n") if line.startswith("- ")]


# Which facts ---------------------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize(
    ("since", "until"), [("2019-03", "2019-05"), ("2021-01", "2021-01"), ("2019", "2019")]
)
def test_every_fact_of_the_period_is_told_once_and_no_other(
    corpus: Corpus, since: str, until: str, language: str
) -> None:
    scope, kc = _scope(since, until), _rendering(corpus, language)
    text = _drafted(corpus, scope)[language]
    coming = scope.coming(happenings(kc))
    wanted = Counter((item.page, said_when(item, kc)) for item in scope.told(happenings(kc)))
    assert wanted
    told: Counter[tuple[str, str]] = Counter()
    for line in text.split("\n"):
        # What happened begins with a page, and each fact with its date; a coming date is bold.
        if page := re.match(r"- \*\*\[.*?\]\(\.\./([^)]+)\.md\)\.\*\* ", line):
            for _, when in {item for item in wanted if item[0] == page[1]}:
                begins = len(re.findall(rf"(?<=[.!?)*] ){re.escape(when)}: ", line))
                told.update({(page[1], when): begins})
    assert told == wanted
    heading = {"nl": "Komende data", "en": "Coming dates"}[language]
    assert len(_lines(text, heading)) == len(coming)


def test_the_facts_of_a_period_are_those_of_records_calls_and_news(corpus: Corpus) -> None:
    period = _scope("2019", "2019").period
    found = [item for item in happenings(_rendering(corpus, "nl")) if period.holds(item.date)]
    dates = [event.date for p in corpus.projects.values() for event in p.events]
    for call in corpus.calls.values():
        dates += [date for date in (call.opens, call.decided) if date]
        dates += [moment.date for moment in (*call.deadlines, *call.info_sessions)]
    dates += [item.page.date for item in corpus.news]  # type: ignore[attr-defined]
    registered = [
        p.market_consultation.register_by
        for p in corpus.projects.values()
        if p.market_consultation and p.market_consultation.register_by
    ]
    assert sorted(map(str, (item.date for item in found))) == sorted(
        str(date) for date in dates + registered if period.holds(date)
    )


@given(cuts=st.lists(days, min_size=1, max_size=6, unique=True))
def test_a_row_of_periods_holds_every_date_once(cuts: list[dt.date], corpus: Corpus) -> None:
    bounds = [dt.date(1990, 1, 1), *sorted(cuts), dt.date(2101, 1, 1)]
    row = [Period(first, last - dt.timedelta(days=1)) for first, last in itertools.pairwise(bounds)]
    for item in happenings(_rendering(corpus, "nl")):
        assert sum(period.holds(item.date) for period in row) == 1


def test_a_fact_of_which_only_the_year_is_known_waits_for_its_last_day() -> None:
    date = PartialDate(2019)
    assert not _scope("2019-01", "2019-11").period.holds(date)
    assert _scope("2019-12", "2019-12").period.holds(date)


# What is to come -----------------------------------------------------------------------------


def _happening(date: str, *, inviting: bool = False) -> Happening:
    return Happening(PartialDate.parse(date), "projects/brug", "Brug", "Iets.", inviting=inviting)


@pytest.mark.parametrize(
    ("date", "inviting", "ahead"),
    [
        ("2020-06-30", True, False),  # in the period
        ("2020-07-01", True, True),
        ("2020-07-01", False, False),  # over by today: nobody knows since when it was planned
        ("2020-10-01", True, False),  # too long after the period
        ("2020-12-01", False, True),  # after today: planned
        ("2021-12-01", True, True),  # however far
        ("2020", True, False),  # may have been before
        ("2020-07", True, True),
    ],
)
def test_what_is_to_come_is_planned_or_can_be_taken_part_in(
    date: str, inviting: bool, ahead: bool
) -> None:
    scope = _scope("2020-04", "2020-06", day="2020-11-15")
    assert bool(scope.coming([_happening(date, inviting=inviting)])) is ahead


def test_nothing_is_both_told_and_to_come(corpus: Corpus) -> None:
    found = happenings(_rendering(corpus, "nl"))
    for month in range(1, 13):
        scope = _scope(f"2019-{month:02}", f"2019-{month:02}")
        assert not set(scope.told(found)) & set(scope.coming(found))


def test_a_coming_deadline_is_an_invitation_and_a_past_one_is_not(small: Corpus) -> None:
    ahead = _drafted(small, _scope("2019-03", "2019-03"))["nl"]
    [line] = [item for item in _lines(ahead, "Komende data") if "14 juni" in item]
    assert line == (
        "- **14 juni 2019, 13:30 uur.** [Oproep van 2019](../calls/oproep-2019.md). "
        "Tot dan kunnen overheden een projectvoorstel indienen."
    )
    over = _drafted(small, _scope("2019-06", "2019-06"))["nl"]
    assert "14 juni 2019, 13:30 uur: De termijn loopt af" in over
    assert "Tot dan kunnen" not in over


# How it is told ------------------------------------------------------------------------------


def test_facts_are_grouped_by_audience_and_by_theme(corpus: Corpus) -> None:
    text = _drafted(corpus, _scope("2020-09", "2020-11"))["nl"]
    headings = re.findall(r"^#+ .*$", text, re.MULTILINE)
    audiences = ["## Voor overheden", "## Voor ondernemingen", "## Voor iedereen"]
    assert headings[0] == "## Komende data"
    assert [item for item in headings if item.startswith("## ")][1:] == audiences
    companies = text.partition("## Voor ondernemingen")[2].partition("\n## ")[0]
    water = companies.partition("### Water\n")[2].partition("###")[0]
    assert "(../projects/testbassin-sleeptank.md)" in water
    assert "(../projects/smart-sporting-cities.md)" not in water


def test_a_draft_of_the_small_centre_reads_as_it_should(small: Corpus) -> None:
    texts = _drafted(small, _scope("2019-09", "2019-10"))
    period = "van 1 september 2019 tot en met 31 oktober 2019"
    assert texts["nl"].split("\n") == [
        "---",
        'title: "Nieuwsbrief september–oktober 2019"',
        f'description: "Wat er gebeurde in innovatief aankopen, {period}."',
        'since: "2019-09"',
        'until: "2019-10"',
        'date: "2019-10-31"',
        'made: "2026-11-29"',
        "---",
        "",
        f"Deze nieuwsbrief vertelt wat er gebeurde {period}. "
        "In de dossiers en het nieuws vonden we 2 feiten.",
        "",
        "## Onderneming",
        "",
        "### Water",
        "",
        "- **[Slimme fonteinen](../projects/fonteinen.md).** 1 oktober 2019: De termijn loopt af "
        "om zich aan te melden voor de marktconsultatie. 10 oktober 2019: De stad ontvangt de "
        "markt. Lees ook het [verslag van de marktconsultatie](../consultations/fonteinen.md).",
        "",
    ]
    assert texts["en"].split("\n")[6:] == [
        "This newsletter tells what happened from 1 September 2019 to 31 October 2019. "
        "We found 2 facts in the records and the news.",
        "",
        "## Company",
        "",
        "### Water",
        "",
        "- **[Smart fountains](../projects/fonteinen.md).** 1 October 2019: The time to register "
        "for the market consultation ends. 10 October 2019: The city receives the market. Read "
        "the [report of the market consultation](../consultations/fonteinen.md) too.",
        "",
    ]


@both_languages
def test_one_is_not_said_as_many(small: Corpus, language: str) -> None:
    one = _drafted(small, _scope("2019-04-01", "2019-04-02", added=("projects/brug.yml",)))
    said = {
        "nl": ["één feit", "nog één datum", "één pagina"],
        "en": ["one fact", "One date", "One page"],
    }
    assert [words for words in said[language] if words not in one[language]] == []


def test_an_edition_made_in_time_has_the_day_it_was_made_as_its_date(small: Corpus) -> None:
    text = _drafted(small, _scope("2019-10", "2019-10", day="2019-11-04"))["nl"]
    assert 'date: "2019-11-04"' in text
    assert "made:" not in text


@pytest.mark.parametrize(
    ("since", "until", "key"),
    [
        ("2019-03", "2019-05", "2019-05"),
        ("2019", "2019", "2019-12"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2020-02-01", "2020-02-28", "2020-02-28"),
    ],
)
def test_an_id_holds_the_end_of_the_period_and_no_more(since: str, until: str, key: str) -> None:
    assert _scope(since, until).id == key


def test_what_is_not_translated_is_not_told_in_the_other_language(small: Corpus) -> None:
    project = small.projects["fonteinen"]
    event = project.events[0].model_copy(update={"text": Localised({"nl": "Alleen dit."})})
    changed = project.model_copy(update={"events": (event,)})
    corpus = replace(small, projects={**small.projects, "fonteinen": changed})
    texts = _drafted(corpus, _scope("2019-10", "2019-10"))
    assert "10 oktober 2019: Alleen dit." in texts["nl"]
    assert "10 October 2019: Market consultation." in texts["en"]


def test_titles_and_texts_with_markup_stay_words(small: Corpus, centre: Path) -> None:
    project = small.projects["fonteinen"]
    event = project.events[0].model_copy(update={"text": Localised({"nl": "Een <b> & meer."})})
    title = Localised({"nl": "Een [raar] *geval* <script>"})
    changed = project.model_copy(update={"events": (event,), "title": title})
    corpus = replace(small, projects={**small.projects, "fonteinen": changed})
    text = _drafted(corpus, _scope("2019-10", "2019-10"))["nl"]
    (centre / "docs/newsletter/2019-10.md").write_text(text, "utf-8")
    found = [item for item in read_corpus(centre)[1] if level_of(item) is Level.ERROR]
    assert found == []
    assert "[Een \\[raar\\]" in text


def test_equal_records_give_equal_drafts_in_any_order(small: Corpus) -> None:
    turned = replace(small, projects=dict(reversed(small.projects.items())))
    assert _drafted(turned, _scope("2019", "2020")) == _drafted(small, _scope("2019", "2020"))


# The command ---------------------------------------------------------------------------------


@pytest.fixture
def repository(centre: Path) -> Path:
    """The tiny centre, committed on 3 October 2019 with one page a month later."""
    late = centre / "docs/guides/later.md"
    text = (centre / "docs/guides/route.md").read_text("utf-8")
    _git(centre, "init", "-q")
    _commit(centre, "2019-10-03")
    late.write_text(text, "utf-8")
    _commit(centre, "2019-11-03")
    return centre


def _git(root: Path, *words: str, **environment: str) -> None:
    subprocess.run(
        ["git", *words], cwd=root, check=True, env={"PATH": "/usr/bin:/bin"} | environment
    )


def _commit(root: Path, day: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    _git(root, "add", "-A")
    _git(root, *who, "commit", "-qm", day, GIT_COMMITTER_DATE=f"{day}T12:00:00Z")


def test_a_draft_is_valid_translated_and_short_in_its_sentences(centre: Path) -> None:
    result = _newsletter(centre, "--since", "2019-03", "--until", "2019-10")
    assert result.exit_code == 0, result.output
    corpus, found = read_corpus(centre, dt.date(2024, 1, 1))
    assert corpus is not None
    assert [item for item in found if "newsletter/2019-10" in item.place.file] == []
    states = {item.address: item.state for item in translations(corpus)}
    assert states["newsletter/2019-10"] is State.CURRENT
    for code in corpus.centre.languages:
        assert measure(corpus.documents["newsletter/2019-10", code].body).mean < 20


@pytest.mark.parametrize(
    "words", [("--since", "2019-03", "--until", "2019-05"), ("--since", "2019")]
)
def test_the_command_drafts_the_real_centre_without_a_finding(words: tuple[str, ...], real: Path,
    tmp_path: Path, corpus: Corpus) -> None:  # fmt: skip

    from small_centre import SMALL  # noqa: F401 (the real centre is copied, not the small one)

    for folder in ("docs", "projects", "overrides"):
        shutil.copytree(real / folder, tmp_path / folder)
    for path in (tmp_path / "docs/newsletter").glob("20*"):
        path.unlink()
    (tmp_path / "projects/_registers/addresses.txt").unlink()  # which promises those editions
    result = _newsletter(tmp_path, *words)
    assert result.exit_code == 0, result.output
    _, found = read_corpus(tmp_path, dt.date(2026, 11, 29))
    assert [item for item in found if "newsletter" in item.place.file] == []


@pytest.mark.parametrize(
    ("lang", "said"), [("nl", ["Geschreven: ", "Wat nu?"]), ("en", ["Written: ", "What now?"])]
)
def test_it_says_what_it_wrote_and_what_to_do_next(
    centre: Path, lang: str, said: list[str]
) -> None:
    result = _newsletter(centre, "--since", "2019-10", "--until", "2019-10", "--lang", lang)
    files = ["docs/newsletter/2019-10.md", "docs/newsletter/2019-10.en.md"]
    assert [file for file in files if f"{said[0]}{file}" not in result.stdout] == []
    assert said[1] in result.stdout
    assert f"kc stamp {files[0]}" in result.stdout


def test_it_never_overwrites(centre: Path) -> None:
    target = centre / "docs/newsletter/2019-10.en.md"
    target.write_text("mijn werk", "utf-8")
    before = sorted(path.name for path in target.parent.iterdir())
    result = _newsletter(centre, "--since", "2019-10", "--until", "2019-10")
    assert result.exit_code == 1
    target.write_text("---\ntitle: A\ndescription: B.\n---\n", "utf-8")
    result = _newsletter(centre, "--since", "2019-10", "--until", "2019-10")
    assert result.exit_code == 1
    assert sorted(path.name for path in target.parent.iterdir()) == before
    assert target.read_text("utf-8").startswith("---\ntitle: A")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--since", "2019-13"), "R012"),
        (("--since", "gisteren"), "R011"),
        (("--since", "2019-10", "--until", "2019-09"), "X013"),
        (("--since", "2019-10", "--until", "2019-02-30"), "R012"),
    ],
)
def test_a_period_that_is_none_is_refused_in_dutch_by_default(
    centre: Path, words: tuple[str, ...], code: str
) -> None:
    before = sorted((centre / "docs").rglob("*"))
    result = _newsletter(centre, *words)
    assert result.exit_code == 1
    assert f"fout {code}" in result.stderr
    assert "Er is niets geschreven." in result.stderr
    assert sorted((centre / "docs").rglob("*")) == before
    assert f"error {code}" in _newsletter(centre, *words, "--lang", "en").stderr


@pytest.mark.parametrize(
    "words", [("--since", "2012", "--until", "2012"), ("--since", "2026-11", "--until", "2026-12")]
)
def test_an_edition_with_nothing_in_it_or_not_over_yet_is_refused(
    centre: Path, words: tuple[str, ...]
) -> None:
    result = _newsletter(centre, *words)
    assert result.exit_code == 1
    assert "Er is niets geschreven." in result.stderr
    assert not list((centre / "docs/newsletter").glob("2012*"))


def test_what_git_first_saw_in_the_period_is_new(repository: Path) -> None:
    october = Period(dt.date(2019, 10, 1), dt.date(2019, 10, 31))
    assert "projects/brug.yml" in history.added(repository, october, "projects", "docs")
    november = Period(dt.date(2019, 11, 1), dt.date(2019, 11, 30))
    assert history.added(repository, november, "projects", "docs") == ["docs/guides/later.md"]
    result = _newsletter(repository, "--since", "2019-11", "--until", "2019-11")
    assert result.exit_code == 0, result.output
    text = (repository / "docs/newsletter/2019-11.md").read_text("utf-8")
    assert [line.partition(".**")[0] for line in _lines(text, "Nieuw op deze site")] == [
        "- **[De route](../guides/later.md)"
    ]


def test_a_moved_file_is_not_new(repository: Path) -> None:
    (repository / "docs/guides/later.md").rename(repository / "docs/guides/moved.md")
    _commit(repository, "2019-12-03")
    december = Period(dt.date(2019, 12, 1), dt.date(2019, 12, 31))
    assert history.added(repository, december, "projects", "docs") == []


def test_without_git_nothing_is_called_new(centre: Path, tmp_path: Path) -> None:
    always = Period(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
    assert history.added(centre, always, "projects", "docs") == []


def test_a_shallow_copy_calls_nothing_new(repository: Path, tmp_path: Path) -> None:
    _git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    always = Period(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
    assert history.added(tmp_path / "shallow", always, "projects", "docs") == []
