"""Health outcomes (OC2): items against each other, and against being looked after for the 12 months of the year.

Outcomes are of a reporting year and stand on the day it ends. What must be given and is blank is asked of rows that a
return states; being looked after for 12 months, of children of whom an episode is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from timeline.domain.checks.health_years import (
    QUESTIONNAIRE_FROM,
    QUESTIONNAIRE_TO,
    health_defect,
    health_rule,
    health_years,
)
from timeline.domain.checks.history import History
from timeline.domain.checks.items import has_items, health_items, some
from timeline.domain.checks.rule import Defect, published
from timeline.domain.events import CareLeaverOutcomesRecorded, HealthOutcomesRecorded, MatchedWithAdopters
from timeline.domain.story import Fact

WRONG_AGE_FOR_IT = "SDQ1"
RESPONSIBLE_FROM = 10
CHECKED_UNDER = 5
ONE_DAY = timedelta(days=1)


def looked_after_without_outcomes(history: History) -> Iterator[Defect]:
    """Looked after for the 12 months, and a needed item is blank or there is no row at all."""
    stated = history.derived(health_years)
    for each in stated:
        if each.lacks_a_needed_item and each.all_year:
            yield health_defect(each)
    known = {each.end for each in stated}
    for ending in history.returned.years_with(HealthOutcomesRecorded.module):
        if ending not in known and history.has_come(ending) and history.looked_after_all_year(ending):
            yield Defect.of(history.rows_in(ending.year)[-1], days=(ending,))


def looked_after_with_other_outcomes(history: History) -> Iterator[Defect]:
    """Looked after for the 12 months, and particulars of an adoption or care leaver's outcomes."""
    stated: list[tuple[Fact, date, MatchedWithAdopters | CareLeaverOutcomesRecorded]] = [
        *((fact, match.year_ending, match) for fact, match in history.story.of(MatchedWithAdopters)),
        *((fact, leaver.occurred_on, leaver) for fact, leaver in history.story.of(CareLeaverOutcomesRecorded)),
    ]
    for fact, ending, outcomes in stated:
        if has_items(outcomes) and history.looked_after_all_year(ending) and history.has_come(ending):
            yield Defect((fact.id,), (ending,))


def health_and_leaver_outcomes(history: History) -> Iterator[Defect]:
    """Health outcomes and care leaver's outcomes of one year."""
    for each in history.derived(health_years):
        if some(health_items(each.stated)):
            for fact, leaver in history.story.of(CareLeaverOutcomesRecorded):
                if leaver.occurred_on == each.stated.occurred_on and has_items(leaver):
                    yield Defect((each.fact.id, fact.id), (leaver.occurred_on,))


LEAVE_OUT = "Leave the item out, or correct the episodes."
GIVE_ITEM = "Give the item, or correct the episodes."
LEAVE_OUT_AT_AGE = "Leave the item out, or correct DOB."
CORRECT_SUBSTANCE = "Correct SUBSTANCE_MISUSE, INTERVENTION_RECEIVED or INTERVENTION_OFFERED."
GIVE_THE_FOUR = "Give IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT and SUBSTANCE_MISUSE."

