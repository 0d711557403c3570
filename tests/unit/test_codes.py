"""The code lists hold every code of the return, each in its years, and read what real files hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain import codes
from timeline.domain.codes import ARTIFICIAL, CODE_LISTS, Code, CodeList

# Written from the code lists of the SSDA903 formats page, not from the module under test.
EXPECTED = {
    "SEX": "1 2 M F U",
    "ETHNIC": "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT",
    "UPN": "UN1 UN2 UN3 UN4 UN5",
    "MOTHER": "0 1",
    "UASC": "0 1",
    "RNE": "S L P T B U",
    "LS": "C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3",
    "CIN": "N1 N2 N3 N4 N5 N6 N7 N8",
    "PLACE": "U1 U2 U3 U4 U5 U6 A3 A4 A5 A6 P1 P2 P3 H5 K1 K2 K3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 "
    "Z1 Z11 Z12 Z13 Z14 A1 A2 Q1 Q2 F1 F2 F3 F4 F5 F6 M1 M2 M3",
    "PLACE_PROVIDER": "PR0 PR1 PR2 PR3 PR4 PR5",
    "PL_LOCATION": "IN OUT",
    "PL_LA": "WAL SCO NIR NUK CON",
    "REC": "X1 E11 E12 E2 E3 E4 E4A E4B E13 E41 E43 E44 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17",
    "REASON_PLACE_CHANGE": "CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER",
    "REVIEW_CODE": "PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7",
    "MISSING": "M A",
    "CONVICTED": "0 1",
    "HEALTH_CHECK": "0 1",
    "IMMUNISATIONS": "0 1",
    "TEETH_CHECK": "0 1",
    "HEALTH_ASSESSMENT": "0 1",
    "SUBSTANCE_MISUSE": "0 1",
    "INTERVENTION_RECEIVED": "0 1",
    "INTERVENTION_OFFERED": "0 1",
    "SDQ_REASON": "SDQ1 SDQ2 SDQ3 SDQ4 SDQ5",
    "IN_TOUCH": "YES NO DIED REFU NREQ RHOM",
    "ACTIV": "F1 P1 F2 P2 F3 P3 F4 P4 F5 P5 G4 G5 G6 0",
    "ACCOM": "B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S1 S2 T1 T2 U1 U2 V1 V2 W1 W2 X1 X2 Y1 Y2 Z1 Z2 0",
    "FOSTER_CARE": "0 1",
    "NB_ADOPTR": "1 2",
    "SEX_ADOPTR": "M1 F1 MM FF MF",
    "LS_ADOPTR": "L0 L11 L12 L2 L3 L4",
    "REASON_PLACED_CEASED": "RD1 RD2 RD3 RD4",
    "PREV_PERM": "P1 P2 P3 P4 Z1",
    "LA_PERM": "WAL SCO NIR NUK 999",
    "SW_REASON": "MANAGE FCONTA LEFTRL ORGRST TSPROC ABSENC CHCHAN PCCHAN SWDIED OTHERS",
}

# Field, code, and the first and last return that had it; the years a return's year ends in.
YEARS = [
    ("SEX", "1", None, 2024),
    ("SEX", "2", None, 2024),
    ("SEX", "M", 2025, None),
    ("SEX", "F", 2025, None),
    ("SEX", "U", 2025, None),
    ("LS", "E1", 2006, None),
    ("LS", "D1", None, 2024),
    ("REC", "E4", None, 2014),
    ("REC", "E4A", 2015, None),
    ("REC", "E4B", 2015, None),
    ("REC", "E13", 2015, None),
    ("REC", "E14", 2015, None),
    ("REC", "E15", 2015, None),
    ("REC", "E16", 2015, None),
    ("REC", "E17", 2021, None),
    ("REC", "E43", None, 2018),
    ("REC", "E44", None, 2018),
    ("REC", "E45", 2019, None),
    ("REC", "E46", 2019, None),
    ("REC", "E47", 2019, None),
    ("REC", "E48", 2019, None),
    ("PLACE", "M1", None, 2014),
    ("PLACE", "M2", None, 2014),
    ("PLACE", "M3", None, 2014),
    ("PLACE", "Q1", None, 2016),
    ("PLACE", "U1", 2013, None),
    ("PLACE", "P2", None, 2025),
    ("PLACE", "H5", None, 2025),
    ("PLACE", "K3", 2025, None),
    ("PLACE", "Z1", None, 2026),
    ("PLACE", "Z11", 2026, None),
    ("PLACE", "Z14", 2026, None),
    ("REASON_PLACE_CHANGE", "OTHER", 2016, None),
    ("REASON_PLACE_CHANGE", "CUSTOD", 2019, None),
    ("MISSING", "M", 2015, None),
    ("MISSING", "A", 2015, None),
    ("ACTIV", "F3", None, 2021),
    ("ACTIV", "P3", None, 2021),
    ("ACTIV", "F4", 2022, None),
    ("ACTIV", "P5", 2022, None),
    ("SW_REASON", "MANAGE", 2024, None),
]

every_code = [(field, code.code) for field, each in CODE_LISTS.items() for code in each.codes]


def year_to(year: int) -> date:
    return date(year, 3, 31)


# --- which codes there are ---


def test_every_field_with_codes_has_a_list_and_no_other() -> None:
    assert set(CODE_LISTS) == set(EXPECTED)


@pytest.mark.parametrize("field", EXPECTED)
def test_a_list_holds_the_codes_of_every_year(field: str) -> None:
    assert {code.code for code in CODE_LISTS[field].codes} == set(EXPECTED[field].split())
    assert CODE_LISTS[field].field == field


@pytest.mark.parametrize(("field", "code"), every_code)
def test_every_code_has_a_meaning_and_is_valid_in_some_year(field: str, code: str) -> None:
    codes_of = CODE_LISTS[field]
    assert codes_of.meaning(code)
    assert codes_of.source
    assert any(codes_of.is_valid_in(code, year_to(year)) for year in range(1992, 2031))


def test_a_code_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a code of RNE is listed twice"):
        CodeList(name="reason", field="RNE", source="test", codes=(Code("S", "a"), Code("S", "b")))


def test_every_list_and_group_of_the_modules_can_be_had_from_the_package() -> None:
    assert set(codes.__all__) <= set(vars(codes))
    lists = [each for each in vars(codes).values() if isinstance(each, CodeList)]
    assert {each.field for each in (*lists, *codes.OC2_FLAGS)} == set(EXPECTED)


# --- in which years ---


@pytest.mark.parametrize(("field", "code", "first", "last"), YEARS)
def test_a_code_is_valid_from_its_first_return_to_its_last(
    field: str, code: str, first: int | None, last: int | None
) -> None:
    codes_of = CODE_LISTS[field]
    assert codes_of.is_valid_in(code, year_to(first or 1992))
    assert codes_of.is_valid_in(code, year_to(last or 2030))
    if first:
        assert not codes_of.is_valid_in(code, year_to(first - 1))
    if last:
        assert not codes_of.is_valid_in(code, year_to(last + 1))


def test_any_day_of_the_year_asks_for_its_return() -> None:
    rec = CODE_LISTS["REC"]
    assert rec.is_valid_in("E4", date(2014, 3, 31))
    assert not rec.is_valid_in("E4", date(2014, 4, 1))


def test_a_code_with_limits_of_its_years_is_tested_above() -> None:
    limited = {
        (field, code.code)
        for field, each in CODE_LISTS.items()
        for code in each.codes
        if (code.first_year or code.last_year) and not code.note
    }
    same_as_a_tested_one = {"ACTIV", "REASON_PLACE_CHANGE", "SW_REASON"}
    untested = limited - {(field, code) for field, code, _, _ in YEARS}
    assert {field for field, _ in untested} <= same_as_a_tested_one


def test_an_unknown_code_is_valid_in_no_year() -> None:
    assert not CODE_LISTS["REC"].is_valid_in("E99", year_to(2020))
    assert not CODE_LISTS["REC"].is_valid_in("", year_to(2020))


# --- what a cell means ---


@pytest.mark.parametrize(("field", "code"), every_code)
def test_blanks_and_lower_case_are_forgiven(field: str, code: str) -> None:
    codes_of = CODE_LISTS[field]
    for text in (code, f"  {code.lower()} ", f"{code.capitalize()}\u00a0"):
        assert codes_of.normalise(text) == code
        assert codes_of.why_not(text) is None
    assert codes_of.is_known(code)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("MOTHER", "1.0", "1"),
        ("MOTHER", "0.0", "0"),
        ("SEX", "2.0", "2"),
        ("CONVICTED", "0.0", "0"),
        ("INTERVENTION_OFFERED", "1.0", "1"),
        ("NB_ADOPTR", "2.0", "2"),
        ("FOSTER_CARE", "1.00", "1"),
        ("LA_PERM", "210.0", "210"),
    ],
)
def test_a_number_that_a_spreadsheet_made_decimal_is_the_number(field: str, text: str, code: str) -> None:
    assert CODE_LISTS[field].normalise(text) == code


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("REC", ""),
        ("REC", "  "),
        ("REC", "E99"),
        ("REC", "E 11"),
        ("REC", "E4C"),
        ("REASON_PLACE_CHANGE", "LIIAF"),
        ("SEX", "1.5"),
        ("SEX", "3"),
        ("MOTHER", "2.0"),
        ("ACTIV", "0.0"),  # a list of letters and digits: no spreadsheet takes it for numbers
        ("ACCOM", "01"),
        ("REASON_PLACED_CEASED", "XXX"),
        ("LA_PERM", "21"),
        ("LA_PERM", "2100"),
        ("LA_PERM", "\u0662\u0661\u0660"),  # Arabic-Indic digits
        ("RNE", "\u017f"),  # long s: its capital is S
        ("ETHNIC", "UNKN"),
    ],
)
def test_what_no_return_had_is_no_code_and_says_why(field: str, text: str) -> None:
    assert CODE_LISTS[field].normalise(text) is None
    assert CODE_LISTS[field].why_not(text)


def test_a_local_authority_code_of_three_digits_is_known_in_every_year() -> None:
    la_perm = CODE_LISTS["LA_PERM"]
    assert la_perm.normalise(" 210 ") == "210"
    assert la_perm.is_valid_in("210", year_to(2012))
    assert la_perm.meaning("210") == "a local authority in England, by its three-digit code"
    assert la_perm.meaning("999") == "not known"
    assert CODE_LISTS["PL_LA"].normalise("con") == "CON"


@pytest.mark.parametrize("number", ["A123456789012", "h12345678901z"])
def test_a_pupil_number_is_accepted_in_its_field(number: str) -> None:
    assert CODE_LISTS["UPN"].normalise(number) == number.upper()


@pytest.mark.parametrize("number", ["I123456789012", "A12345678901", "A1234567890123", "UN6"])
def test_a_malformed_pupil_number_is_not(number: str) -> None:
    assert CODE_LISTS["UPN"].normalise(number) is None


def test_the_meaning_of_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        CODE_LISTS["REC"].meaning("E99")


def test_codes_of_regional_copies_are_named_as_not_of_the_return() -> None:
    assert set(ARTIFICIAL) == {"E99", "LIIAF"}
    assert CODE_LISTS["REC"].why_not(" e99 ") == f"not a code of the return: {ARTIFICIAL['E99']}"
    reason = CODE_LISTS["REASON_PLACE_CHANGE"].why_not("LIIAF")
    assert reason == f"not a code of the return: {ARTIFICIAL['LIIAF']}"
    assert CODE_LISTS["RNE"].why_not("E99") == (
        "no return of any year has this RNE (reason for new episode); known are S, L, P, T, B, U"
    )


def test_a_blank_is_called_blank_and_other_values_are_told_what_is_known() -> None:
    assert CODE_LISTS["LS"].why_not(" ") == "LS (legal status) is blank"
    assert str(CODE_LISTS["LA_PERM"].why_not("X")).endswith(
        "known are WAL, SCO, NIR, NUK, 999, or a local authority in England, by its three-digit code"
    )


@given(st.text(max_size=8), st.sampled_from(sorted(CODE_LISTS)))
def test_any_text_is_either_a_known_code_or_told_why_not_without_being_repeated(text: str, field: str) -> None:
    codes_of = CODE_LISTS[field]
    code = codes_of.normalise(text)
    why_not = codes_of.why_not(text)
    assert (code is None) == (why_not is not None)
    if code is not None:
        assert codes_of.is_known(code)
        assert codes_of.normalise(code) == code


def test_a_value_is_not_repeated_in_the_explanation() -> None:
    planted = "CANARY7731"
    assert all(planted not in str(each.why_not(planted)) for each in CODE_LISTS.values())
