"""Baselines: a published figure as a value that can be run again for ever.

Taking one notes the basis, pinned to a position of the log and the hash of all of it up to there; of every indicator
the definition's version and hash, the figures as they are printed, the days that they need covered, and a digest of
the members. Verifying one runs it again from the log and compares: the chain hash, the definition, the figures and the
members, each to the byte.
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
    """One thing that does not reproduce: of which measure (``None``: of the log), what, as attested and as run."""

    measure: str | None
    what: str
    attested: str
    found: str


def from_the_log(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The figures that are attested, and those they are held against: never out of the projections."""
    return measure(log, indicators, basis, engine=Engine.REFERENCE)


def take(log: CaseLog, title: str, indicators: Sequence[Indicator], basis: Basis) -> BaselineTaken:
    """Run the indicators at a basis, its position the head of the log, and attest what came out in the log.

    ``BaselineError`` where the name cannot be had.
    """
    check_name(log, title)
    basis = pinned(log, replace(basis, position=None))
    baseline = attested(log, title, basis, from_the_log(log, indicators, basis))
    if not _attest(log, baseline):
        raise _taken_before()
    return baseline


def check_name(log: CaseLog, title: str) -> None:
    """``BaselineError`` where no baseline can be taken under this name: it is taken, or cannot be typed again."""
    if not title.strip() or title != title.strip() or not title.isprintable():
        raise BaselineError("NAME", "it is blank, or has blanks round it or signs that do not print", "Choose a name")
    if any(baseline.title == title for baseline in taken(log)):
        raise _taken_before()


def _taken_before() -> BaselineError:
    return BaselineError("NAME", "a baseline of this name was taken before", "Choose another name")


def _attest(log: CaseLog, baseline: BaselineTaken) -> bool:
    """Record a baseline, unless the log holds one of its name; also where another program takes it at this moment."""

    def is_of_the_name(said: Entry) -> bool:
        return isinstance(said, BaselineTaken) and said.title == baseline.title

    return log.record([], attested=[baseline], unless=is_of_the_name).transaction is not None


def bring(log: CaseLog, baseline: BaselineTaken) -> list[Failure]:
    """Attest in this log a baseline that was taken elsewhere, if it reproduces here; else what does not, and nothing is
    recorded. Nothing, too, where this log holds the very baseline. ``BaselineError`` where its name is another's."""
    if baseline in taken(log):
        return []
    check_name(log, baseline.title)
    failures = verify(log, baseline)
    if not failures and not _attest(log, baseline) and baseline not in taken(log):
        raise _taken_before()
    return failures


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
    """Every baseline in the log, in the order they were taken."""
    return [record.entry for record in log.attestations() if isinstance(record.entry, BaselineTaken)]


def named(log: CaseLog, title: str) -> BaselineTaken:
    """The baseline of this name. ``BaselineError`` where there is none, with those that may have been meant."""
    found = {baseline.title: baseline for baseline in taken(log)}
    if title not in found:
        raise BaselineError("NAME", "there is no baseline of this name", _meant(title, list(found)))
    return found[title]


def _meant(title: str, names: list[str]) -> str:
    if not names:
        return "None was taken yet: see `timeline baseline take --help`"
    near = get_close_matches(title, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}" if near else f"There are: {', '.join(names)}"


def verify(log: CaseLog, baseline: BaselineTaken, verdict: Verdict | None = None) -> list[Failure]:
    """Run a baseline again from the log: nothing where it reproduces, else everything that does not.

    ``verdict``: what ``log.verify()`` found, where several baselines are verified at once. Where the log is not the
    one the baseline was taken from, up to its position, nothing is run: it could reproduce by chance only.
    """
    failures = _log_failures(log, baseline, verdict or log.verify())
    return failures or _run_again(log, baseline)


def verify_from_projections(log: CaseLog, baseline: BaselineTaken) -> list[Failure]:
    """As ``verify`` by the other road: the figures and the members out of the projections' tables.

    Of the log only its hash at the baseline's position is looked at. ``NotFromTablesError`` where the tables cannot
    tell what the log held at that position; ``StoreError`` where they cannot be used.
    """
    return _log_failures(log, baseline, None) or _run_again(log, baseline, measure_at_position)


def verify_all(
    log: CaseLog, baselines: Sequence[BaselineTaken], verdict: Verdict, progress: Callable[[int], object]
) -> list[list[Failure]]:
    """As ``verify``, of several baselines in one pass over the log. ``progress``: told how many children are done."""
    found = [_log_failures(log, baseline, verdict) for baseline in baselines]
    run = [(place, baseline) for place, baseline in enumerate(baselines) if not found[place]]
    questions = [(_known_definitions(baseline), baseline.basis) for _, baseline in run]
    answered = measure_together(log, questions, progress)
    for (place, baseline), answers in zip(run, answered, strict=True):
        found[place] = _compared(baseline, answers)
    return found


Road = Callable[[CaseLog, Sequence[Indicator], Basis], list[Answer]]
"""How figures are come by."""


def _run_again(log: CaseLog, baseline: BaselineTaken, road: Road = from_the_log) -> list[Failure]:
    """What of the baseline's measures does not come out at its basis as it was attested."""
    return _compared(baseline, road(log, _known_definitions(baseline), baseline.basis))


def _known_definitions(baseline: BaselineTaken) -> list[Indicator]:
    """The definitions of its measures, but for those that this program has not."""
    found = (definition_of(each, baseline.as_at) for each in baseline.measures)
    return [each for each in found if each is not None]


def _compared(baseline: BaselineTaken, answers: Iterable[Answer]) -> list[Failure]:
    """What of the baseline's measures is not as it was attested. ``answers``: of ``_known_definitions``, in order."""
    of_known = iter(answers)
    failures: list[Failure] = []
    for each in baseline.measures:
        if definition_of(each, baseline.as_at) is None:
            failures.append(_not_known(each))
        else:
            failures += _failures(each, _attested(next(of_known)))
    return failures


def reproduces(each: AttestedMeasure, answer: Answer) -> bool:
    """Whether an answer is what was attested: every number, every member, every covered day."""
    return not list(_failures(each, _attested(answer)))


def definition_of(each: AttestedMeasure, as_at: date) -> Indicator | None:
    """The definition that was attested of a figure as at a day, present or kept; ``None`` where this program has none
    of that meaning."""
    kept = DEFINITIONS.get(each.measure, ())
    attested = ATTESTED_AS.get(each.definition)
    if attested is not None:
        return next((old for old in kept if (old.id, old.version) == (attested.measure, attested.version)), None)
    return next((one for one in kept if identity(one, as_at) == each.definition), None)


def _log_failures(log: CaseLog, baseline: BaselineTaken, verdict: Verdict | None) -> list[Failure]:
    """Whether what stands up to the baseline's position is what it was taken from. ``verdict``: of walking the chain,
    where it was walked."""
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
    """What of a measure is not as it was attested. The words of a reason are for readers, and are not held to it."""
    if without_words(found.figures) != without_words(each.figures):
        yield Failure(each.measure, "figures", each.figures, found.figures)
    if found.members != each.members:
        yield Failure(each.measure, "members", each.members, found.members)
    if found.coverage != each.coverage:
        yield Failure(each.measure, "coverage", each.coverage or "none", found.coverage or "none")
