"""What a finding names, and where the rules draw their lines."""

from __future__ import annotations

import pytest

from tests.support.local import LOCAL_EVENTS, event_of
from tests.unit.checks_histories import (
    CHILD,
    GONE,
    OPEN,
    START,
    away,
    beginning,
    born,
    day,
    decided,
    ending,
    episode,
    extract,
    found,
    header,
    lived,
    missing,
    no_date,
    permanence,
    registered,
    review,
    said,
    story,
    unaccompanied,
)
from timeline.domain import events as e
from timeline.domain.checks import check
from timeline.domain.checks.history import history
from timeline.domain.entries import fact_id


def named(events: list[e.Event]) -> list[str]:
    """The rules that these events break."""
    return [rule for rule, _ in said(check(story(events)))]


# ------------------------------------------------------------------------------------- which facts a finding names


def test_a_finding_names_the_facts_in_the_order_they_happened() -> None:
    first = [beginning("2018-01-10"), ending("2018-01-10", "2018-03-01", "E4A")]
    second = beginning("2018-02-28")
    (finding,) = check(story([second, *reversed(first), *born()]))
    # The later episode begins before the earlier one's ending.
    assert finding.facts == tuple(fact_id(CHILD, event) for event in (first[0], second, first[1]))
    assert finding.days == (day("2018-02-28"), day("2018-03-01"))


def test_a_defect_of_a_beginning_with_two_endings_is_named_once() -> None:
    began = beginning("2018-01-10")
    endings = [ending("2018-01-10", "2018-03-01", "E4A"), ending("2018-01-10", "2018-04-01", "E8")]
    assert named([*born("2018-01-11"), began, *endings]) == ["ending-twice", "episode-before-birth"]


def test_an_ending_that_says_which_beginning_it_means_does_not_end_the_other() -> None:
    closed, still_open = beginning("2018-01-10", place="U6 Elm"), beginning("2018-01-10", place="U6 Oak")
    rules = named([*born(), closed, still_open, ending("2018-01-10", "2018-03-01", "E8", of=closed)])
    assert "ending-twice" not in rules
    assert "ending-without-beginning" not in rules


def test_an_ending_that_means_a_beginning_that_is_not_known_is_an_orphan() -> None:
    known, unknown = beginning("2018-01-10", place="U6 Elm"), beginning("2018-01-10", place="U6 Oak")
    assert named([*born(), known, ending("2018-01-10", "2018-03-01", "E8", of=unknown)]) == ["ending-without-beginning"]


def test_a_reason_without_a_date_is_half_an_ending_too() -> None:
    assert named(OPEN + no_date("2018-01-10", "E4A")) == ["episode-half-an-ending"]


def test_a_finding_does_not_print_the_child() -> None:
    (finding,) = check(story(born("2002-03-31") + episode("2018-01-10", "S")))
    assert CHILD not in repr(finding)


def test_parts_of_a_placement_that_are_not_known_are_not_known_to_differ() -> None:
    unknown = episode("2018-03-01", "L", status="C2", place="U6")
    assert check(story(START + unknown)) == []


def test_nothing_is_said_of_a_move_between_placements_of_unknown_type() -> None:
    rows = [*episode("2018-01-10", "S", "2018-03-01", "X1", place=None), *episode("2018-03-01", "P", place=None)]
    assert check(story(born() + rows)) == []


def test_a_need_that_is_not_known_has_not_changed() -> None:
    assert check(story(START + episode("2018-03-01", "P", place="U6 Oak", need=None))) == []


def test_a_move_and_a_new_order_recorded_apart_on_one_day_are_each_compared_with_the_one_before() -> None:
    order = beginning("2018-03-01", "L", status="C2")
    closed = ending("2018-03-01", "2018-03-01", "X1", of=order)
    moved = beginning("2018-03-01", "P", status="C2", place="U6 Oak")
    assert named([*START, order, closed, moved]) == ["episode-zero-length", "episode-begun-twice"]


# ---------------------------------------------------------------------------------------------------- several endings


def test_of_two_endings_of_one_episode_neither_follows_on_the_other() -> None:
    moved = [beginning("2018-03-01", "P", place="U6 Oak"), ending("2018-03-01", "2018-04-01", "E8")]
    assert named([*START, *moved, ending("2018-03-01", "2018-05-01", "E8")]) == ["ending-twice"]


