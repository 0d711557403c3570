"""How an import would change what is known. Computed before it is recorded, for dry runs and reports alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from timeline.domain.attestations import LOG_STREAM, BaselineTaken
from timeline.domain.basis import Basis
from timeline.domain.canonical import shortened
from timeline.domain.coverage import CoverageHistory, Covered
from timeline.domain.drafts import Draft, Held
from timeline.domain.effects import Effects, Importing
from timeline.domain.entries import Recorded, fact_id
from timeline.domain.imports import ImportRecorded, Imports
from timeline.domain.outlined_effects import OutlinedEffects
from timeline.domain.outlines import Outline, UnclearError
from timeline.domain.received import imports_of_year, years_again
from timeline.domain.setting import Setting
from timeline.ingest.log import Log

_FAR = 1 << 40
"""More entries than an import has."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moves:
    """Which figures an import can change: those as at ``as_at_from`` or later and known at ``known_at_from`` or later;
    ``None`` where there are none. ``baselines``: the names of the baselines with such figures. They still reproduce,
    but may differ from what is known now."""

    as_at_from: date | None
    known_at_from: date | None
    baselines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import changes, and which figures can change. ``held``: for each child of the import, which of its
    entries the log already held."""

    effects: Effects
    moves: Moves
    held: Mapping[str, Held] = field(default_factory=dict, repr=False, compare=False)

    def to_report(self) -> Outcome:
        """The same without ``held``, which a report does not need and which can be as large as the log."""
        return replace(self, held={})


def outcome(log: Log, drafts: Iterable[tuple[str, Draft]], imported: ImportRecorded) -> Outcome:
    """How an import would change what the log knows. Nothing is recorded."""
    stated: dict[str, list[Draft]] = {}
    for child, draft in drafts:
        stated.setdefault(child, []).append(draft)
    attested, head = list(log.attestations()), log.position()
    importing = _importing(attested, imported, head)
    effects = Effects()
    held, unclear = _by_outlines(log, stated, importing, effects)
    unclear.update(_silenced(log, importing) - stated.keys())
    for child, records in log.histories(head, sorted(unclear)):
        unclear.discard(child)
        effects.add(importing.effect(child, records, stated.get(child, ())))
    for child in unclear:
        effects.add(importing.effect(child, (), stated.get(child, ())))
    return Outcome(effects, _moves(effects, imported, attested, importing), held)


def _by_outlines(
    log: Log, stated: Mapping[str, Sequence[Draft]], importing: Importing, effects: Effects
) -> tuple[dict[str, Held], set[str]]:
    """What the log holds of each child, and the children whose effect cannot be computed from their outlines. The other
    effects are added to ``effects``."""
    by_outline, held, unclear = OutlinedEffects(importing), dict[str, Held](), set[str]()
    for outline in log.outlines(importing.first - 1, stated):
        child = outline.child
        drafts = stated[child]
        held[child] = _held(outline, drafts)
        try:
            if len(drafts) > 1:
                raise UnclearError
            effects.add(by_outline.effect(outline, drafts[0]))
        except UnclearError:
            unclear.add(child)
    return held, unclear


def _held(outline: Outline, drafts: Iterable[Draft]) -> Held:
    """Which entries of the drafts the log already holds."""
    known, held = outline.identities, list[UUID]()
    for stated in [draft.identified(outline.child) for draft in drafts] if known else ():
        facts = zip(stated.facts, stated.statement.says, strict=True)
        held += [row.fact for fact, row in facts if fact in known]
        if shortened(stated.identity) in known:
            held.append(stated.identity)
    return Held(tuple(held), outline.version)


def _importing(attested: Sequence[Recorded], imported: ImportRecorded, head: int) -> Importing:
    position = head + _FAR
    entry = imported.model_copy(update={"number": 0, "entries": _FAR - 1})
    basis = Basis(as_at=date.max)
    with_it = [*attested, Recorded(LOG_STREAM, position, fact_id(LOG_STREAM, entry), entry)]
    return Importing(
        before=Setting.at(attested, basis),
        after=Setting.at(with_it, basis),
        known_on=imported.known_on,
        first=head + 1,
        position=position,
    )


def _silenced(log: Log, importing: Importing) -> set[str]:
    """Where its year was imported before: the children of those imports."""
    found: set[str] = set()
    imports = importing.after.imports
    for year, returns in years_again(imports).items():
        if any(each.position == importing.position for each in returns):
            for each in imports_of_year(imports, year):
                if each.position == importing.position:
                    continue
                for first, last in each.stretches:
                    found.update(log.children(after=first - 1, until=last))
    return found


def _moves(effects: Effects, imported: ImportRecorded, attested: Iterable[Recorded], importing: Importing) -> Moves:
    days = [effects.first_day] if effects.first_day else []
    if _covers_more(importing) and imported.last is not None:
        days.append(imported.first - _ONE_DAY if imported.first else date.min)
    if not days:
        return Moves(None, None)
    first = min(days)
    baselines = (each.entry for each in attested if isinstance(each.entry, BaselineTaken))
    named = [
        each.title
        for each in baselines
        if each.as_at >= first and (each.known_at is None or each.known_at >= imported.known_on)
    ]
    return Moves(first, imported.known_on, tuple(named))


def _covers_more(importing: Importing) -> bool:
    """Whether it covers a day of a module that was not covered, or was covered later."""

    def known(imports: Imports) -> list[Covered]:
        coverage = CoverageHistory(imports).at(importing.known_on)
        runs = [run for module in coverage.modules for run in coverage.runs(module)]
        return [replace(run, set_aside=None, known_from=None, imports=()) for run in runs]

    return known(importing.before.imports) != known(importing.after.imports)
