"""The findings that a check of the records must report for a child, with their reasons, and no others.

Rules have the names of ``timeline check``, where every return, every local table and the extract of the last day are
imported. A record breaks a rule only because of a defect (``defects``), a record error (``record_errors``), care that
began before the first return, or care that was open when the last return's year ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from timeline.synthetic.authority import Authority, ChildTruth
from timeline.synthetic.careers import TEMPORARY, Episode, in_force, started_on
from timeline.synthetic.defects import NO_SUCH_DATE, NOT_IN_HEADER, UNKNOWN_CODE, Defect
from timeline.synthetic.local.registers import Entry
from timeline.synthetic.modules import Line
from timeline.synthetic.record_errors import LATE_START, NEVER_SENT_AGAIN, Change, believed
from timeline.synthetic.returns import ReturnRows
from timeline.synthetic.years import ReturnYear

BEFORE_THE_FIRST_RETURN: Final = "in care before the first return"
SINCE_THE_LAST_RETURN: Final = "open when the last return's year ended"

_NOT_IN_HEADER: Final = {
    "episodes": "child-not-in-header",
    **{module: f"child-not-in-header-{module}" for module in ("ad1", "missing", "oc2", "oc3", "reviews", "uasc")},
    **{module: f"child-not-in-header-{module.replace('_', '-')}" for module in ("placed_adoption", "prev_perm")},
    **dict.fromkeys(("sw_episodes", "dolo"), "child-not-in-header-later-modules"),
}
_OF_CHILDREN_IN_NEED: Final = frozenset(
    {"referrals", "assessments", "edge-of-care", "gateway-decisions"}
    | {"court-applications", "court-hearings", "court-orders"}
)
_SHORT_BREAKS: Final = frozenset({"V3", "V4"})
# What may not last the three months from the year's end to the day of the last return.
_LIMITS: Final = {
    "L1": ("limit-police-protection",),
    "L2": ("limit-emergency-protection",),
    "V3": ("break-too-long", "break-too-many-days"),
    "T1": ("temporary-hospital-too-long",),
    "T3": ("temporary-holiday-too-long",),
    "T4": ("temporary-absence-too-long",),
}


class Finding(NamedTuple):
    """The name of a rule that a child's records break, and the reason."""

    rule: str
    why: str


class SentReturn(NamedTuple):
    """One return about a child: the rows as drawn, the lines as written, and the defect in it, if any."""

    year: ReturnYear
    rows: ReturnRows
    lines: Sequence[Line]
    defect: Defect | None


def findings(
    authority: Authority, truth: ChildTruth, change: Change | None, sent: Sequence[SentReturn], rows: Sequence[Entry]
) -> Iterator[Finding]:
    """The findings about one child, in no order. ``sent``: every return; ``rows``: those of the local registers."""
    naming = [each for each in sent if each.rows.episodes]
    yield from _of_header(truth, change, sent, rows)
    yield from _of_defects(truth, change, sent)
    if naming:
        yield from _of_beginning(truth, sent, naming[0], change)
        yield from _of_what_is_open(authority, truth, change, naming[-1], is_known=_is_in_header(sent))
    if change is not None:
        yield from _of_uncorrected(truth, change, sent, rows)
        yield from _of_extract(truth, change, sent[-1].year)


def _is_in_header(sent: Sequence[SentReturn]) -> bool:
    return any(module == "header" for each in sent for module, _ in each.lines)


def _of_header(
    truth: ChildTruth, change: Change | None, sent: Sequence[SentReturn], rows: Sequence[Entry]
) -> Iterator[Finding]:
    """Findings about a child without a Header row."""
    if _is_in_header(sent):
        return
    why = NOT_IN_HEADER if change is None or any(each.lines for each in sent) else change.kind
    modules = {module for each in sent for module, _ in each.lines}
    for rule in {_NOT_IN_HEADER[module] for module in modules}:
        yield Finding(rule, why)
    if truth.visitors or any(row.register not in _OF_CHILDREN_IN_NEED for row in rows):
        yield Finding("child-of-local-table-not-in-header", why)


def _of_defects(truth: ChildTruth, change: Change | None, sent: Sequence[SentReturn]) -> Iterator[Finding]:
    for at, each in enumerate(sent):
        if each.defect is None:
            continue
        if each.defect.kind == NO_SUCH_DATE:
            yield Finding("rows-set-aside", NO_SUCH_DATE)
        if each.defect.kind == UNKNOWN_CODE and _stays(each.rows.episodes[0], truth, change, sent[at + 1 :]):
            yield Finding("episode-without-need", UNKNOWN_CODE)


