"""Options that several commands have."""

from __future__ import annotations

import datetime as dt

import click

from kenniscentrum.core.rules import LANGUAGES
from kenniscentrum.views.feeds import BRUSSELS

language = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="nl", help="Language of the messages."
)

today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: dt.datetime.now(tz=BRUSSELS).strftime("%Y-%m-%d"),
    help="Day for what has passed (year-month-day); this day.",
)