def test_an_ending_that_names_the_day_asked_about_is_an_orphan_on_that_day() -> None:
    assert named([*OPEN, found("2020-03-31", "2020-03-31")]) == ["ending-without-beginning"]


# ------------------------------------------------------------------------------------------------------------ sequence


def test_an_ending_before_the_beginning_leads_up_to_nothing() -> None:
    rows = episode("2018-03-10", "S", "2018-03-01", "E8") + episode("2018-03-01", "S", "2018-03-05", "E8")
    assert named(born() + rows) == ["episode-ends-before-it-begins"]


def test_an_episode_without_a_day_needs_no_continuation() -> None:
    assert named(born() + episode("2018-01-10", "S", "2018-01-10", "X1")) == ["episode-zero-length"]


def test_after_a_gap_an_episode_is_compared_with_none() -> None:
    """The placement is the same as before the gap; whether it changed in between nobody can say."""
    assert named(GONE + episode("2018-03-02", "P")) == ["episode-continuation-after-gap"]


def test_an_overlap_names_the_episode_begun_last_of_those_that_still_ran() -> None:
    rows = (
        episode("2018-01-10", "S", "2018-09-01", "E8")
        + episode("2018-02-01", "S", "2018-08-01", "E8")
        + episode("2018-03-01", "S", "2018-04-01", "E8")
    )
    assert said(check(story(born() + rows))) == [
        ("episode-overlap", (day("2018-02-01"), day("2018-09-01"))),
        ("episode-overlap", (day("2018-03-01"), day("2018-08-01"))),
    ]


@pytest.mark.parametrize(
    ("other", "goes_on"),
    [
        (episode("2018-01-05", "S", "2018-02-28", "E8"), False),
        (episode("2018-01-05", "S", "2018-03-01", "E8"), False),
        (episode("2018-01-05", "S", "2018-03-02", "E8"), True),
        (episode("2018-01-05", "S"), True),
        (episode("2018-03-01", "S", "2018-03-01", "E8"), True),
        (episode("2018-03-02", "S", "2018-03-03", "E8"), True),
    ],
)
def test_after_death_there_is_neither_a_beginning_nor_a_day(other: list[e.Event], goes_on: bool) -> None:
    died = episode("2018-01-10", "S", "2018-03-01", "E2")
    assert ("episode-after-death-or-adulthood" in named(born() + died + other)) is goes_on


def test_a_start_on_the_day_care_ended_may_have_another_need() -> None:
    assert named(GONE + episode("2018-03-01", "S", need="N2")) == ["episode-start-without-gap"]


def test_a_start_that_the_episode_before_goes_on_in_may_not() -> None:
    rows = START + episode("2018-03-01", "S", need="N2")
    assert named(rows) == ["episode-start-without-gap", "episode-need-changed"]


def test_a_short_break_has_a_need_of_its_own() -> None:
    short_break = episode("2018-01-10", "S", "2018-01-12", "E8", status="V3", need="N2")
    assert named(born() + short_break + episode("2018-01-12", "S", need="N1")) == []


# ---------------------------------------------------------------------------------------------------------- placements


@pytest.mark.parametrize("part", ["type", "provider", "postcode", "urn"])
def test_each_part_of_a_placement_s_identity_counts(part: str) -> None:
    home = e.PlacementDetails(type="U6", provider="PR1", postcode="Elm", urn="SC000001")
    other = {"type": "U4", "provider": "PR4", "postcode": "Oak", "urn": "SC000002"}[part]
    changed = home.model_copy(update={part: other})
    began = beginning("2018-01-10").model_copy(update={"placement": home})
    rows = [*born(), began, ending("2018-01-10", "2018-03-01", "X1")]
    ordered = beginning("2018-03-01", "L", status="C2").model_copy(update={"placement": changed})
    moved = beginning("2018-03-01", "P").model_copy(update={"placement": changed})
    assert named([*rows, ordered]) == ["placement-legal-status-change-not-reflected"]
    assert named([*rows, moved]) == []


# ------------------------------------------------------------------------------------------------- missing and reviews


def test_an_incident_of_the_first_day_looked_after_lies_in_the_period() -> None:
    assert named(GONE + missing("2018-01-10")) == ["missing-after-care-ended"]


