"""Who says so: for each measure the published places that it follows, and the page of its wording and choices.

The pages are in ``docs/definitions``, one a family, and link to the same documents. Where no definition was
published the measure is local, and the law or guidance that it leans on is cited. May import ``documents`` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.projections.indicators import documents
from timeline.projections.indicators.documents import Citation, Document, Reference

PLAN_ROWS: Mapping[str, str] = {
    "plan: care plans": "quality of care plans, and again six months later",
    "plan: assessments": "current assessments reviewed, and their quality",
    "plan: transition": "children of 13 and over with an up to date transition plan, and the audit of these plans",
    "plan: placements": "children with three or more placements in the last 12 months",
    "plan: section 20": "children accommodated under section 20",
    "plan: parents": "children placed with parents",
    "plan: missing": "children missing for more than 24 hours",
    "plan: repeat care": "children with multiple looked after episodes over the years",
    "plan: ceasing": "children who ceased within 1 month, 1 year and 2 years or more",
    "plan: destinations": "where the children went who ceased",
    "plan: permanence": "adoption and permanence tracking, with timeliness",
    "plan: proceedings": "care proceedings applied for, and successful",
    "plan: adoption orders": "adoption sought that ended in special guardianship, supervision or another order",
    "plan: court time": "court applications completed to timescale",
    "plan: visitors": "children who asked for an independent visitor and received one, and the waiting list",
    "plan: health plans": "children with an up to date health plan, 0 to 12 and 13 and over",
    "plan: audits": "audits, serious case reviews and management reviews, and what came of them",
    "plan: edge of care": "children accommodated or referred again after an intervention at the edge of care",
}
"""The rows of an inspection's action plan that measures answer, by their tag."""

DEFINITIONS = "docs/definitions"


def anchor(measure: str) -> str:
    """The anchor of a measure's heading, as GitHub makes it from the heading: the id without its slash."""
    return measure.replace("/", "")


def _by(follows: int, *references: Reference, tag: str | None = None) -> Citation:
    """A citation whose page is not known yet."""
    return Citation(references, "", (tag,) if tag else (), follows)


def _on_page(name: str, cited: Mapping[str, Citation]) -> dict[str, Citation]:
    """The citations of the measures of one page."""
    return {
        measure: replace(citation, page=f"{DEFINITIONS}/{name}.md#{anchor(measure)}")
        for measure, citation in cited.items()
    }


def _act(section: str) -> Reference:
    return Reference(documents.CHILDREN_ACT, f"section {section}", f"section/{section}")


def _regulation(number: int) -> Reference:
    return Reference(documents.CARE_PLANNING, f"regulation {number}", f"regulation/{number}")


def _national(what: str, document: Document = documents.CLA_2023) -> Reference:
    return Reference(document, what)


def _local(row: str, leans_on: Reference, *others: Reference) -> Citation:
    """A measure of an action plan without a published definition, and the law or guidance that it leans on, the first
    of which it follows."""
    return replace(_by(leans_on.document.year, leans_on, *others, tag=row), is_local=True)


_LOOKED_AFTER = _act("22")
_SECTION_20 = _act("20")
_CODES = _national("code lists", documents.RETURN_GUIDE)
_STARTED = _national("children who started to be looked after in the year")
_STABILITY = _national("placement stability", documents.STABILITY_2024)
_HEALTH = _national("children looked after for at least 12 months, outcomes", documents.CLA_2020)
_GUIDANCE = Reference(documents.CARE_PLANNING_GUIDANCE, "chapter 2, care planning")
_PRE_PROCEEDINGS = Reference(documents.COURT_ORDERS_GUIDANCE, "pre-proceedings")
_PLACEMENT_ORDER = Reference(documents.ADOPTION_ACT, "section 21", "section/21")
_SPECIAL_GUARDIANSHIP = _act("14A")
_VISITORS = _act("23ZB")
_WORKING_TOGETHER = Reference(documents.WORKING_TOGETHER, "providing help, support and protection")


def _indicator(number: int) -> Reference:
    return Reference(documents.NATIONAL_INDICATORS, f"NI {number}")


