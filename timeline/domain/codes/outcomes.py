"""Codes of reviews, missing incidents, social workers, health and life after care.

The Reviews, Missing, SWEpisodes, OC2 and OC3 modules.
"""

from __future__ import annotations

from timeline.domain.codes.model import Code, CodeList

REVIEW_CODE = CodeList(
    name="participation in review",
    field="REVIEW_CODE",
    source="SSDA903, validation rules 167, 440, 441",
    codes=(
        Code("PN0", "under 4 at the review"),
        Code("PN1", "attended and spoke"),
        Code("PN2", "attended, advocate spoke"),
        Code("PN3", "attended, conveyed views by symbols"),
        Code("PN4", "attended without contributing"),
        Code("PN5", "did not attend, advocate briefed"),
        Code("PN6", "did not attend, conveyed views by another medium"),
        Code("PN7", "did not attend, no views conveyed"),
    ),
)

MISSING = CodeList(
    name="missing or away",
    field="MISSING",
    source="SSDA903, validation rule 1006; collected from 2014-15",
    codes=(
        Code("M", "missing, whereabouts not known", 2015),
        Code("A", "away without authorisation, whereabouts known", 2015),
    ),
)

SW_REASON = CodeList(
    name="reason for change of social worker",
    field="SW_REASON",
    source="SSDA903, validation rule SW13; collected from 2023-24",
    codes=(
        Code("MANAGE", "caseload management", 2024),
        Code("FCONTA", "first contact or re-referral", 2024),
        Code("LEFTRL", "previous social worker left", 2024),
        Code("ORGRST", "reorganisation", 2024),
        Code("TSPROC", "standard transfer", 2024),
        Code("ABSENC", "absence cover or return", 2024),
        Code("CHCHAN", "child asked", 2024),
        Code("PCCHAN", "parent or carer asked", 2024),
        Code("SWDIED", "social worker died", 2024),
        Code("OTHERS", "other", 2024),
    ),
)


def _flag(field: str, name: str) -> CodeList:
    return CodeList(
        name=name,
        field=field,
        source="SSDA903, validation rule 181",
        numeric=True,
        codes=(Code("0", "no"), Code("1", "yes")),
    )


OC2_FLAGS = (
    _flag("CONVICTED", "convicted or cautioned in the year"),
    _flag("HEALTH_CHECK", "development checks up to date"),
    _flag("IMMUNISATIONS", "immunisations up to date"),
    _flag("TEETH_CHECK", "teeth checked by a dentist"),
    _flag("HEALTH_ASSESSMENT", "annual health assessment"),
    _flag("SUBSTANCE_MISUSE", "substance misuse problem identified"),
    _flag("INTERVENTION_RECEIVED", "received an intervention for it"),
    _flag("INTERVENTION_OFFERED", "was offered an intervention and refused it"),
)

SDQ_REASON = CodeList(
    name="reason for no SDQ score",
    field="SDQ_REASON",
    source="SSDA903, validation rule 196",
    codes=(
        Code("SDQ1", "under 4 or over 16 at the assessment"),
        Code("SDQ2", "carer refused"),
        Code("SDQ3", "severity of disability"),
        Code("SDQ4", "other"),
        Code("SDQ5", "child refused"),
    ),
)

IN_TOUCH = CodeList(
    name="in touch with care leaver",
    field="IN_TOUCH",
    source="SSDA903, validation rule 131",
    codes=(
        Code("YES", "in touch"),
        Code("NO", "not in touch"),
        Code("DIED", "died after leaving care"),
        Code("REFU", "refuses contact"),
        Code("NREQ", "no longer requires services"),
        Code("RHOM", "returned home for six months or more"),
    ),
)

ACTIV = CodeList(
    name="activity of care leaver",
    field="ACTIV",
    source="SSDA903, validation rule 132; years: the changes of the 2021-22 return",
    codes=(
        Code("F1", "higher education, full time"),
        Code("P1", "higher education, part time"),
        Code("F2", "other education, full time"),
        Code("P2", "other education, part time"),
        Code("F3", "training or employment, full time", last_year=2021),
        Code("P3", "training or employment, part time", last_year=2021),
        Code("F4", "apprenticeship, full time", 2022),
        Code("P4", "apprenticeship, part time", 2022),
        Code("F5", "training or employment other than apprenticeship, full time", 2022),
        Code("P5", "training or employment other than apprenticeship, part time", 2022),
        Code("G4", "none of these, illness or disability"),
        Code("G5", "none of these, other circumstances"),
        Code("G6", "none of these, pregnancy or parenting"),
        Code("0", "not known"),
    ),
)

_ACCOMMODATION = {
    "B": "with parents or relatives",
    "C": "residential home",
    "D": "semi-independent, transitional accommodation",
    "E": "supported lodgings",
    "G": "gone abroad",
    "H": "deported",
    "K": "ordinary lodgings",
    "R": "residence not known",
    "S": "no fixed abode",
    "T": "foyer",
    "U": "independent living",
    "V": "emergency accommodation",
    "W": "bed and breakfast",
    "X": "in custody",
    "Y": "other accommodation",
    "Z": "with former foster carer",
}
_SUITABILITY = {"1": "suitable", "2": "unsuitable"}
_DOUBTFUL = {"S1", "X1"}


def _accommodation(kind: str, suitability: str) -> Code:
    code = kind + suitability
    return Code(
        code,
        f"{_ACCOMMODATION[kind]}, {_SUITABILITY[suitability]}",
        note="not in validation rule 133, only in regional code lists" if code in _DOUBTFUL else "",
    )


ACCOM = CodeList(
    name="accommodation of care leaver",
    field="ACCOM",
    source="SSDA903, validation rule 133",
    codes=(
        *(_accommodation(kind, how) for kind in _ACCOMMODATION for how in _SUITABILITY),
        Code("0", "not known"),
    ),
)

OUTCOMES = (REVIEW_CODE, MISSING, SW_REASON, *OC2_FLAGS, SDQ_REASON, IN_TOUCH, ACTIV, ACCOM)
