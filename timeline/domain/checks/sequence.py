"""How episodes follow on each other: lengths, overlaps, gaps, starts, continuations.

Days are compared as reported, half-open: an episode that ends on the day the next begins leads up to it. An episode
without a day (rules 355, 356) is named once, as that, and takes no part in overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from timeline.domain.checks.history import START, History, ceased, lasts, same_report
from timeline.domain.checks.rule import Defect, Rule
from timeline.domain.codes import EPISODE_CONTINUES
from timeline.domain.spells.episodes import Episode

NOTHING_FOLLOWS = frozenset({"E2", "E15"})
"""Reasons ceased after which there can be no day looked after: died; found to be 18 or over."""


def zero_length(history: History) -> Iterable[Defect]:
    """Episodes that ended on the day they began."""
    return (_ended(row) for row in history.rows if row.ended_on == row.began_on)


def ends_before_it_begins(history: History) -> Iterable[Defect]:
    """Episodes that ended before the day they began."""
    return (_ended(row) for row in history.rows if row.ended_on is not None and row.ended_on < row.began_on)


def overlap(history: History) -> Iterator[Defect]:
    """Episodes that began before a closed one had ended: each with the one begun last before it."""
    lasting = [row for row in history.rows if lasts(row)]
    for n, row in enumerate(lasting):
        before = next((other for other in reversed(lasting[:n]) if _runs_into(other, row)), None)
        if before is not None:
            yield Defect.of(before, row, days=(row.began_on, before.ended_on))


def previous_not_closed(history: History) -> Iterator[Defect]:
    """Episodes still open though another has begun."""
    for row, after in pairwise(history.rows):
        if row.ended_on is None:
            yield Defect.of(row, after, days=(row.began_on, after.began_on))


def first_not_start(history: History) -> Iterator[Defect]:
    """A first episode that is no start."""
    if history.begins_in_care:
        yield Defect.of(history.rows[0], days=(history.rows[0].began_on,))


def start_without_gap(history: History) -> Iterator[Defect]:
    """Starts on the very day on which the episode before ended.

    From a short break to ordinary accommodation, or back, is a start: docs/definitions/README.md keeps the two apart.
    """
    for row in history.rows:
        if row.reason_for_new_episode == START:
            for before in history.ending_on(row.began_on, besides=row):
                if before.is_short_break == row.is_short_break:
                    yield Defect.of(before, row, days=(row.began_on,))


def ceased_but_continued(history: History) -> Iterator[Defect]:
    """Episodes that ended with an E code, though another goes on from them on the same day."""
    for row in history.rows:
        if row.reason_for_new_episode != START:
            for before in history.ending_on(row.began_on, besides=row):
                if ceased(before):
                    yield Defect.of(before, row, days=(row.began_on,))


def continuation_after_gap(history: History) -> Iterator[Defect]:
    """Episodes that go on from one that did not end on the day they began."""
    for before, row in pairwise(history.rows):
        continues = row.reason_for_new_episode != START
        if continues and not history.ending_on(row.began_on, besides=row):
            yield Defect.of(before, row, days=(before.ended_on, row.began_on))


def x1_without_continuation(history: History) -> Iterator[Defect]:
    """Episodes that ended with X1 where none begins on that day."""
    for row in history.rows:
        if row.ended_on is None or not lasts(row) or row.reason_episode_ceased not in EPISODE_CONTINUES:
            continue
        if not history.beginning_on(row.ended_on, besides=row):
            yield _ended(row)


def after_death_or_adulthood(history: History) -> Iterator[Defect]:
    """Episodes that ended because the child had died or was found to be an adult, with days looked after later."""
    for row in history.rows:
        if row.ended_on is None or row.reason_episode_ceased not in NOTHING_FOLLOWS:
            continue
        later = [
            other
            for other in history.rows
            if not same_report(other, row)
            and (other.began_on >= row.ended_on or other.ended_on is None or other.ended_on > row.ended_on)
        ]
        if later:
            yield Defect.of(row, *later, days=(row.ended_on, *(other.began_on for other in later)))


def need_changed(history: History) -> Iterator[Defect]:
    """Episodes whose category of need differs from that of the episode they go on from."""
    for row in history.rows:
        before = history.follows(row)
        if before is None or not _one_period(before, row):
            continue
        needs = {before.category_of_need, row.category_of_need}
        if len(needs) == 2 and None not in needs:
            yield Defect.of(before, row, days=(row.began_on,))


def _ended(row: Episode) -> Defect:
    return Defect.of(row, days=(row.began_on, row.ended_on))


def _runs_into(before: Episode, row: Episode) -> bool:
    """Whether ``before`` is closed, and was so only after ``row`` began."""
    closed_later = before.ended_on is not None and before.ended_on > row.began_on
    return closed_later and not same_report(before, row)


def _one_period(before: Episode, row: Episode) -> bool:
    """Whether both report one period of care, by their codes."""
    anew = row.reason_for_new_episode == START and ceased(before)
    return before.is_short_break == row.is_short_break and not anew


RULES = (
    Rule(
        id="episode-zero-length",
        rule_number="355",
        severity="error",
        title="An episode ends on the day it began",
        means="DEC equals DECOM. The episode has no day: it counts in no figure.",
        do="Correct DEC or DECOM, or delete the episode if the child did not stay.",
        source="SSDA903 validation rule 355; docs/definitions/README.md#period-of-care",
        find=zero_length,
    ),
    Rule(
        id="episode-ends-before-it-begins",
        rule_number="356",
        severity="error",
        title="An episode ends before it begins",
        means="DEC is earlier than DECOM. The episode has no day: it counts in no figure.",
        do="Correct DEC or DECOM.",
        source="SSDA903 validation rule 356",
        find=ends_before_it_begins,
    ),
    Rule(
        id="episode-overlap",
        rule_number="501",
        severity="error",
        title="An episode begins before the one before it has ended",
        means="DECOM is earlier than the DEC of an episode begun before. On the days that both cover, figures take the "
        "one begun last.",
        do="End the earlier episode on the day the later one began, or correct the later one's DECOM.",
        source="SSDA903 validation rule 501; docs/definitions/README.md#period-of-care",
        find=overlap,
    ),
    Rule(
        id="episode-previous-not-closed",
        rule_number="142",
        severity="error",
        title="A new episode has begun and the one before it is still open",
        means="Only the last episode may have no DEC. Figures take the one begun last.",
        do="Give the earlier episode its DEC and REC, or delete it if it was started anew under another DECOM.",
        source="SSDA903 validation rule 142; docs/definitions/README.md#period-of-care",
        find=previous_not_closed,
    ),
    Rule(
        id="episode-first-not-start",
        rule_number="357",
        severity="query",
        title="The first episode recorded is no start",
        means="RNE of the child's first episode is not S. Either an episode before it is missing, or RNE is wrong, or "
        "the returns recorded here begin later than the period of care did.",
        do="Import the earlier returns, or add the episode left out, or correct RNE to S.",
        source="SSDA903 validation rule 357; a query here, since earlier returns may not have been imported",
        find=first_not_start,
    ),
    Rule(
        id="episode-start-without-gap",
        rule_number="431",
        severity="error",
        title="A start on the day the episode before ended",
        means="RNE is S, but the child was looked after until that very day. By days it is one period of care.",
        do="Correct RNE to the change that took place and the earlier REC to X1, or correct one of the two dates.",
        source="SSDA903 validation rule 431; docs/definitions/README.md#period-of-care",
        find=start_without_gap,
    ),
    Rule(
        id="episode-ceased-but-continued",
        rule_number="432",
        severity="error",
        title="The child ceased to be looked after, yet the next episode goes on the same day",
        means="REC is an E code, but an episode that is no start begins on the same day. By days it is one period of "
        "care, and the E code is not its end.",
        do="Correct REC to X1, or the next episode's RNE to S and its DECOM.",
        source="SSDA903 validation rule 432; docs/definitions/README.md#period-of-care",
        find=ceased_but_continued,
    ),
    Rule(
        id="episode-continuation-after-gap",
        rule_number="433",
        severity="error",
        title="An episode goes on from one that did not end on that day",
        means="RNE is L, P, T, B or U, but no episode ended on the DECOM. A gap is a new period of care in figures.",
        do="Correct DECOM or the DEC before it, add the episode left out, or correct RNE to S.",
        source="SSDA903 validation rule 433; docs/definitions/README.md#period-of-care",
        find=continuation_after_gap,
    ),
    Rule(
        id="episode-x1-without-continuation",
        rule_number="388",
        severity="error",
        title="An episode ends for another that does not begin",
        means="REC is X1, but no episode begins on the DEC. Figures count the child as ceased on that day, with the "
        "destination not recorded.",
        do="Add the episode that follows, correct the dates, or give the E code if the child ceased.",
        source="SSDA903 validation rule 388; docs/definitions/README.md#period-of-care",
        find=x1_without_continuation,
    ),
    Rule(
        id="episode-after-death-or-adulthood",
        rule_number="437",
        severity="error",
        title="Looked after although the child had died or was found to be an adult",
        means="REC is E2 or E15, and there are days looked after later.",
        do="Correct REC, or delete what follows.",
        source="SSDA903 validation rule 437",
        find=after_death_or_adulthood,
    ),
    Rule(
        id="episode-need-changed",
        rule_number="504",
        severity="error",
        title="The category of need changes within a period of care",
        means="CIN differs from that of the episode before. It is fixed for the period of care.",
        do="Give every episode of the period the category of need it started with.",
        source="SSDA903 validation rule 504",
        find=need_changed,
    ),
)