_WHO = {
    "looked-after": _by(2023, _LOOKED_AFTER, _national("children looked after on 31 March")),
    "looked-after-in-year": _by(2023, _LOOKED_AFTER, _national("children looked after at any time in the year")),
    "continuously-12-months": _by(2020, _HEALTH),
    "duration-open": _by(2023, _national("duration of the latest period of care")),
    "uasc": _by(2023, _national("unaccompanied asylum-seeking children on 31 March"), _CODES),
    "legal-status": _by(2023, _national("legal status on 31 March"), _CODES, tag="plan: section 20"),
    "legal-status-s20": _local("plan: section 20", _SECTION_20, _national("legal status on 31 March")),
    "legal-status-s20/started": _local("plan: section 20", _SECTION_20, _national("legal status on starting")),
    "legal-status-s20/long": _local("plan: section 20", _SECTION_20),
    "placed-with-parents": _local("plan: parents", _act("22C"), _national("placement on 31 March")),
    "placed-with-parents/care-orders": _local("plan: parents", _act("22C"), _act("31")),
    "placed-with-parents/home": _local("plan: parents", _act("22C"), _CODES),
    "placement-type": _by(2023, _national("placement on 31 March"), _CODES, tag="plan: parents"),
    "placement-provider": _by(2023, _national("place provider on 31 March"), _CODES),
    "placement-location": _by(
        2023, _national("locality of placement"), Reference(documents.ANNEX_A, "list 8, looked after children")
    ),
}

_FLOWS = {
    "started": _by(2023, _national("children starting to be looked after")),
    "ceased": _by(2023, _national("children ceasing to be looked after")),
    "ceased-by-duration": _local("plan: ceasing", _national("duration of the latest period of care")),
    "ceased-by-duration/entrants": _local("plan: ceasing", _national("duration of the latest period of care")),
    "ceased-by-duration/bands": _by(2023, _national("duration of the latest period of care"), tag="plan: ceasing"),
    "ceased-destination": _local("plan: destinations", _national("reason episode ceased"), _CODES),
    "returned-home": _by(2023, _national("reason episode ceased"), _national("table LAD2, note 5", documents.SFR_2016)),
    "re-entry": _local("plan: repeat care", _STARTED),
    "multiple-periods": _local("plan: repeat care", _national("period of care")),
    "multiple-periods/begun": _local("plan: repeat care", _STARTED),
    "multiple-periods/re-entry": _local("plan: repeat care", _STARTED),
    "multiple-periods/leavers": _by(2023, _national("number of periods of care"), tag="plan: repeat care"),
}

_STABLE = {
    "placements-3-plus": _local(
        "plan: placements",
        _indicator(62),
        _national("measure 372", documents.LAIT),
        _STABILITY,
    ),
    "placements-2-years": _by(2024, _STABILITY),
    "placement-stability-long": _by(2021, _indicator(63), _STABILITY, _national("measure 393", documents.LAIT)),
    "social-worker-changes": _by(2024, _national("social worker stability", documents.STABILITY_2024)),
}

_MISSING_MODULE = _national("table LAG1, missing and away from placement without authorisation", documents.SFR_2015)

_MISSING = {
    "missing-over-24h": _local("plan: missing", Reference(documents.MISSING_GUIDANCE, "definitions"), _MISSING_MODULE),
    "missing-over-24h/any-absence": _local("plan: missing", _MISSING_MODULE),
    "missing-over-24h/at-date": _local("plan: missing", Reference(documents.MISSING_GUIDANCE, "definitions")),
    "missing-over-24h/placement": _by(
        2012, _national("placement on 31 March, missing", documents.SFR_2012), tag="plan: missing"
    ),
    "missing-incidents": _by(2015, _MISSING_MODULE, _national("missing incidents")),
}

_REVIEWS_BEFORE = Reference(documents.CASE_REVIEWS_1991, "regulation 3")

_REVIEWS = {
    "reviews-on-time": _by(2010, _regulation(33), _REVIEWS_BEFORE, _indicator(66)),
    "reviews-overdue": _by(2010, _regulation(33), _REVIEWS_BEFORE),
    "review-participation": _by(2017, _CODES, _national("rules 440 and 441", documents.VALIDATION_RULES)),
    "visitor-received": _local("plan: visitors", _VISITORS),
    "visitor-received/answerable": _local("plan: visitors", _VISITORS),
    "visitor-waiting": _local("plan: visitors", _VISITORS),
}

_PLANS = {
    "care-plan-quality": _local("plan: care plans", _regulation(4), _regulation(5), _regulation(33)),
    "assessment-quality": _local("plan: assessments", _regulation(4), _WORKING_TOGETHER),
    "transition-plan-13": _local("plan: transition", Reference(documents.TRANSITION_GUIDANCE, "pathway planning")),
    "pathway-plan": _by(2010, _regulation(40), _regulation(42), _regulation(43), tag="plan: transition"),
    "transition-plan-audit": _local("plan: transition", _regulation(43)),
    "audit-findings": _local(
        "plan: audits", Reference(documents.WORKING_TOGETHER, "learning from serious child safeguarding incidents")
    ),
}