def _stays(row: Episode, truth: ChildTruth, change: Change | None, later: Sequence[SentReturn]) -> bool:
    """Whether no later return states or withdraws the row again."""
    again = any(row.decom == sent.decom for each in later for sent in each.rows.episodes)
    corrected = change is not None and any(each.rows.episodes and each.year.at == change.corrected_by for each in later)
    return not again and not (corrected and all(row.decom != true.decom for true in truth.episodes))


def _of_beginning(
    truth: ChildTruth, sent: Sequence[SentReturn], first: SentReturn, change: Change | None
) -> Iterator[Finding]:
    if first.rows.episodes[0].rne != "S":
        yield Finding("episode-first-not-start", BEFORE_THE_FIRST_RETURN)
    named = [each.year.at for each in sent if each.lines]
    passed_by = [each.year for each in sent if not each.lines and each.year.at < max(named)]
    true = {row.decom for row in truth.episodes}
    rows = {row.decom: row for each in sent for row in each.rows.episodes if row.decom in true}  # as last sent
    if change is not None and any(_reaches(row, year) for row in rows.values() for year in passed_by):
        yield Finding("newcomer-begun-before", change.kind)


def _reaches(row: Episode, year: ReturnYear) -> bool:
    return row.decom <= year.last and (row.dec is None or row.dec > year.first)


def _of_what_is_open(
    authority: Authority, truth: ChildTruth, change: Change | None, last: SentReturn, *, is_known: bool
) -> Iterator[Finding]:
    """Findings about an episode that is open in the last return with the child."""
    row = last.rows.episodes[-1]
    if row.dec is not None:
        return
    is_wrong = change is not None and change.corrected_by == len(authority.return_years)
    why = change.kind if change is not None and is_wrong else SINCE_THE_LAST_RETURN
    if is_known and truth.person.eighteenth <= authority.return_years[-1].known_on.toordinal():
        is_lawful = (row.ls, row.place) == ("V2", "K2")
        yield Finding("open-past-18-in-community-home" if is_lawful else "overdue-closure", why)
    for code in (row.ls, row.place):
        yield from (Finding(rule, why) for rule in _LIMITS.get(code, ()))


def _of_uncorrected(
    truth: ChildTruth, change: Change, sent: Sequence[SentReturn], rows: Sequence[Entry]
) -> Iterator[Finding]:
    """Findings about errors that no return has corrected."""
    if change.corrected_by < len(sent):
        return
    if change.kind == NEVER_SENT_AGAIN:
        yield Finding("episode-never-sent-again", change.kind)
    answered = {row.year for row in truth.oc2}
    for each in sent[change.first :]:
        if each.year.number not in answered and _is_all_year(each.rows.episodes, each.year):
            yield Finding("outcome-health-missing", change.kind)
    if change.kind == LATE_START and any(row.register == "missing-incidents" for row in rows):
        sent_starts = {incident.start for incident in change.incidents}
        lost = [
            i for i in truth.incidents if i.start not in sent_starts and (i.end is None or i.end >= sent[0].year.first)
        ]
        if lost:
            had_care = any(each.rows.episodes for each in sent)
            yield Finding("missing-begun-after-care" if had_care else "missing-before-care", change.kind)


def _is_all_year(rows: Sequence[Episode], year: ReturnYear) -> bool:
    """Whether the rows of a return show care on every day of its year, short breaks excluded."""
    touching = [row for row in rows if row.dec is None or row.dec >= year.first]
    return (
        bool(touching)
        and touching[0].decom <= year.first
        and (touching[-1].dec is None or touching[-1].dec >= year.last)
        and all(row.ls not in _SHORT_BREAKS for row in touching)
        and all(before.dec == after.decom for before, after in pairwise(touching))
    )


def _of_extract(truth: ChildTruth, change: Change, last: ReturnYear) -> Iterator[Finding]:
    """Findings where the extract of the last day differs from the last return, which has just corrected the record."""
    if change.corrected_by != last.at:
        return
    shown = in_force(believed(truth, change, last), last.last)
    recorded = in_force(truth.episodes, last.last)
    if shown is None or shown.ls in _SHORT_BREAKS:
        return
    if recorded is None or started_on(truth.episodes, recorded) != started_on(change.episodes, shown):
        yield Finding("extract-other-period", change.kind)
    if recorded is not None and recorded.ls != shown.ls:
        yield Finding("extract-other-legal-status", change.kind)
    if recorded is not None and recorded.place not in (TEMPORARY | {shown.place}):
        yield Finding("extract-other-placement", change.kind)
