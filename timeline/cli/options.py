"""Options and arguments that several commands share, and how their texts are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from timeline.cli.problems import UsageError, closest
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.days import Window, year_window
from timeline.domain.written import Refusal, read_day
from timeline.projections.grids import Every, days
from timeline.report.writers import FORMATS

_E = TypeVar("_E", bound=Enum)


def formats() -> list[str]:
    """The formats of any report."""
    return [name for name, each in FORMATS.items() if not each.needs_sheets]


AsAt = Annotated[str, typer.Option("--as-at", metavar="DATE", help="The day asked about: the end of it.")]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="Use only what was known by this day. Default: all that is known."),
]
KnownAtOrPublished = Annotated[
    str | None,
    typer.Option(
        metavar="DATE|published",
        help="Use only what was known by this day, or when all that a figure needs was first covered. "
        "Default: all that is known.",
    ),
]
BeyondCoverage = Annotated[
    bool, typer.Option("--beyond-coverage", help="Give numbers also where no import covers the days, each marked.")
]
Position = Annotated[
    str | None,
    typer.Option("--position", metavar="N", help="Use only what the log held at this position. Default: all of it."),
]
NeverSentAgainOption = Annotated[
    str,
    typer.Option(
        "--never-sent-again",
        metavar="keep|drop|close",
        help="What an open period is taken for that the return which should have had it lacks. Default: kept.",
    ),
]
KnownOn = Annotated[
    str, typer.Option("--known-on", metavar="DATE", help="The day the authority knew it: of a return, its submission.")
]
FormatOption = Annotated[str, typer.Option("--format", metavar="|".join(formats()), help="How the answer is written.")]
FigureFormatOption = Annotated[
    str, typer.Option("--format", metavar="|".join(FORMATS), help="How the answer is written.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="A new file to write the answer to. Default: stdout.")
]
EngineOption = Annotated[
    str,
    typer.Option(
        "--engine", metavar="auto|reference", help="What works it out: the fastest, or child by child from the log."
    ),
]
Workers = Annotated[
    int,
    typer.Option(min=1, metavar="N", help="Processes that share the children: faster only for hundreds of thousands."),
]
DefinitionVersion = Annotated[
    str | None,
    typer.Option(
        "--definition-version", metavar="V", help="Ask by this version of the definition. Default: the one in force."
    ),
]
FirstDay = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day asked about.")]
LastDay = Annotated[str, typer.Option("--to", metavar="DATE", help="No day after this one is asked about.")]
EveryOption = Annotated[
    str,
    typer.Option(
        "--every",
        metavar="month|quarter|year",
        help="The step between days. From the last day of a month it goes to the last day of each.",
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Name on stderr what answered.")]
MeasureIds = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Measures. Default: all of them.")]
MeasureId = Annotated[str, typer.Argument(metavar="ID", help="A measure: see `timeline measures`.")]
Child = Annotated[str, typer.Argument(metavar="CHILD", help="A child, as the returns name it.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="DIMENSION", help="Break it down: age, sex, need, ... (`measures ID`).")
]


def day(option: str, text: str) -> date:
    """The day that an option gives, ISO or with the day first."""
    read = read_day(text.strip())
    if isinstance(read, Refusal):
        raise UsageError(option, read.reason, "Write the day as 2012-03-31 or 31/03/2012")
    return read


def optional_day(option: str, text: str | None) -> date | None:
    """As ``day``; ``None`` where the option is not given."""
    return None if text is None else day(option, text)


def child_id(text: str) -> str:
    """A child's identifier as importing keeps it: without outer blanks."""
    return text.strip()


def position(text: str | None) -> int | None:
    """A position of the log: a whole number."""
    if text is None:
        return None
    digits = text.replace(",", "").strip()
    if not (digits.isascii() and digits.isdigit()):
        raise UsageError("--position", "it is not a whole number", "Give the log position that an answer printed")
    return int(digits)


PUBLISHED = "published"


def is_published(known_at: str | None) -> bool:
    """Whether figures are asked for as they were published."""
    return known_at is not None and known_at.strip().lower() == PUBLISHED


def basis(as_at: str, known_at: str | None, position_: str | None, never_sent_again: str) -> Basis:
    """The basis that the options give."""
    return Basis(day("--as-at", as_at), known_at_day(known_at), position(position_), policy(never_sent_again))


def known_at_day(text: str | None) -> date | None:
    """The day of knowing; ``None`` where it is not limited."""
    if is_published(text):
        what = "the day of publication is that of a measure, and this command answers about no one measure"
        raise UsageError("--known-at", what, "Give a day")
    return optional_day("--known-at", text)


def policy(text: str) -> NeverSentAgain:
    """The policy on open periods that were never sent again."""
    return choice("--never-sent-again", "there is no such choice", NeverSentAgain, text)


def answer_format(text: str) -> str:
    """One of the formats of any report."""
    return _one_of(formats(), text)


def figure_format(text: str) -> str:
    """One of the formats of a report that has sheets."""
    return _one_of(list(FORMATS), text)


def _one_of(known: Sequence[str], text: str) -> str:
    form = text.strip().lower()
    if form not in known:
        raise UsageError("--format", "there is no such format", closest(text, known))
    return form


def every(text: str) -> Every:
    """How far the days of a series are apart."""
    return choice("--every", "there is no such step", Every, text)


def days_between(first: str, last: str, step: str) -> tuple[date, ...]:
    """The days from ``--from`` to ``--to``."""
    begins, ends = day("--from", first), day("--to", last)
    if ends < begins:
        raise UsageError("--to", "it is before --from", "Give a day that is not before the first day asked about")
    return days(begins, ends, every(step))


def choice(option: str, wrong: str, choices: type[_E], text: str) -> _E:
    """One of these, by its value."""
    for known in choices:
        if text.strip().lower() == known.value:
            return known
    raise UsageError(option, wrong, closest(text, [known.value for known in choices]))


def year_ending(text: str) -> Window:
    """The reporting year that ends on this day, a 31 March."""
    last = day("--year-ending", text)
    try:
        return year_window(last)
    except ValueError:
        raise UsageError(
            "--year-ending", "it is no 31 March", "Give the 31 March on which the return's year ends"
        ) from None


def return_year(option: str, text: str) -> date:
    """The 31 March on which a return's year ends: from ``2025``, ``2024-25`` or the day itself."""
    given = text.strip()
    found = re.fullmatch(r"(?P<begins>\d{4})-(?P<ends>\d{2})|(?P<year>\d{4})(-03-31)?", given)
    year = 0
    if found is not None:
        year = int(found["year"] or 0) or int(found["begins"]) + 1
    if found is None or not date.min.year < year or (found["ends"] and int(found["ends"]) != year % 100):
        raise UsageError(option, "it is no year of a return", "Give the year in which it ends, as 2025, or 2024-25")
    return date(year, 3, 31)


def today() -> date:
    """Today in UTC."""
    return datetime.now(UTC).date()


def known_on(text: str) -> date:
    """The day on which something became known: not after today, in UTC."""
    known = day("--known-on", text)
    if known > today():
        raise UsageError("--known-on", "it lies in the future", "Give the day the authority knew it")
    return known


def day_in(year: Window, option: str, text: str | None) -> date | None:
    """A day inside a return's year; ``None`` where the option is not given."""
    found = optional_day(option, text)
    if found is not None and not year.contains(found):
        raise UsageError(option, "it is not in the return's year", f"Give a day from {year.first} to {year.last}")
    return found
