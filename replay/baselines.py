"""Baselines: a published figure as a value that can be run again for ever.

Taking one notes the basis, pinned to a position of the log and the hash of all of it up to there; of every indicator
the definition's version and hash, the figures as they are printed, and a digest of the members. Verifying one runs it
again from the log and compares: the chain hash, the definition, the figures and the members, each to the byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.basis import Basis
from timeline.domain.entries import canonical_json
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.definition import definition_hash
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import DEFINITIONS
from timeline.projections.questions import measure, pinned
from timeline.report.figures import row_json
from timeline.store import CaseLog


class BaselineError(Exception):
    """A baseline that cannot be taken, found or read: where, what is wrong, and what to do."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not reproduce: of which measure (``None``: of the log), what, as attested and as run."""

    measure: str | None
    what: str
    attested: str
    found: str


def take(
    log: CaseLog, title: str, indicators: Sequence[Indicator], as_at: date, known_at: date | None
) -> BaselineTaken:
    """Run the indicators, and attest what came out in the log. ``BaselineError`` where the name is taken."""
    if any(baseline.title == title for baseline in taken(log)):
        raise BaselineError("the log", "a baseline of this name was taken before", "Choose another name")
    basis = pinned(log, Basis(as_at, known_at))
    baseline = attested(log, title, basis, measure(log, indicators, basis))
    log.record([], attested=baseline)
    return baseline


def attested(log: CaseLog, title: str, basis: Basis, answers: Iterable[Answer]) -> BaselineTaken:
    """The baseline that these answers make."""
    assert basis.position is not None
    return BaselineTaken(
        title=title,
        as_at=basis.as_at,
        known_at=basis.known_at,
        position=basis.position,
        chain_hash=log.head(basis.position).hash,
        measures=tuple(_attested(answer) for answer in answers),
    )


def _attested(answer: Answer) -> AttestedMeasure:
    return AttestedMeasure(
        measure=answer.indicator.id,
        version=answer.indicator.version,
        definition=definition_hash(answer.indicator),
        figures=canonical_json([row_json(row, answer.indicator.unit) for row in answer.rows]),
        members=members_digest(answer),
    )


def members_digest(answer: Answer) -> str:
    """``sha256:`` of who is counted, who meets and who may, row by row, each row's children sorted."""
    rows = [
        [dict(row.group), sorted(row.counted), sorted(row.meets), sorted(row.possible or ())] for row in answer.rows
    ]
    return "sha256:" + hashlib.sha256(canonical_json(rows).encode()).hexdigest()


def taken(log: CaseLog) -> list[BaselineTaken]:
    """Every baseline in the log, in the order they were taken."""
    return [record.entry for record in log.attestations() if isinstance(record.entry, BaselineTaken)]


def named(log: CaseLog, title: str) -> BaselineTaken:
    """The baseline of this name. ``BaselineError`` where there is none, with those there are."""
    found = {baseline.title: baseline for baseline in taken(log)}
    if title not in found:
        there = f"There are: {', '.join(found)}" if found else "None was taken yet: `timeline baseline take`"
        raise BaselineError("the log", f"there is no baseline '{title}'", there)
    return found[title]


def basis_of(baseline: BaselineTaken) -> Basis:
    """What the baseline's figures are a function of."""
    return Basis(baseline.as_at, baseline.known_at, baseline.position)


def verify(log: CaseLog, baseline: BaselineTaken) -> list[Failure]:
    """Run a baseline again from the log: nothing where it reproduces, else everything that does not."""
    failures = list(_log_failures(log, baseline))
    runnable = {each.definition: indicator for each in baseline.measures if (indicator := definition_of(each))}
    answers = measure(log, list(runnable.values()), basis_of(baseline))
    found = {definition_hash(answer.indicator): _attested(answer) for answer in answers}
    for each in baseline.measures:
        failures.extend(_failures(each, found.get(each.definition)))
    return failures


def definition_of(each: AttestedMeasure) -> Indicator | None:
    """The definition that was attested, present or kept; ``None`` where this program has none of that hash."""
    for indicator in DEFINITIONS.get(each.measure, ()):
        if definition_hash(indicator) == each.definition:
            return indicator
    return None


def _log_failures(log: CaseLog, baseline: BaselineTaken) -> Iterator[Failure]:
    head = log.head(baseline.position)
    if head.position != baseline.position:
        yield Failure(None, "log position", str(baseline.position), str(head.position))
    elif head.hash != baseline.chain_hash:
        yield Failure(None, "hash of the log at its position", baseline.chain_hash, head.hash)


def _failures(each: AttestedMeasure, found: AttestedMeasure | None) -> Iterator[Failure]:
    if found is None:
        yield Failure(each.measure, "definition", f"{each.version} {each.definition}", "not known to this program")
        return
    if found.figures != each.figures:
        yield Failure(each.measure, "figures", each.figures, found.figures)
    if found.members != each.members:
        yield Failure(each.measure, "members", each.members, found.members)
