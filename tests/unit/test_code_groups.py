"""The sets of codes that rules name, and the groups of a breakdown, cover every code of every year."""

from __future__ import annotations

import pytest

from timeline.domain import codes
from timeline.domain.codes import (
    CODE_LISTS,
    DESTINATIONS,
    GROUPS,
    LEGAL_STATUS_GROUPS,
    PLACEMENT_GROUPS,
    destination,
    group,
)


def test_the_sets_that_rules_name() -> None:
    assert {"V3", "V4"} == codes.SHORT_BREAK
    assert {"V2"} == codes.SECTION_20
    assert {"S", "P", "B"} == codes.NEW_PLACEMENT_REASONS
    assert {"T", "U"} == codes.SAME_CARER_REASONS
    assert {"T0", "T1", "T2", "T3", "T4"} == codes.TEMPORARY_PLACEMENTS
    assert {"M1", "M2", "M3"} == codes.MISSING_PLACEMENTS
    assert {"U1", "U2", "U3", "U4", "U5", "U6"} == codes.FOSTER
    assert {"A3", "A5"} == codes.ADOPTION_WITH_CURRENT_CARER
    assert {"A3", "A4", "A5", "A6"} == codes.PLACED_FOR_ADOPTION
    assert {"P1"} == codes.PLACED_WITH_PARENTS
    assert {"UN1", "UN2", "UN3", "UN4", "UN5"} == codes.UPN_UNKNOWN


@pytest.mark.parametrize("field", GROUPS)
def test_groups_cover_every_code_of_every_year_once(field: str) -> None:
    without_group = {"X1"} if field == "REC" else set()
    assert set(GROUPS[field]) == {code.code for code in CODE_LISTS[field].codes} - without_group


@pytest.mark.parametrize("field", GROUPS)
def test_a_group_stands_once_in_the_order_of_rows(field: str) -> None:
    labels = list(GROUPS[field].values())
    changes = [a for a, b in zip(labels, [*labels[1:], None], strict=True) if a != b]
    assert len(changes) == len(set(labels)) > 1


@pytest.mark.parametrize(
    ("reasons", "label"),
    [
        ("E4 E4A E4B", "Home to parents, relatives or other with PR"),
        ("E13", "To relatives or others without PR"),
        ("E41", "Residence order / child arrangements order"),
        ("E43 E44 E45 E46 E47 E48", "Special guardianship"),
        ("E11 E12", "Adopted"),
        ("E5 E6", "Independent living"),
        ("E17", "Stayed with current carers at 18+"),
        ("E9", "Custody"),
        ("E7", "Adult social care"),
        ("E3", "Transfer to another LA"),
        ("E16 E15 E14", "Abroad / age assessed 18+ / remand ended"),
        ("E2", "Died"),
        ("E8", "Other"),
    ],
)
def test_destinations_are_the_groups_of_card_sw_11(reasons: str, label: str) -> None:
    assert {destination(code) for code in reasons.split()} == {label}
    assert {code for code, each in DESTINATIONS.items() if each == label} == set(reasons.split())


def test_no_reason_and_x1_with_nothing_after_it_are_not_recorded() -> None:
    """``docs/definitions/README.md``: the period ends there, with the destination not recorded."""
    assert destination(None) == "not recorded"
    assert destination("X1") == "not recorded"


def test_a_destination_of_what_is_no_code_is_refused() -> None:
    with pytest.raises(KeyError):
        destination("E99")


def test_legal_status_and_placement_rows_are_those_of_the_published_tables() -> None:
    assert LEGAL_STATUS_GROUPS["V2"] == "Accommodated under section 20"
    assert {LEGAL_STATUS_GROUPS[code] for code in ("L1", "L2", "L3")} == {"Detained for child protection"}
    assert PLACEMENT_GROUPS["Q2"] == PLACEMENT_GROUPS["F6"] == PLACEMENT_GROUPS["U6"]
    assert PLACEMENT_GROUPS["K3"] == PLACEMENT_GROUPS["H5"] == PLACEMENT_GROUPS["P2"]


def test_groups_by_field() -> None:
    assert group("SEX", "1") == group("SEX", "M") == "Male"
    assert group("CIN", "N1") == "Abuse or neglect"
    assert group("ETHNIC", "WROM") == "White"
    assert group("PLACE", None) == "not recorded"
    with pytest.raises(KeyError):
        group("RNE", "S")