RULES = (
    health_rule(
        "188",
        "outcome-questionnaire-under-4",
        lambda each: each.has_questionnaire and each.is_under(QUESTIONNAIRE_FROM, each.end),
        "A questionnaire score under 4, or a reason for none",
        "SDQ_SCORE or SDQ_REASON is given and the child was under 4 at the end of the year.",
        LEAVE_OUT_AT_AGE,
    ),
    health_rule(
        "189",
        "outcome-questionnaire-over-16",
        lambda each: each.has_questionnaire and each.is_aged(QUESTIONNAIRE_TO, each.start - ONE_DAY),
        "A questionnaire score over 16, or a reason for none",
        "SDQ_SCORE or SDQ_REASON is given and the 17th birthday is before the year.",
        LEAVE_OUT_AT_AGE,
    ),
    health_rule(
        "157",
        "outcome-no-score-for-age",
        lambda each: (
            each.stated.sdq_reason == WRONG_AGE_FOR_IT
            and each.stated.sdq_score is None
            and each.history.has_columns(each.fact.id)
            and each.is_of_age_for_the_questionnaire
            and each.all_year
        ),
        "No questionnaire score because of the age, at the age for it",
        "SDQ_SCORE is blank, SDQ_REASON is SDQ1, and the child was 4 to 16 and looked after throughout the year.",
        "Give the score, or the reason that applies, or correct DOB.",
        columns=("SDQ_SCORE",),
    ),
    health_rule(
        "186",
        "outcome-no-questionnaire",
        lambda each: each.has_no_questionnaire and each.is_of_age_for_the_questionnaire and each.all_year,
        "Neither a questionnaire score nor a reason",
        "SDQ_SCORE and SDQ_REASON are blank, and the child was 4 to 16 and looked after throughout the year.",
        "Give the score, or the reason why there is none.",
        columns=("SDQ_REASON", "SDQ_SCORE"),
    ),
    health_rule(
        "197B",
        "outcome-no-questionnaire-at-4-or-17",
        lambda each: each.has_no_questionnaire and each.comes_of_age_for_the_questionnaire and each.all_year,
        "Neither a questionnaire score nor a reason in the year of 4 or 17",
        "SDQ_SCORE and SDQ_REASON are blank, the fourth or the 17th birthday lies in the year, and the child was "
        "looked after throughout it.",
        "Give the score, or the reason why there is none.",
        columns=("SDQ_REASON", "SDQ_SCORE"),
    ),
    health_rule(
        "197a",
        "outcome-score-and-reason",
        lambda each: each.stated.sdq_score is not None and each.stated.sdq_reason is not None,
        "A questionnaire score, and a reason for none",
        "SDQ_SCORE and SDQ_REASON are both given.",
        "Delete the one that is wrong.",
    ),
    health_rule(
        "185",
        "outcome-score-not-all-year",
        lambda each: each.stated.sdq_score is not None and each.not_all_year,
        "A questionnaire score of a child not looked after throughout the year",
        "SDQ_SCORE is given and the child was not looked after continuously for the 12 months.",
        LEAVE_OUT,
    ),
    health_rule(
        "198",
        "outcome-reason-not-all-year",
        lambda each: each.stated.sdq_reason is not None and each.not_all_year,
        "A reason for no questionnaire score of a child not looked after throughout the year",
        "SDQ_REASON is given and the child was not looked after continuously for the 12 months.",
        LEAVE_OUT,
    ),
    health_rule(
        "190",
        "outcome-health-not-all-year",
        lambda each: some(health_items(each.stated)) and each.not_all_year,
        "Health outcomes of a child not looked after throughout the year",
        "One of the eight items answered by yes or no is given, and the child was not looked after continuously for "
        "the 12 months.",
        LEAVE_OUT,
    ),
    published(
        "191",
        "outcome-health-missing",
        looked_after_without_outcomes,
        title="No health outcomes of a child looked after throughout the year",
        means="The child was looked after continuously for the 12 months, and IMMUNISATIONS, TEETH_CHECK, "
        "HEALTH_ASSESSMENT or SUBSTANCE_MISUSE is blank, or the OC2 module has no row.",
        do=GIVE_THE_FOUR,
        columns=("SUBSTANCE_MISUSE",),
    ),
    published(
        "187",
        "outcome-others-all-year",
        looked_after_with_other_outcomes,
        title="An adoption's particulars or care leaver's outcomes of a child looked after throughout the year",
        means="The child was looked after continuously for the 12 months, and there are AD1 or OC3 items of the year.",
        do="Delete the AD1 or OC3 row, or correct the episodes.",
    ),
    published(
        "215",
        "outcome-health-and-leaver",
        health_and_leaver_outcomes,
        title="Health outcomes and care leaver's outcomes of one year",
        means="There are OC3 items and OC2 items, score and reason apart, of one year.",
        do="Delete the one that is wrong.",
    ),
    health_rule(
        "182",
        "outcome-health-in-part",
        lambda each: each.lacks_a_needed_item and some(health_items(each.stated)),
        "Health outcomes given in part",
        "Some of the items answered by yes or no are given, and IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT or "
        "SUBSTANCE_MISUSE is blank.",
        GIVE_THE_FOUR,
        columns=("SUBSTANCE_MISUSE",),
    ),
    health_rule(
        "544",
        "outcome-convicted-without-health",
        lambda each: each.stated.convicted is not None and each.lacks_a_needed_item,
        "Convicted or not, and health outcomes left out",
        "CONVICTED is given, and IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT or SUBSTANCE_MISUSE is blank.",
        GIVE_THE_FOUR,
        columns=("SUBSTANCE_MISUSE",),
    ),
    health_rule(
        "547",
        "outcome-checks-without-health",
        lambda each: each.stated.health_check is not None and each.lacks_a_needed_item,
        "Development checks, and health outcomes left out",
        "HEALTH_CHECK is given, and IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT or SUBSTANCE_MISUSE is blank.",
        GIVE_THE_FOUR,
        columns=("SUBSTANCE_MISUSE",),
    ),
    health_rule(
        "542",
        "outcome-convicted-under-10",
        lambda each: each.stated.convicted is not None and each.is_under(RESPONSIBLE_FROM, each.end),
        "Convicted or not, under 10",
        "CONVICTED is given and the child was under 10 at the end of the year.",
        LEAVE_OUT_AT_AGE,
    ),
    health_rule(
        "543",
        "outcome-convicted-blank",
        lambda each: (
            each.is_blank(each.stated.convicted) and each.is_aged(RESPONSIBLE_FROM, each.end) and each.all_year
        ),
        "It is not given whether the child was convicted",
        "CONVICTED is blank, and the child was 10 or over at the end of the year and looked after throughout it.",
        GIVE_ITEM,
        columns=("CONVICTED",),
    ),
    health_rule(
        "545",
        "outcome-checks-blank",
        lambda each: (
            each.is_blank(each.stated.health_check) and each.is_under(CHECKED_UNDER, each.end) and each.all_year
        ),
        "Development checks are blank",
        "HEALTH_CHECK is blank, and the child was under 5 at the end of the year and looked after throughout it.",
        GIVE_ITEM,
        columns=("HEALTH_CHECK",),
    ),
    health_rule(
        "546",
        "outcome-development-checks-from-5",
        lambda each: each.stated.health_check is not None and each.is_aged(CHECKED_UNDER, each.end) and each.all_year,
        "Development checks at 5 or over",
        "HEALTH_CHECK is given, and the child was 5 or over at the end of the year and looked after throughout it.",
        LEAVE_OUT_AT_AGE,
    ),
    health_rule(
        "158",
        "outcome-intervention-received-and-refused",
        lambda each: each.stated.intervention_received is True and each.stated.intervention_offered is not None,
        "An intervention received, and one refused or not",
        "INTERVENTION_RECEIVED is 1 and INTERVENTION_OFFERED is given.",
        CORRECT_SUBSTANCE,
    ),
    health_rule(
        "159",
        "outcome-intervention-offered-blank",
        lambda each: (
            each.stated.substance_misuse is True
            and each.stated.intervention_received is False
            and each.is_blank(each.stated.intervention_offered)
        ),
        "Substance misuse, no intervention, and not whether one was refused",
        "SUBSTANCE_MISUSE is 1, INTERVENTION_RECEIVED is 0 and INTERVENTION_OFFERED is blank.",
        CORRECT_SUBSTANCE,
        columns=("INTERVENTION_OFFERED",),
    ),
    health_rule(
        "192",
        "outcome-intervention-received-blank",
        lambda each: each.stated.substance_misuse is True and each.is_blank(each.stated.intervention_received),
        "Substance misuse, and not whether there was an intervention",
        "SUBSTANCE_MISUSE is 1 and INTERVENTION_RECEIVED is blank.",
        CORRECT_SUBSTANCE,
        columns=("INTERVENTION_RECEIVED",),
    ),
    health_rule(
        "193",
        "outcome-intervention-without-misuse",
        lambda each: (
            (each.stated.substance_misuse is False or each.is_blank(each.stated.substance_misuse))
            and some((each.stated.intervention_received, each.stated.intervention_offered))
        ),
        "An intervention without substance misuse",
        "SUBSTANCE_MISUSE is 0 or blank, and INTERVENTION_RECEIVED or INTERVENTION_OFFERED is given.",
        CORRECT_SUBSTANCE,
        columns=("SUBSTANCE_MISUSE",),
    ),
)