def test_an_incident_before_a_history_that_begins_in_the_middle_of_care_is_no_defect() -> None:
    """Returns recorded here may begin later than care did: who was looked after in 2017 is not told."""
    before = [*born(), *missing("2017-06-01", "2017-06-02")]
    assert named([*before, *episode("2018-01-10", "P")]) == ["episode-first-not-start"]
    assert named([*before, *episode("2018-01-10", "S")]) == ["missing-before-care"]
    assert named(before) == ["missing-before-care"]


def test_an_incident_that_ended_on_the_day_it_began_comes_first_whatever_its_kind() -> None:
    assert named(OPEN + missing("2018-02-01", "2018-02-03") + away("2018-02-01", "2018-02-01")) == []
    assert named(OPEN + missing("2018-02-01", "2018-02-01") + away("2018-02-01", "2018-02-03")) == []
    assert named(OPEN + missing("2018-02-01") + away("2018-02-01", "2018-02-01")) == []


def test_an_overlap_of_incidents_names_the_one_begun_last_of_those_that_still_ran() -> None:
    rows = missing("2018-02-01", "2018-02-20") + away("2018-02-02", "2018-02-10") + missing("2018-02-03", "2018-02-04")
    assert said(check(story(OPEN + rows))) == [
        ("missing-overlap", (day("2018-02-02"), day("2018-02-20"))),
        ("missing-overlap", (day("2018-02-03"), day("2018-02-10"))),
    ]


def test_a_review_on_the_first_or_last_day_of_a_short_break_is_in_it() -> None:
    short_break = episode("2018-01-10", "S", "2018-01-12", "E8", status="V3")
    for on in ("2018-01-10", "2018-01-12"):
        assert named(born() + short_break + review(on)) == ["review-in-short-break"]
    for on in ("2018-01-09", "2018-01-13"):
        assert named(born() + short_break + review(on)) == []


# ------------------------------------------------------------------------------------------------- ages and adoption


def test_another_code_for_the_same_sex_is_no_other_sex() -> None:
    assert named([*registered("2012-05-01", sex="M"), *unaccompanied("2012-05-01", sex="1")]) == []


@pytest.mark.parametrize(
    ("place", "began", "born_on", "rules"),
    [
        ("P2", "2023-10-27", "2008-10-27", []),
        ("P2", "2023-10-27", "2008-10-28", ["age-independent-living-too-young"]),
        ("H5", "2023-10-27", "2009-10-27", []),
        ("H5", "2023-10-28", "2007-10-28", []),
        ("H5", "2023-10-28", "2007-10-29", ["age-supported-accommodation-too-young"]),
    ],
)
def test_supported_accommodation_has_been_for_16_and_over_since_28_october_2023(
    place: str, began: str, born_on: str, rules: list[str]
) -> None:
    told = story([*born(born_on), *episode(began, "S", place=place)], as_at=day("2024-03-31"))
    assert [rule for rule, _ in said(check(told))] == rules


def test_a_status_lasts_over_a_move_and_no_longer() -> None:
    first, second = (
        episode("2018-01-10", "S", "2018-01-12", "X1", status="L1"),
        episode("2018-01-12", "P", "2018-01-14", "X1", status="L1", place="U6 Oak"),
    )
    after = episode("2018-01-14", "L", status="C1", place="U6 Oak")
    assert named([*born(), *first, *second, *after]) == ["limit-police-protection"]


def test_a_decision_before_a_history_that_begins_in_the_middle_of_care_is_no_defect() -> None:
    middle = [*born(), *episode("2018-01-10", "P"), *decided("2018-01-09")]
    assert named(middle) == ["episode-first-not-start"]


def test_without_the_module_that_has_decisions_nobody_is_undecided() -> None:
    placed = episode("2018-03-01", "P", place="A4 Yew")
    assert named(START + placed) == []


def test_after_a_reversal_another_decision_may_stand() -> None:
    adopted = START + episode("2018-03-01", "P", "2018-09-01", "E11", place="A4 Yew")
    assert named(adopted + decided("2018-02-01", "2018-02-03") + decided("2018-02-10")) == []


def test_home_from_hospital_to_adopters_who_fostered_is_no_move() -> None:
    away_and_back = [
        *episode("2018-03-01", "T", "2018-04-01", "X1", place="A3"),
        *episode("2018-04-01", "P", "2018-04-05", "X1", place="T1"),
        *episode("2018-04-05", "P", place="A3"),
    ]
    assert named(START + away_and_back) == []


# --------------------------------------------------------------------------------- what other sources know beside


