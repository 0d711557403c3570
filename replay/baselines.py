"""Baselines: published figures that can be reproduced from the log at any later time.

A baseline holds its basis with a position in the log, the hash of the log up to that position and, for each indicator,
the version and hash of the definition, the figures as printed, the days that must be covered, and a digest of the
members. Verifying a baseline recomputes it from the log and compares the chain hash, the definitions, the figures and
the members, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from replay.errors import BaselineError
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.basis import FIRST_READING, Basis, NeverSentAgain
from timeline.domain.entries import Entry, canonical_json
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.attesting import figures_data, members_digest, runs_data, without_words
from timeline.projections.cases import pinned
from timeline.projections.engines import Engine
from timeline.projections.indicators import DEFINITIONS
from timeline.projections.indicators.attested import ATTESTED_AS
from timeline.projections.meaning import identity
from timeline.projections.questions import measure, measure_together
from timeline.projections.tables import measure_at_position
from timeline.store import CaseLog, Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that does not reproduce: of which measure (``None``: the log itself), what, as attested, as found."""

    measure: str | None
    what: str
    attested: str
    found: str


def from_the_log(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The answers that a baseline attests or is verified against: always from the log, never from the projections."""
    return measure(log, indicators, basis, engine=Engine.REFERENCE)


def take(log: CaseLog, title: str, indicators: Sequence[Indicator], basis: Basis) -> BaselineTaken:
    """Evaluate the indicators at a basis, at the head of the log, and record the result as a baseline.

    ``BaselineError`` where the name is taken or not allowed.
    """
    check_name(log, title)
    basis = pinned(log, replace(basis, position=None))
    baseline = attested(log, title, basis, from_the_log(log, indicators, basis))
    if not _attest(log, baseline):
        raise _taken_before()
    return baseline


def check_name(log: CaseLog, title: str) -> None:
    """``BaselineError`` where the name is taken, blank, or could not be typed again."""
    if not title.strip() or title != title.strip() or not title.isprintable():
        raise BaselineError(
            "NAME",
            "the name is blank, begins or ends with a blank, or contains characters that cannot be printed",
            "Choose another name",
        )
    if any(baseline.title == title for baseline in taken(log)):
        raise _taken_before()


def _taken_before() -> BaselineError:
    return BaselineError("NAME", "a baseline of this name was taken before", "Choose another name")


def _attest(log: CaseLog, baseline: BaselineTaken) -> bool:
    """Record a baseline. ``False`` where the log holds one of its name, even one that another program just took."""

    def has_the_name(entry: Entry) -> bool:
        return isinstance(entry, BaselineTaken) and entry.title == baseline.title

    return log.record([], attested=[baseline], unless=has_the_name).transaction is not None


def bring(log: CaseLog, baseline: BaselineTaken) -> list[Failure]:
    """Record a baseline that was taken elsewhere, if it reproduces from this log. Returns what does not reproduce; then
    nothing is recorded, nor where this log already holds this baseline. ``BaselineError`` where the name is taken."""
    if baseline in taken(log):
        return []
    check_name(log, baseline.title)
    failures = verify(log, baseline)
    if not failures and not _attest(log, baseline) and baseline not in taken(log):
        raise _taken_before()
    return failures


def attested(log: CaseLog, title: str, basis: Basis, answers: Iterable[Answer]) -> BaselineTaken:
    """The baseline of these answers."""
    assert basis.position is not None
    return BaselineTaken(
        title=title,
        as_at=basis.as_at,
        known_at=basis.known_at,
        position=basis.position,
        chain_hash=log.head(basis.position).hash,
        measures=tuple(_attested(answer) for answer in answers),
        never_sent_again=None if basis.never_sent_again is NeverSentAgain.KEEP else basis.never_sent_again.value,
        reading=None if basis.reading == FIRST_READING else basis.reading,
    )


def _attested(answer: Answer) -> AttestedMeasure:
    return AttestedMeasure(
        measure=answer.indicator.id,
        version=answer.indicator.version,
        definition=identity(answer.indicator, answer.basis.as_at),
        figures=figures_data(answer),
        members=members_digest(answer),
        coverage=None if answer.coverage is None else canonical_json(runs_data(answer.coverage)),
    )


def taken(log: CaseLog) -> list[BaselineTaken]:
    """Every baseline in the log, in the order taken."""
    return [record.entry for record in log.attestations() if isinstance(record.entry, BaselineTaken)]


def named(log: CaseLog, title: str) -> BaselineTaken:
    """The baseline of this name. ``BaselineError`` where there is none; it suggests similar names."""
    found = {baseline.title: baseline for baseline in taken(log)}
    if title not in found:
        raise BaselineError("NAME", "there is no baseline of this name", _meant(title, list(found)))
    return found[title]


def _meant(title: str, names: list[str]) -> str:
    if not names:
        return "No baseline has been taken yet: see `timeline baseline take --help`"
    near = get_close_matches(title, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}" if near else f"There are: {', '.join(names)}"


def verify(log: CaseLog, baseline: BaselineTaken, verdict: Verdict | None = None) -> list[Failure]:
    """Recompute a baseline from the log. Returns everything that does not reproduce: empty where all of it does.

    ``verdict``: the result of ``log.verify()``, so that several baselines share it. Where the log up to the baseline's
    position is not the one it was taken from, nothing is computed: figures could match only by chance.
    """
    failures = _log_failures(log, baseline, verdict or log.verify())
    return failures or _run_again(log, baseline)


def verify_from_projections(log: CaseLog, baseline: BaselineTaken) -> list[Failure]:
    """As ``verify``, but recomputes the figures and the members from the projections' tables.

    Reads only the log's hash at the baseline's position. ``NotFromTablesError`` where the tables cannot answer at that
    position; ``StoreError`` where they cannot be used.
    """
    return _log_failures(log, baseline, None) or _run_again(log, baseline, measure_at_position)


def verify_all(
    log: CaseLog, baselines: Sequence[BaselineTaken], verdict: Verdict, progress: Callable[[int], object]
) -> list[list[Failure]]:
    """As ``verify``, for several baselines in one pass over the log. ``progress``: called with the number of children
    done."""
    found = [_log_failures(log, baseline, verdict) for baseline in baselines]
    run = [(place, baseline) for place, baseline in enumerate(baselines) if not found[place]]
    questions = [(_known_definitions(baseline), baseline.basis) for _, baseline in run]
    answered = measure_together(log, questions, progress)
    for (place, baseline), answers in zip(run, answered, strict=True):
        found[place] = _compared(baseline, answers)
    return found


Evaluate = Callable[[CaseLog, Sequence[Indicator], Basis], list[Answer]]
"""A way to compute answers."""


def _run_again(log: CaseLog, baseline: BaselineTaken, evaluate: Evaluate = from_the_log) -> list[Failure]:
    """Which of the baseline's measures differ from what was attested, recomputed at its basis."""
    return _compared(baseline, evaluate(log, _known_definitions(baseline), baseline.basis))


def _known_definitions(baseline: BaselineTaken) -> list[Indicator]:
    """The definitions of its measures, without those that this program lacks."""
    found = (definition_of(each, baseline.as_at) for each in baseline.measures)
    return [each for each in found if each is not None]


def _compared(baseline: BaselineTaken, answers: Iterable[Answer]) -> list[Failure]:
    """Which of the baseline's measures differ from what was attested. ``answers``: of ``_known_definitions``, in
    order."""
    of_known = iter(answers)
    failures: list[Failure] = []
    for each in baseline.measures:
        if definition_of(each, baseline.as_at) is None:
            failures.append(_not_known(each))
        else:
            failures += _failures(each, _attested(next(of_known)))
    return failures


def reproduces(each: AttestedMeasure, answer: Answer) -> bool:
    """Whether an answer equals what was attested: every number, every member, every covered day."""
    return not list(_failures(each, _attested(answer)))


def definition_of(each: AttestedMeasure, as_at: date) -> Indicator | None:
    """The definition that a figure was attested with, present or earlier; ``None`` where this program has none with
    that meaning."""
    kept = DEFINITIONS.get(each.measure, ())
    attested = ATTESTED_AS.get(each.definition)
    if attested is not None:
        return next((old for old in kept if (old.id, old.version) == (attested.measure, attested.version)), None)
    return next((one for one in kept if identity(one, as_at) == each.definition), None)


def _log_failures(log: CaseLog, baseline: BaselineTaken, verdict: Verdict | None) -> list[Failure]:
    """Whether the log up to the baseline's position is the one it was taken from. ``verdict``: the result of verifying
    the chain, where that was done."""
    head = log.head(baseline.position)
    if head.position != baseline.position:
        return [Failure(None, "log position", str(baseline.position), str(head.position))]
    if head.hash != baseline.chain_hash:
        return [Failure(None, "hash of the log at its position", baseline.chain_hash, head.hash)]
    if verdict is not None and verdict.problem is not None and (verdict.position or 0) <= baseline.position:
        place = "" if verdict.position is None else f"position {verdict.position}: "
        return [Failure(None, "hash chain", "sound", f"{place}{verdict.problem}")]
    return []


def _not_known(each: AttestedMeasure) -> Failure:
    return Failure(each.measure, "definition", f"{each.version} {each.definition}", "not known to this program")


def _failures(each: AttestedMeasure, found: AttestedMeasure) -> Iterator[Failure]:
    """How a measure differs from what was attested. Reasons in words are not compared: they are for readers."""
    if without_words(found.figures) != without_words(each.figures):
        yield Failure(each.measure, "figures", each.figures, found.figures)
    if found.members != each.members:
        yield Failure(each.measure, "members", each.members, found.members)
    if found.coverage != each.coverage:
        yield Failure(each.measure, "coverage", each.coverage or "none", found.coverage or "none")
