"""Options and arguments that several commands share, and how their texts are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Literal

import typer

from timeline.cli.problems import UsageError, closest
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.days import Window, year_window
from timeline.ingest.cells import Refusal, read_day
from timeline.ingest.tables import TABLES
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators import in_force as indicators_in_force

Format = Literal["table", "json", "csv"]
_FORMATS: tuple[Format, ...] = ("table", "json", "csv")

AsAt = Annotated[str, typer.Option("--as-at", metavar="DATE", help="The day asked about: the end of it.")]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="Use only what was known by this day. Default: all that is known."),
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
FormatOption = Annotated[str, typer.Option("--format", metavar="table|json|csv", help="How the answer is written.")]
MeasureId = Annotated[str, typer.Argument(metavar="ID", help="A measure: see `timeline measures`.")]
Child = Annotated[str, typer.Argument(metavar="CHILD", help="A child, as the returns name it.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="DIMENSION", help="Break it down: age, sex, need, ... (`measures ID`).")
]


def day(option: str, text: str) -> date:
    """The day that an option says, ISO or with the day first."""
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


def basis(as_at: str, known_at: str | None, position_: str | None, never_sent_again: str) -> Basis:
    """The basis that the options say."""
    return Basis(
        day("--as-at", as_at), optional_day("--known-at", known_at), position(position_), policy(never_sent_again)
    )


def policy(text: str) -> NeverSentAgain:
    """What open periods are taken for that were never sent again."""
    for known in NeverSentAgain:
        if text.strip().lower() == known.value:
            return known
    known_ones = [known.value for known in NeverSentAgain]
    raise UsageError("--never-sent-again", "there is no such choice", closest(text, known_ones))


def answer_format(text: str) -> Format:
    """One of the formats."""
    for known in _FORMATS:
        if text.strip().lower() == known:
            return known
    raise UsageError("--format", "there is no such format", closest(text, _FORMATS))


def indicator(name: str) -> Indicator:
    """A measure by its id."""
    found = CATALOGUE.get(name)
    if found is None:
        raise UsageError(
            "measure", "there is no measure of this id", closest(name, CATALOGUE, "See `timeline measures`")
        )
    return found


def indicators(names: Sequence[str]) -> list[Indicator]:
    """These measures, each once; all of them where none is named."""
    return [indicator(name) for name in dict.fromkeys(names)] or list(CATALOGUE.values())


def in_force(asked: Sequence[Indicator], at: Basis) -> list[Indicator]:
    """The definitions of these measures that were in force on the day asked about."""
    return [indicators_in_force(each, at.as_at) for each in asked]


def dimension(name: str | None, of: Sequence[Indicator]) -> Dimension | None:
    """A breakdown that every one of these measures has."""
    if name is None:
        return None
    found = DIMENSIONS.get(name)
    shared = [each for each in DIMENSIONS if all(each in one.dimensions for one in of)]
    if found is None:
        raise UsageError("--by", "there is no such breakdown", closest(name, shared))
    for one in of:
        if name not in one.dimensions:
            raise UsageError("--by", f"{one.id} has no such breakdown", f"It has: {', '.join(one.dimensions)}")
    return found


def year_ending(text: str) -> Window:
    """The reporting year that ends on this day, a 31 March."""
    last = day("--year-ending", text)
    try:
        return year_window(last)
    except ValueError:
        raise UsageError(
            "--year-ending", "it is no 31 March", "Give the 31 March on which the return's year ends"
        ) from None


def known_on(text: str) -> date:
    """The day on which something became known: not after today, by the clock of the world (UTC)."""
    known = day("--known-on", text)
    if known > datetime.now(UTC).date():
        raise UsageError("--known-on", "it lies in the future", "Give the day the authority knew it")
    return known


def known_in(year: Window, text: str) -> date:
    """The day a return became known: not before its year began."""
    known = known_on(text)
    if known < year.first:
        raise UsageError("--known-on", "it is before the return's year began", "Give the day the return was submitted")
    return known


def table_kind(name: str) -> str:
    """A kind of local table."""
    if name not in TABLES:
        raise UsageError("KIND", "there is no such kind of table", closest(name, TABLES))
    return name
