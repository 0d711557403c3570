"""Codes of adoption and earlier permanence: the AD1, PlacedAdoption and PrevPerm modules."""

from __future__ import annotations

from timeline.domain.codes.model import Code, CodeList

FOSTER_CARE = CodeList(
    name="adopted by former foster carer",
    field="FOSTER_CARE",
    source="SSDA903, validation rules 114, 335",
    numeric=True,
    codes=(Code("0", "not adopted by former carer"), Code("1", "adopted by former carer")),
)

NB_ADOPTR = CodeList(
    name="number of adopters",
    field="NB_ADOPTR",
    source="SSDA903, validation rule 175",
    numeric=True,
    codes=(Code("1", "one adopter"), Code("2", "two adopters")),
)

SEX_ADOPTR = CodeList(
    name="sex of adopters",
    field="SEX_ADOPTR",
    source="SSDA903, validation rule 176",
    codes=(
        Code("M1", "one man"),
        Code("F1", "one woman"),
        Code("MM", "two men"),
        Code("FF", "two women"),
        Code("MF", "a man and a woman"),
    ),
)

LS_ADOPTR = CodeList(
    name="legal status of adopters",
    field="LS_ADOPTR",
    source="SSDA903, validation rule 177",
    codes=(
        Code("L0", "single"),
        Code("L11", "different-sex married"),
        Code("L12", "same-sex married"),
        Code("L2", "civil partnership"),
        Code("L3", "different-sex unmarried"),
        Code("L4", "same-sex, not married or in partnership"),
    ),
)

REASON_PLACED_CEASED = CodeList(
    name="reason no longer to be placed for adoption",
    field="REASON_PLACED_CEASED",
    source="SSDA903, validation rule 120",
    codes=(
        Code("RD1", "child's needs changed"),
        Code("RD2", "court did not make a placement order"),
        Code("RD3", "no adopters found"),
        Code("RD4", "other"),
    ),
)

PREV_PERM = CodeList(
    name="previous permanence",
    field="PREV_PERM",
    source="SSDA903, validation rules 630, 631, 634; for all who start from 1 April 2016",
    codes=(
        Code("P1", "adoption"),
        Code("P2", "special guardianship order"),
        Code("P3", "residence order or child arrangements order"),
        Code("P4", "unknown"),
        Code("Z1", "none"),
    ),
)

LA_PERM = CodeList(
    name="local authority of previous permanence",
    field="LA_PERM",
    source="SSDA903, validation rule 633",
    numeric=True,
    codes=(
        Code("WAL", "Wales"),
        Code("SCO", "Scotland"),
        Code("NIR", "Northern Ireland"),
        Code("NUK", "outside the United Kingdom"),
        Code("999", "not known"),
    ),
    pattern="[0-9]{3}",
    pattern_meaning="a local authority in England, by its three-digit code",
)

ADOPTION = (
    FOSTER_CARE,
    NB_ADOPTR,
    SEX_ADOPTR,
    LS_ADOPTR,
    REASON_PLACED_CEASED,
    PREV_PERM,
    LA_PERM,
)
