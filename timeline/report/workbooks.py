"""Workbooks: what of a figure stands on which sheet. How it becomes a file: ``spreadsheet``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.projections.algebra.answers import Answer, AnyAnswer, Series
from timeline.projections.indicators.sources import SOURCES
from timeline.projections.meaning import identity
from timeline.report import figures, members, triangles
from timeline.report.cells import Cell

ABOUT_COLUMNS = (
    *("measure", "title", "sentence", "source", "source_where", "definition_version", "definition_hash"),
    *("first_as_at", "last_as_at", "known_at", "position", "never_sent_again"),
)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, and its lines, the header first."""

    name: str
    lines: Sequence[Sequence[Cell]]


def of_measures(answers: Sequence[AnyAnswer]) -> bytes:
    """The figures in the columns of the CSV, and what they stand on."""
    return workbook([_figures("figures", answers), about(answers)])


def of_members(answer: Answer) -> bytes:
    """The children of every row, and what they stand on."""
    return workbook([Sheet("children", [members.CSV_COLUMNS, *members.lines(answer)]), about([answer])])


def of_series(asked: Sequence[Series]) -> bytes:
    """Every row of every point, and what they stand on."""
    points = [point for series in asked for point in series.points]
    return workbook([_figures("points", points), about(points)])


def of_triangle(triangle: Series) -> bytes:
    """The main figures, the days of knowing across; every row of every cell; what they stand on."""
    across = Sheet("triangle", list(triangles.as_rows(triangle)))
    return workbook([across, _figures("cells", triangle.points), about(triangle.points)])


def _figures(name: str, answers: Sequence[AnyAnswer]) -> Sheet:
    return Sheet(name, [figures.CSV_COLUMNS, *figures.lines(answers)])


def about(answers: Sequence[AnyAnswer]) -> Sheet:
    """One line for each definition that answered: its words, its source, the bases it was asked at."""
    by_definition: dict[tuple[str, str], list[AnyAnswer]] = {}
    for answer in answers:
        by_definition.setdefault((answer.indicator.id, answer.indicator.version), []).append(answer)
    return Sheet("about", [ABOUT_COLUMNS, *(_about(found) for found in by_definition.values())])


def _about(answers: Sequence[AnyAnswer]) -> tuple[Cell, ...]:
    indicator, basis = answers[0].indicator, answers[0].basis
    followed = SOURCES[indicator.id].references[0]
    days = [answer.basis.as_at for answer in answers]
    return (
        *(indicator.id, indicator.title, indicator.sentence, followed.document.title, followed.where),
        *(indicator.version, identity(indicator, max(days)), min(days), max(days), _known(answers)),
        *(basis.position, basis.never_sent_again.value),
    )


def _known(answers: Sequence[AnyAnswer]) -> Cell:
    """The day of knowing that they share; in words where it is none, or not one."""
    known = {answer.basis.known_at for answer in answers}
    if len(known) > 1:
        return "several: see each line"
    (day,) = known
    return "all that is known" if day is None else day


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as it stands in a file."""
    from timeline.report.spreadsheet import written  # with a library that no other form of a figure waits for

    return written(sheets)
