"""Options that several commands have."""

from __future__ import annotations

import datetime as dt

import click

from kenniscentrum.core.dates import BRUSSELS
from kenniscentrum.core.rules import LANGUAGES

language = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="nl", help="Language of the messages."
)

DAY = click.DateTime(["%Y-%m-%d"])

compressed = click.option(
    "--compress",
    "compressed",
    is_flag=True,
    help="Also write each file as gzip and Brotli, for a server of your own that sends these.",
)

today = click.option(
    "--today",
    type=DAY,
    default=lambda: dt.datetime.now(tz=BRUSSELS).strftime("%Y-%m-%d"),
    help="Day for what has passed (year-month-day); this day.",
)
