"""Why a child is in a figure or out of it: the verdicts, the spells looked at, the facts under them."""

from __future__ import annotations

from datetime import date

from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.projections.algebra.explanation import Explanation, Verdict, explain
from timeline.projections.indicators import CATALOGUE

D = date(2012, 3, 31)


def explained(rows: str, measure: str) -> Explanation:
    (case,) = story(rows).cases(Basis(D))
    return explain(CATALOGUE[measure], case, Basis(D))


def standing(verdict: Verdict) -> tuple[bool, bool | None, bool | None]:
    return (verdict.counted, verdict.meets, verdict.possible)


def test_a_child_who_is_not_counted_neither_meets_nor_does_not() -> None:
    found = explained("C1 2010-05-01 S V2 U6@Elm 2010-09-01 E4A", "missing-over-24h")
    assert [standing(verdict) for verdict in found.verdicts[:1]] == [(False, None, None)]
    assert found.left_out == ()


def test_a_child_who_may_meet_it_is_told_apart_from_one_who_does() -> None:
    rows = "C1 2010-05-01 S V2 U6@Elm\nC1 missing 2011-06-01 "
    assert standing(explained(rows + "2011-06-02", "missing-over-24h").verdicts[0]) == (True, False, True)
    assert standing(explained(rows + "2011-06-03", "missing-over-24h").verdicts[0]) == (True, True, True)
    assert standing(explained(rows + "2011-06-01", "missing-over-24h").verdicts[0]) == (True, False, False)


def test_who_is_left_out_is_told_why() -> None:
    assert explained("C1 2012-01-01 S V3 U6@Elm", "looked-after").left_out == ("short breaks",)


def test_the_grounds_are_what_was_found_and_what_there_was_to_choose_from_with_their_facts_alone() -> None:
    found = explained(
        """
        C1 born 2005-01-01
        C1 2010-05-01 S V2 U6@Elm 2010-09-01 E4A
        C1 2011-05-01 S V2 U6@Elm
        C1 review 2011-06-01
        """,
        "looked-after",
    )
    (ground,) = found.verdicts[0].grounds
    assert [spell.start for spell in ground.found] == [date(2011, 5, 1)]
    assert [spell.start for spell in ground.among] == [date(2010, 5, 1)]
    assert [fact.event.name for fact in found.facts] == [
        "became-looked-after",
        "ceased-to-be-looked-after",
        "became-looked-after",
    ]


def test_of_a_row_that_asks_several_things_each_is_a_ground() -> None:
    ceased = "the last of periods of care ended in the 12 months to the day"
    found = explained("C1 2011-05-01 S V2 U6@Elm 2011-09-01 E4A", "ceased-by-duration")
    asked = {dict(verdict.group)["duration"]: verdict.grounds for verdict in found.verdicts}
    assert [ground.looked_for for ground in asked["over 1 month and within 1 year"]] == [
        ceased,
        f"{ceased}, ended within 12 months",
        f"{ceased}, ended within 1 month",
    ]
    assert [ground.looked_for for ground in asked["over 1 year and under 2"]] == [
        ceased,
        f"{ceased}, ended within 12 months",
        f"{ceased}, lasting 2 years or more",
    ]
