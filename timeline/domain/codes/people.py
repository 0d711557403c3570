"""Codes of who a child is: the Header and UASC modules."""

from __future__ import annotations

from timeline.domain.codes.model import Code, CodeList

_UNKNOWN_UPN = (
    Code("UN1", "not of school age, no number yet"),
    Code("UN2", "never attended a maintained school in England"),
    Code("UN3", "educated outside England"),
    Code("UN4", "newly looked after, in the last week of the year"),
    Code("UN5", "sources disagree, no safe match"),
)

SEX = CodeList(
    name="sex",
    field="SEX",
    source="SSDA903, validation rule 101",
    numeric=True,
    codes=(
        Code("1", "male", last_year=2024),
        Code("2", "female", last_year=2024),
        Code("M", "male", first_year=2025),
        Code("F", "female", first_year=2025),
        Code("U", "unknown", first_year=2025),
    ),
)

ETHNIC = CodeList(
    name="ethnicity",
    field="ETHNIC",
    source="SSDA903, validation rule 103",
    codes=(
        Code("WBRI", "White British"),
        Code("WIRI", "White Irish"),
        Code("WIRT", "Traveller of Irish heritage"),
        Code("WROM", "Gypsy/Roma"),
        Code("WOTH", "any other White background"),
        Code("MWBC", "White and Black Caribbean"),
        Code("MWBA", "White and Black African"),
        Code("MWAS", "White and Asian"),
        Code("MOTH", "any other mixed background"),
        Code("AIND", "Indian"),
        Code("APKN", "Pakistani"),
        Code("ABAN", "Bangladeshi"),
        Code("AOTH", "any other Asian background"),
        Code("BCRB", "Black Caribbean"),
        Code("BAFR", "Black African"),
        Code("BOTH", "any other Black background"),
        Code("CHNE", "Chinese"),
        Code("OOTH", "any other ethnic group"),
        Code("REFU", "refused"),
        Code("NOBT", "information not yet obtained"),
    ),
)

UPN = CodeList(
    name="unique pupil number",
    field="UPN",
    source="SSDA903, validation rules 168, 209, 210",
    codes=_UNKNOWN_UPN,
    # A letter other than I, O and S, then twelve digits, the last of which a temporary number has
    # as a letter.
    pattern="[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]",
    pattern_meaning="a unique pupil number of 13 characters",
)

UPN_UNKNOWN = frozenset(code.code for code in _UNKNOWN_UPN)
"""Why there is no pupil number, in place of one: the only values of the field that are no identifier."""

MOTHER = CodeList(
    name="mother status",
    field="MOTHER",
    source="SSDA903, validation rules 165, 393",
    numeric=True,
    codes=(Code("0", "not a mother"), Code("1", "a mother")),
)

UASC = CodeList(
    name="unaccompanied asylum-seeking child",
    field="UASC",
    source="SSDA903, XML form only, validation rule 105",
    numeric=True,
    codes=(
        Code("0", "not an unaccompanied asylum-seeking child"),
        Code("1", "an unaccompanied asylum-seeking child"),
    ),
)

PEOPLE = (SEX, ETHNIC, UPN, MOTHER, UASC)
