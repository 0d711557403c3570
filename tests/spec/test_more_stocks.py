"""Unaccompanied children, providers, missing incidents for each child, permanence."""

from __future__ import annotations

from fractions import Fraction

from tests.spec.facts import told
from tests.support.stories import story

D = "2012-03-31"


def test_unaccompanied_until_the_status_ceases() -> None:
    found = told(
        """
        C1 2011-01-01 S V2 U6@Elm
        1996-01-01 C1 unaccompanied-asylum-seeker-recorded
        C2 2011-01-01 S V2 U6@Elm
        1996-01-01 C2 unaccompanied-asylum-seeker-recorded ceases_on=2012-03-31
        C3 2011-01-01 S V2 U6@Elm
        """
    )
    row = found.row("uasc", D)
    assert (row.meets, row.denominator) == ({"C1"}, 3)
    assert found.who("uasc", "2012-03-30") == {"C1", "C2"}


def test_providers_part_the_children_looked_after() -> None:
    found = story("C1 2011-01-01 S V2 U6@Elm")
    assert found.who("placement-provider", D, provider="Own provision") == {"C1"}
    rows = found.ask("placement-provider", D).rows
    assert sum(row.numerator or 0 for row in rows) == 1


MISSING = """
    C1 2011-01-01 S V2 U6@Elm
    C1 missing 2011-03-20 2011-04-01
    C1 missing 2011-06-01 2011-06-02
    C2 2011-01-01 S V2 U6@Elm
    C2 missing 2011-06-01 2011-06-02
    C2 missing 2011-07-01 2011-07-02
    C2 missing 2011-08-01 2011-08-02
    C3 2011-01-01 S V2 U6@Elm
    C3 away 2011-08-01 2011-08-02
    C4 missing 2011-08-01 2011-08-02   ; not looked after
"""


def test_missing_incidents_for_each_child_who_was_missing() -> None:
    """One carried into the year counts for the child, and did not begin in it."""
    found = story(MISSING)
    row = found.row("missing-incidents", D)
    assert (row.numerator, row.denominator, row.value) == (5, 2, Fraction(5, 2))
    assert found.row("missing-incidents", D, count="children missing").value == Fraction(200, 3)
    assert found.row("missing-incidents", D, count="missing incidents").numerator == 5
    assert found.who("missing-incidents", D, count="children missing more than once") == {"C2"}
    assert found.who("missing-incidents", D, count="children away without authorisation") == {"C3"}
    assert found.row("missing-incidents", D, count="absences without authorisation").numerator == 1


def test_permanence_is_adoption_special_guardianship_or_an_order() -> None:
    left = "C{n} 2011-01-01 S C2 U6@Elm 2011-09-01 {reason}\n"
    reasons = ("E11", "E44", "E46", "E41", "E4A", "E8")
    found = story("".join(left.format(n=n, reason=reason) for n, reason in enumerate(reasons, 1)))
    row = found.row("permanence-tracking", D)
    assert (row.meets, row.denominator) == ({"C1", "C2", "C3", "C4"}, 6)
    assert found.who("permanence-tracking", D, outcome="with a planned return home (E4A)") == row.meets | {"C5"}
    assert found.who("special-guardianship", D) == {"C2", "C3"}
    assert found.who("special-guardianship", D, outcome="former foster carer") == {"C3"}
    assert found.who("special-guardianship", D, outcome="other carer") == {"C2"}


LOCATED = """
    C1 2011-01-01 S V2 U6@Elm 2012-02-01 X1
    C1 2012-02-01 {reason} V2 U6@{home}
    C2 2011-01-01 S V2 U6@Elm
    2011-06-30 C1 looked-after-observed started_on=2011-01-01 placement_location=OUT
    2011-12-31 C2 looked-after-observed started_on=2011-01-01 placement_location=OUT
    2012-03-01 C2 looked-after-observed started_on=2011-01-01 placement_location=IN
"""


def test_a_placement_lies_where_the_last_extract_found_it_until_it_ends() -> None:
    outside, inside = "outside the authority's area", "inside the authority's area"
    moved = told(LOCATED.format(reason="P", home="Oak"))
    assert moved.who("placement-location", "2011-12-31", location=outside) == {"C1", "C2"}
    assert moved.who("placement-location", D, location=inside) == {"C2"}
    assert moved.who("placement-location", D, location="not recorded") == {"C1"}
    assert told(LOCATED.format(reason="L", home="Elm")).who("placement-location", D, location=outside) == {"C1"}


def test_before_an_extract_is_known_there_is_no_location() -> None:
    row = story("C1 2011-01-01 S V2 U6@Elm").row("placement-location", D, location="not recorded")
    assert (row.numerator, bool(row.reason)) == (None, True)