@pytest.mark.parametrize("reason", ["P", "L", "T", "U", "B"])
def test_of_a_period_told_from_its_middle_on_an_extract_may_know_an_earlier_start_and_no_later_one(reason: str) -> None:
    middle = [*born(), *episode("2018-01-10", reason)]
    untold, differs = "episode-first-not-start", "extract-other-period"
    assert named([*middle, *extract("2018-03-31", "2015-06-01")]) == [untold]
    assert named([*middle, *extract("2018-03-31", "2018-01-10")]) == [untold]
    assert named([*middle, *extract("2018-03-31", "2018-01-11")]) == [untold, differs]


def test_of_a_period_told_from_its_middle_on_an_extract_cannot_know_another_end() -> None:
    middle = [*born(), *episode("2018-01-10", "P", "2018-03-01", "E4A")]
    ended = extract("2018-03-31", "2015-06-01", ceased_on="2018-03-02")
    assert named([*middle, *ended]) == ["episode-first-not-start", "extract-other-period"]


def test_the_start_of_a_later_period_is_told_and_an_extract_cannot_know_another() -> None:
    two = [*born(), *episode("2018-01-10", "P", "2018-02-01", "E4A"), *episode("2018-03-01", "S")]
    assert named([*two, *extract("2018-03-31", "2018-02-28")]) == ["episode-first-not-start", "extract-other-period"]


def _local(kind: type[e.Event]) -> e.Event:
    return event_of(kind, day("2018-01-10"), 1, [])[0]


@pytest.mark.parametrize("kind", LOCAL_EVENTS)
def test_only_a_table_of_children_looked_after_must_name_children_of_a_return(kind: type[e.Event]) -> None:
    """A child in need, at the edge of care or before a court need never be looked after."""
    of_children_looked_after = {"plans", "plan-reviews", "health-assessments", "audits", "audit-actions"}
    found_it = "child-of-local-table-not-in-header" in named([_local(kind)])
    assert found_it is (kind.module in of_children_looked_after)
    assert "child-of-local-table-not-in-header" not in named([*born(), _local(kind)])


# ---------------------------------------------------------------------------------------- what a return must give


def named_of(events: list[e.Event], by: int) -> list[str]:
    """The rules that these events break, as the return for the year that ends in this one states them."""
    return [rule for rule, _ in said(check(story(events, by=by, as_at=day(f"{by}-06-30"))))]


@pytest.mark.parametrize(("born_on", "rules"), [("2006-04-02", ["child-mother-under-11"]), ("2006-04-01", [])])
def test_a_mother_was_11_when_the_year_began(born_on: str, rules: list[str]) -> None:
    girl = header(born_on, sex="2", mother=True, child_born_on="2017-05-01")
    assert named_of(girl + lived("2017-04-10"), 2018) == rules


def test_of_what_no_return_states_nothing_is_missed() -> None:
    """A journal says what it knows."""
    assert named(registered("2012-05-01") + episode("2018-01-10", "S", place=None, need=None, status=None)) == []


@pytest.mark.parametrize(("reason", "is_wrong"), [("S", True), ("L", True), ("T", True), ("P", False), ("B", False)])
def test_a_temporary_placement_begins_with_a_move(reason: str, is_wrong: bool) -> None:
    rows = [*START, beginning("2018-03-01", reason, place="T1", status="C2" if reason in "LB" else "V2")]
    assert ("placement-starts-temporary" in named(rows)) is is_wrong


@pytest.mark.parametrize(
    ("began", "reason", "is_wrong"),
    [("2015-03-31", "P", False), ("2015-04-01", "P", True), ("2015-04-01", "L", True), ("2015-04-01", "T", False)],
)
def test_placed_for_adoption_with_the_carer_says_so_since_april_2015(began: str, reason: str, is_wrong: bool) -> None:
    rows = [*born(), *episode("2014-01-10", "S", began, "X1"), beginning(began, reason, place="A3", status="E1")]
    assert ("adoption-with-carer-by-another-reason" in named(rows)) is is_wrong


