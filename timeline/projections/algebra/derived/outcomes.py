"""The year's outcomes, as the return gives them: on the day the year ends, since the flags cannot be dated."""

from __future__ import annotations

from timeline.domain.events import CareLeaverOutcomesRecorded, HealthOutcomesRecorded
from timeline.domain.spells import Case, Spell
from timeline.projections.rulebook.bands import SDQ_BANDS, label_of

YES, NO = "yes", "no"
_WORDS = {True: YES, False: NO, None: None}
_FLAGS = (
    *("convicted", "health_check", "immunisations", "teeth_check", "health_assessment"),
    *("substance_misuse", "intervention_received", "intervention_offered"),
)


def health_outcomes(case: Case) -> tuple[Spell, ...]:
    """Every year's health outcomes: each flag ``yes``, ``no`` or not recorded; the score, and the band it lies in."""
    return tuple(
        Spell(
            "health_outcomes",
            event.occurred_on,
            event.occurred_on,
            {flag: _WORDS[getattr(event, flag)] for flag in _FLAGS} | _sdq(event.sdq_score),
            (fact.id,),
        )
        for fact, event in case.story.of(HealthOutcomesRecorded)
    )


def _sdq(score: int | None) -> dict[str, str | None]:
    if score is None:
        return {"sdq_score": None, "sdq_band": None}
    return {"sdq_score": str(score), "sdq_band": label_of(score, SDQ_BANDS)}


def care_leaver_outcomes(case: Case) -> tuple[Spell, ...]:
    """Every year's outcomes of a care leaver, by the codes of OC3."""
    return tuple(
        Spell(
            "care_leaver_outcomes",
            event.occurred_on,
            event.occurred_on,
            {"in_touch": event.in_touch, "activity": event.activity, "accommodation": event.accommodation},
            (fact.id,),
        )
        for fact, event in case.story.of(CareLeaverOutcomesRecorded)
    )