_COURTS = {
    "proceedings-applied": _local("plan: proceedings", _act("31"), _PRE_PROCEEDINGS),
    "proceedings-applied/started": _local("plan: proceedings", _act("31")),
    "proceedings-applied/section-20": _local("plan: proceedings", _SECTION_20, _act("31")),
    "proceedings-successful": _local("plan: proceedings", _act("31"), _act("31A")),
    "court-timescale": _by(
        2014,
        _act("32"),
        Reference(documents.FAMILIES_ACT, "section 14", "section/14"),
        Reference(documents.JUDICIAL_PROTOCOL, "overall timetable of 40 weeks"),
        Reference(documents.FAMILY_COURT_GUIDE, "public law, timeliness"),
        tag="plan: court time",
    ),
}

_SCORECARDS = Reference(documents.ADOPTION_SCORECARDS, "indicators A1, A2, A10 and A20")
_SCORECARDS_OPEN = _national("measures 276 to 285 and 378", documents.LAIT)

_PERMANENCE = {
    "permanence-tracking": _local("plan: permanence", _national("reason episode ceased")),
    "permanence-plan-by-second-review": _local("plan: permanence", _GUIDANCE, _regulation(5)),
    "special-guardianship": _by(
        2023, _SPECIAL_GUARDIANSHIP, _national("special guardianship orders"), _CODES, tag="plan: permanence"
    ),
    "adoption-orders-otherwise": _local("plan: adoption orders", _PLACEMENT_ORDER, _SPECIAL_GUARDIANSHIP),
    "adoption-orders-otherwise/after-order": _local("plan: adoption orders", _PLACEMENT_ORDER),
    "adoption-orders-otherwise/permanence-mix": _local("plan: adoption orders", _national("reason episode ceased")),
    "adoption-timeliness": _by(2018, _SCORECARDS, _SCORECARDS_OPEN, tag="plan: permanence"),
    "placed-within-12-months": _by(
        2023, _indicator(61), _national("placed for adoption within 12 months of the decision"), tag="plan: permanence"
    ),
    "adoption-waiting": _by(2024, _SCORECARDS_OPEN, _PLACEMENT_ORDER, tag="plan: permanence"),
}

_CAUTIONED = Reference(documents.YOUNG_PERSONS_ACT, "section 16", "section/16")

_HEALTH_PAGE = {
    "health-plan": _local(
        "plan: health plans", _regulation(5), _regulation(7), Reference(documents.HEALTH_GUIDANCE, "health plans")
    ),
    "health-annual": _by(2020, _HEALTH, _regulation(7), _national("annual health assessment")),
    "dental": _by(2020, _HEALTH),
    "immunisations": _by(2020, _HEALTH),
    "sdq-mean": _by(2020, _HEALTH, _indicator(58)),
    "substance-misuse": _by(2020, _HEALTH),
    "convicted": _by(2020, _HEALTH, _CAUTIONED),
}

_LEAVING = {
    "care-leavers": _by(
        2014,
        _act("23C"),
        _national("care leavers"),
        _national("measures 112, 113, 220, 221, 317 and 333", documents.LAIT),
        _indicator(147),
    ),
}

_EDGE = {
    "edge-of-care-accommodated": _local("plan: edge of care", _LOOKED_AFTER, _SECTION_20),
    "edge-of-care-accommodated/from-start": _local("plan: edge of care", _LOOKED_AFTER),
    "re-referred": _local("plan: edge of care", _WORKING_TOGETHER, _national("measure 271", documents.LAIT)),
}

SOURCES: Mapping[str, Citation] = {
    **_on_page("who-is-looked-after", _WHO),
    **_on_page("starting-and-ceasing", _FLOWS),
    **_on_page("stability", _STABLE),
    **_on_page("missing", _MISSING),
    **_on_page("reviews-and-visitors", _REVIEWS),
    **_on_page("plans-assessments-audits", _PLANS),
    **_on_page("courts", _COURTS),
    **_on_page("permanence-and-adoption", _PERMANENCE),
    **_on_page("health-and-wellbeing", _HEALTH_PAGE),
    **_on_page("leaving-care", _LEAVING),
    **_on_page("edge-of-care", _EDGE),
}
"""The citation of every measure, by its id. A definition of earlier days is cited with the present one."""