@pytest.mark.parametrize(
    ("rows", "is_all_year"),
    [
        (episode("2017-04-01", "S", "2018-03-31", "E8"), True),
        (episode("2017-04-02", "S"), False),
        (episode("2016-05-01", "S", "2018-03-30", "E8"), False),
        (episode("2016-05-01", "S", "2017-06-01", "X1") + episode("2017-06-01", "P", place="U6 Oak"), True),
        (episode("2016-05-01", "S", "2017-06-01", "X1") + episode("2017-06-02", "P", place="U6 Oak"), False),
        (episode("2016-05-01", "S", "2017-06-01", "E8") + episode("2017-06-01", "P", place="U6 Oak"), False),
        (episode("2016-05-01", "S", "2017-06-01", None) + episode("2017-06-01", "P", place="U6 Oak"), False),
        (episode("2016-05-01", "S", "2017-06-01", "X1") + episode("2017-06-01", "S", place="U6 Oak"), False),
        (episode("2016-05-01", "S", "2017-04-01", "X1") + episode("2017-04-01", "S", place="U6 Oak"), True),
        (episode("2016-05-01", "S", "2017-06-01", "X1"), False),
        (episode("2016-05-01", "S", "2017-04-01", "E8"), False),
        (
            episode("2017-03-30", "S", "2017-04-01", "E8", status="V3") + episode("2017-04-01", "S"),
            False,
        ),
        ([], False),
    ],
)
def test_looked_after_for_the_12_months_to_31_march(rows: list[e.Event], is_all_year: bool) -> None:
    """From the first day of the year to the last, by the codes and by the days, and no day of it in a short break."""
    assert history(story(born() + rows)).looked_after_all_year(day("2018-03-31")) is is_all_year


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("10/01/2018", "2018-01-10"),
        ("zz/02/2018", "2018-02-28"),
        ("zz/ZZ/2018", "2018-12-31"),
        ("zz/zz/zzzz", None),
        ("ZZ/01/2018", "2018-01-31"),
    ],
)
def test_an_order_unknown_in_part_is_taken_for_the_latest_day_it_can_be(text: str, latest: str | None) -> None:
    care = [*born(), *episode(latest or "2018-01-10", "S")]
    before = [*born(), *episode("2019-01-01", "S")]
    given = permanence("2012-05-01", "P1", "301", text)
    assert ("permanence-order-after-start" in named(care + given)) is (latest is not None)
    assert named(before + given) == []


@pytest.mark.parametrize(
    ("urn", "place", "by", "is_wrong"),
    [
        ("SC000001", "H5 Elm", 2023, True),
        ("SC000001", "H5 Elm", 2024, False),
        ("SC000001", "P2 Elm", 2024, True),
        ("SC000001", "P2 Elm", 2025, False),
        ("SC000001", "Z1 Elm", 2025, True),
        ("SC000001", "Z11 Elm", 2026, True),
        ("XXXXXXX", "R1 Elm", 2018, False),
        ("SC000001", "K2 Elm", 2018, False),
    ],
)
def test_which_placements_have_no_number_of_a_provider_goes_by_the_return(
    urn: str, place: str, by: int, is_wrong: bool
) -> None:
    rows = named_of(header("2006-05-01") + lived("2017-05-10", place=place, urn=urn, provider=None), by)
    assert ("provider-number-of-unregistered" in rows) is is_wrong


@pytest.mark.parametrize(
    ("place", "by", "rules"),
    [
        ("T4 Elm", 2025, {"provider-of-temporary-placement", "provider-of-other-placement"}),
        ("T4 Elm", 2026, {"provider-of-temporary-placement"}),
        ("Z11 Elm", 2026, {"provider-of-temporary-placement", "provider-of-other-placement"}),
        ("Z1 Elm", 2025, {"provider-of-other-placement"}),
        ("K2 Elm", 2026, set()),
    ],
)
def test_which_placements_have_no_provider_goes_by_the_return(place: str, by: int, rules: set[str]) -> None:
    """T4 is left to rule 213 from the return of 2025-26 on, and Z11 to Z14 stand in the place of Z1."""
    found = named_of(header("2012-05-01") + lived(f"{by - 1}-05-10", place=place), by)
    assert {rule for rule in found if rule.startswith("provider-of")} == rules


@pytest.mark.parametrize(
    ("began", "reason", "is_wrong"), [("2016-03-31", "P", True), ("2016-04-01", "P", False), ("2016-03-31", "S", True)]
)
def test_who_was_in_care_before_previous_permanence_was_collected_did_not_start_since(
    began: str, reason: str, is_wrong: bool
) -> None:
    rows = [*born(), *episode(began, reason), *permanence("2012-05-01", "P1")]
    assert ("permanence-without-start" in named(rows)) is is_wrong
