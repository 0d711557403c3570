"""Breakdowns: how a child is labelled, and on which day each indicator looks at the child."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.stories import Block, Told, record, story
from timeline.domain import events as e
from timeline.domain.entries import Entry
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.rulebook.bands import AGE_BANDS

AS_AT = "2012-03-31"


def labels(told: Told, measure: str, by: str) -> dict[str, str]:
    """Each child that meets a row of the breakdown, with its label."""
    rows = told.ask(measure, AS_AT, by=by).rows
    return {child: str(row.group[by]) for row in rows if by in row.group for child in row.meets}


MOVED_ON = """
    C1 born 2001-06-01 2
    C1 2011-05-01 S V2 U6@Elm 2011-05-20 X1
    C1 2011-05-20 B C2 K2@Oak 2011-08-01 E4A
    C1 2011-08-02 S E1 A4@Ash 2012-02-01 E11
    C2 2011-07-01 S C2 P1@Home
"""


@pytest.mark.parametrize(
    ("measure", "by", "label"),
    [
        ("started", "age", "5 to 9"),
        ("ceased", "age", "10 to 15"),
        ("started", "legal-status", "Accommodated under section 20"),
        ("ceased", "legal-status", "Placement order"),
        ("started", "placement", "Foster placement"),
        ("ceased", "placement", "Placed for adoption"),
        ("ceased", "destination", "Adopted"),
        ("ceased", "reason", "E11"),
        ("ceased-by-duration", "reason", "E11"),
        ("ceased-destination", "duration", "over 1 month and within 1 year"),
        ("started", "sex", "Female"),
        ("started", "ethnicity", "not recorded"),
        ("started", "uasc", "not UASC"),
    ],
)
def test_a_child_is_seen_when_the_first_start_began_or_when_the_last_period_ended(
    measure: str, by: str, label: str
) -> None:
    """Ceased on the day the episode ends: seen under the codes of the day before."""
    assert labels(story(MOVED_ON), measure, by)["C1"] == label


@pytest.mark.parametrize(
    ("by", "label"),
    [
        ("legal-status", "Full care order"),
        ("placement", "Placed with parents"),
        ("age", "not recorded"),
        ("sex", "not recorded"),
    ],
)
def test_a_child_looked_after_is_seen_on_the_day_asked_about(by: str, label: str) -> None:
    assert labels(story(MOVED_ON), "looked-after", by) == {"C2": label}


def test_need_and_provider_are_those_of_the_episode_in_force() -> None:
    told = story("C1 2011-05-01 S V2 U6@Elm")
    assert set(labels(told, "looked-after", "need")) == set(labels(told, "looked-after", "provider")) == {"C1"}
    assert labels(told, "looked-after", "need")["C1"].lower().startswith("abuse or neglect")
    assert "not recorded" not in labels(told, "looked-after", "provider").values()


def registered(told_as: dict[str, object]) -> Block:
    """Particulars that the rows of a story have no words for, and an episode of the same child."""
    born, began = date(2005, 1, 1), date(2011, 5, 1)
    rows: list[Entry] = [
        e.ChildRegistered.from_content({"occurred_on": born, "ethnicity": told_as.get("ethnicity")}),
        e.BecameLookedAfter.from_content({"occurred_on": began, "placement": told_as.get("placement", {})}),
    ]
    if "ceases_on" in told_as:
        status = {"occurred_on": born, "ceases_on": told_as["ceases_on"]}
        rows.append(e.UnaccompaniedAsylumSeekerRecorded.from_content(status))
    return Block(began, None, {"C1": rows})


@pytest.mark.parametrize(
    ("told_as", "by", "label"),
    [
        ({"ethnicity": "WBRI"}, "ethnicity", "White"),
        ({"ethnicity": "MWBC"}, "ethnicity", "Mixed"),
        ({}, "ethnicity", "not recorded"),
        ({}, "need", "not recorded"),
        ({}, "provider", "not recorded"),
        ({}, "uasc", "not UASC"),
        ({"ceases_on": None}, "uasc", "UASC"),
        ({"ceases_on": date(2012, 4, 1)}, "uasc", "UASC"),
        ({"ceases_on": date(2012, 3, 31)}, "uasc", "not UASC"),
    ],
)
def test_what_is_recorded_of_a_child_has_its_group(told_as: dict[str, object], by: str, label: str) -> None:
    """A status that ceases on the day is over at its end, like every span of days."""
    assert labels(record([registered(told_as)]), "looked-after", by) == {"C1": label}


@pytest.mark.parametrize(
    ("ended_on", "label"),
    [
        ("2011-06-30", "within 1 month"),
        ("2011-07-01", "over 1 month and within 1 year"),
        ("2012-05-30", "over 1 month and within 1 year"),
        ("2012-05-31", "over 1 year and under 2"),
        ("2013-05-29", "over 1 year and under 2"),
        ("2013-05-30", "2 years or more"),
    ],
)
def test_how_long_it_lasted_goes_by_the_corresponding_date(ended_on: str, label: str) -> None:
    """``docs/definitions/README.md``: within n ends on or before the corresponding date, n or more on or after it."""
    told = story(f"C1 2011-05-30 S V2 U6@Elm {ended_on} E4A")
    rows = told.ask("ceased-destination", ended_on, by="duration").rows
    assert {str(row.group["duration"]) for row in rows if "duration" in row.group and row.meets} == {label}


def test_an_episode_of_one_day_is_the_one_in_force_when_care_ends_after_it() -> None:
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-08-01 X1
        C1 2011-08-01 P C2 K2@Oak 2011-08-02 E4A
        """
    )
    assert labels(told, "ceased", "legal-status") == {"C1": "Full care order"}


