"""The code lists of the SSDA903 return, the years each code was in use, and the groups rules name.

An import accepts a code that any year's return had: histories and amended returns use codes of other
years. Whether a code belonged to its own year is asked by a check (``CodeList.is_valid_in``).
Imports nothing but the standard library and ``timeline.domain.days``. The lists by subject:
``people``, ``episodes``, ``placements``, ``adoption``, ``outcomes``; sets and labels in ``groups``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.domain.codes.adoption import (
    ADOPTION,
    FOSTER_CARE,
    LA_PERM,
    LS_ADOPTR,
    NB_ADOPTR,
    PREV_PERM,
    REASON_PLACED_CEASED,
    SEX_ADOPTR,
)
from timeline.domain.codes.episodes import ARTIFICIAL_REC, CIN, EPISODES, LS, REC, RNE
from timeline.domain.codes.groups import (
    ADOPTED,
    ADOPTION_OF_ANY_YEAR,
    ADOPTION_WITH_CURRENT_CARER,
    DESTINATIONS,
    EPISODE_CONTINUES,
    ETHNIC_GROUPS,
    FOSTER,
    FOSTER_OF_ANY_YEAR,
    GROUPS,
    LEGAL_STATUS_GROUPS,
    MISSING_PLACEMENTS,
    NEED_GROUPS,
    NEW_PLACEMENT_REASONS,
    NOT_RECORDED,
    PLACED_FOR_ADOPTION,
    PLACED_WITH_PARENTS,
    PLACEMENT_GROUPS,
    SAME_CARER_REASONS,
    SECTION_20,
    SEX_GROUPS,
    SHORT_BREAK,
    TEMPORARY_PLACEMENTS,
    destination,
    group,
)
from timeline.domain.codes.model import Code, CodeList
from timeline.domain.codes.outcomes import (
    ACCOM,
    ACTIV,
    IN_TOUCH,
    MISSING,
    OC2_FLAGS,
    OUTCOMES,
    REVIEW_CODE,
    SDQ_REASON,
    SW_REASON,
)
from timeline.domain.codes.people import ETHNIC, MOTHER, PEOPLE, SEX, UASC, UPN, UPN_UNKNOWN
from timeline.domain.codes.placements import (
    ARTIFICIAL_REASON_PLACE_CHANGE,
    PL_LA,
    PL_LOCATION,
    PLACE,
    PLACE_PROVIDER,
    PLACEMENTS,
    REASON_PLACE_CHANGE,
)

CODE_LISTS: Mapping[str, CodeList] = MappingProxyType(
    {each.field: each for each in (*PEOPLE, *EPISODES, *PLACEMENTS, *ADOPTION, *OUTCOMES)}
)
"""Every code list, by the field's name in the return."""

ARTIFICIAL: Mapping[str, str] = MappingProxyType({**ARTIFICIAL_REC, **ARTIFICIAL_REASON_PLACE_CHANGE})
"""What tools write into copies of a return though no return has it, each with the reason."""

__all__ = [
    "ACCOM",
    "ACTIV",
    "ADOPTED",
    "ADOPTION_OF_ANY_YEAR",
    "ADOPTION_WITH_CURRENT_CARER",
    "ARTIFICIAL",
    "CIN",
    "CODE_LISTS",
    "DESTINATIONS",
    "EPISODE_CONTINUES",
    "ETHNIC",
    "ETHNIC_GROUPS",
    "FOSTER",
    "FOSTER_CARE",
    "FOSTER_OF_ANY_YEAR",
    "GROUPS",
    "IN_TOUCH",
    "LA_PERM",
    "LEGAL_STATUS_GROUPS",
    "LS",
    "LS_ADOPTR",
    "MISSING",
    "MISSING_PLACEMENTS",
    "MOTHER",
    "NB_ADOPTR",
    "NEED_GROUPS",
    "NEW_PLACEMENT_REASONS",
    "NOT_RECORDED",
    "OC2_FLAGS",
    "PLACE",
    "PLACED_FOR_ADOPTION",
    "PLACED_WITH_PARENTS",
    "PLACEMENT_GROUPS",
    "PLACE_PROVIDER",
    "PL_LA",
    "PL_LOCATION",
    "PREV_PERM",
    "REASON_PLACED_CEASED",
    "REASON_PLACE_CHANGE",
    "REC",
    "REVIEW_CODE",
    "RNE",
    "SAME_CARER_REASONS",
    "SDQ_REASON",
    "SECTION_20",
    "SEX",
    "SEX_ADOPTR",
    "SEX_GROUPS",
    "SHORT_BREAK",
    "SW_REASON",
    "TEMPORARY_PLACEMENTS",
    "UASC",
    "UPN",
    "UPN_UNKNOWN",
    "Code",
    "CodeList",
    "destination",
    "group",
]
