"""The sheet of a workbook with the definitions and the bases of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeline.lazy import lazy
from timeline.projections.algebra.answers import AnyAnswer
from timeline.report.value import Cell, Sheet, records

if TYPE_CHECKING:
    from timeline.projections import meaning
    from timeline.projections.indicators import sources
else:
    meaning, sources = lazy("timeline.projections.meaning"), lazy("timeline.projections.indicators.sources")

COLUMNS = (
    *("measure", "title", "sentence", "source", "source_where", "definition_version", "definition_hash"),
    *("first_as_at", "last_as_at", "known_at", "position", "never_sent_again"),
)


def sheet(answers: Sequence[AnyAnswer]) -> Sheet:
    """One line for each definition that was used: its sentence, its source, the bases of its figures."""
    by_definition: dict[tuple[str, str], list[AnyAnswer]] = {}
    for answer in answers:
        by_definition.setdefault((answer.indicator.id, answer.indicator.version), []).append(answer)
    return Sheet("about", records(COLUMNS, [_line(found) for found in by_definition.values()]))


def _line(answers: Sequence[AnyAnswer]) -> tuple[Cell, ...]:
    indicator, basis = answers[0].indicator, answers[0].basis
    followed = sources.SOURCES[indicator.id].references[0]
    days = [answer.basis.as_at for answer in answers]
    return (
        *(indicator.id, indicator.title, indicator.sentence, followed.document.title, followed.where),
        *(indicator.version, meaning.identity(indicator, max(days)), min(days), max(days), _known(answers)),
        *(basis.position, basis.never_sent_again.value),
    )


def _known(answers: Sequence[AnyAnswer]) -> Cell:
    """The day of knowing that they share; in words where it is not limited, or not one day."""
    known = {answer.basis.known_at for answer in answers}
    if len(known) > 1:
        return "several: see each line"
    (day,) = known
    return "all that is known" if day is None else day
