"""Dates, numbers and money as each language writes them (Unicode CLDR, through Babel)."""

from __future__ import annotations

import datetime as dt

from babel import Locale
from babel.dates import format_date, format_interval, get_month_names
from babel.numbers import format_currency, format_decimal, format_percent

from kenniscentrum.core.dates import PartialDate, Period

# Belgian institutions write British English: 14 June 2019, and no comma before "and".
_TERRITORIES = {"en": "en_GB"}


def date(value: PartialDate, language: str) -> str:
    """Write a date as precisely as it is known: ``14 juni 2019``, ``juni 2019`` or ``2019``."""
    locale = _locale(language)
    if value.day:
        return format_date(value.first_day, "long", locale=locale)
    if value.month:
        name = get_month_names("wide", context="stand-alone", locale=locale)[value.month]
        return f"{name} {value.year}"
    return str(value.year)


def period(value: Period, language: str) -> str:
    """Write a period: ``maart–mei 2019`` if it is of whole months, else ``5–20 jan 2021``."""
    after = value.last + dt.timedelta(days=1)
    skeleton = "yMMMM" if value.first.day == after.day == 1 else "yMMMd"
    words = format_interval(value.first, value.last, skeleton, locale=_locale(language))
    return words.replace("\u2009", " ")  # thin spaces, which some fonts lack


def number(value: int, language: str) -> str:
    """Write a whole number with the language's grouping."""
    return format_decimal(value, locale=_locale(language))


def percent(value: int, language: str) -> str:
    """Write a whole percentage: ``50 %`` in Dutch, ``50%`` in English."""
    return format_percent(value / 100, locale=_locale(language))


def money(value: int, language: str) -> str:
    """Write a whole amount in euro without cents: ``€ 1.000.000`` or ``€1,000,000``."""
    locale = _locale(language)
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(value, "EUR", pattern, locale=locale, currency_digits=False)


def plural(count: int, language: str) -> str:
    """Return the plural form that a count takes: ``one``, ``other`` or another of CLDR's."""
    return str(_locale(language).plural_form(count))


def plural_forms(language: str) -> list[str]:
    """Return the plural forms that a language has."""
    return sorted({*_locale(language).plural_form.tags, "other"})


def language_name(code: str, language: str) -> str:
    """Write the name of a language in another, as inside a sentence: ``Engels``."""
    return Locale.parse(code).get_language_name(_locale(language)) or code


def own_language_name(code: str) -> str:
    """Write a language's name in that language, with a capital."""
    name = language_name(code, code)
    return name[:1].upper() + name[1:]


def _locale(language: str) -> Locale:
    return Locale.parse(_TERRITORIES.get(language, language))