def test_a_child_seen_as_at_the_day_is_as_old_as_on_that_day_though_care_ended_before() -> None:
    told = story(
        """
        C1 born 2002-01-01
        C1 2011-05-01 S V2 U6@Elm 2011-08-01 E4A
        C1 missing 2011-06-01 2011-06-09
        """
    )
    assert labels(told, "missing-over-24h", "age") == {"C1": "10 to 15"}


AGES = """
    C1 born 2011-06-01 2
    C2 born 2008-06-01 2
    C3 born 2004-06-01 2
    C4 born 2000-06-01 2
    C5 born 1995-06-01 2
    C1 2011-07-01 S C2 U6@Elm
    C2 2011-02-01 S C2 U6@Elm
    C3 2011-02-01 S C2 U6@Elm
    C4 2011-02-01 S C2 U6@Elm
    C5 2010-02-01 S C2 U6@Elm
    C6 2010-02-01 S C2 U6@Elm
"""


def test_bands_of_age_come_from_the_youngest_and_what_is_not_recorded_last() -> None:
    rows = story(AGES).ask("looked-after", AS_AT, by="age").rows
    assert [row.group.get("age") for row in rows] == [
        *(None, "under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over", "not recorded"),
    ]


def test_every_breakdown_by_bands_names_all_of_them_in_order() -> None:
    """Whatever labels there are, in whatever order they are found."""
    age, duration = DIMENSIONS["age"], DIMENSIONS["duration"]
    assert [each.label for each in AGE_BANDS] == [band for band in age.bands if band != "before birth"]
    for dimension in (age, duration):
        assert dimension.in_order([*reversed(dimension.bands), None, "not recorded"]) == [
            *dimension.bands,
            "not recorded",
        ]
    assert duration.bands == (
        *("within 1 month", "over 1 month and within 1 year", "over 1 year and under 2", "2 years or more"),
    )
    assert DIMENSIONS["sex"].in_order(["not recorded", "Male", None, "Female", "Male"]) == [
        *("Female", "Male", "not recorded"),
    ]
