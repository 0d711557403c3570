"""What the operators of a definition mean, to the day. Each is said once in the text of a definition that uses it."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.indicator import Moment, Statistic, Unit

ALWAYS = (
    "A day is looked at at its end. Of what is recorded only what was known by the day of knowing counts, and only "
    "what had begun by the end of the day asked about.",
    "Months are counted to the corresponding date, clipped to the end of a shorter month; a year is 12 of them. The "
    "window of so many months to a day ends with that day and begins on the day after the corresponding date.",
    "Ages are completed years; a birthday on 29 February is kept on 1 March in other years.",
    "Something begins on its first day and has ended on the day of its end: that day is not among its days.",
)
"""What holds for every definition."""

OPERATORS: Mapping[type[object], str] = {
    x.Where: "with: having one of these codes; not recorded is the absence of one",
    x.BeforeAge: "before age: the part of each before the birthday on which the child attains that age, ending on that "
    "birthday at the latest; unchanged where the day of birth is not known",
    x.FromAge: "from age: the part of each from the birthday on which the child attains that age; none where the day "
    "of birth is not known",
    x.Open: "in force at the end of the day: begun by then, and not ended on that day or before",
    x.Touching: "touching the window: some day from its beginning to its end, the day of its end included, lies in the "
    "window; ever: begun by the end of the day",
    x.LivedIn: "lived in during the window: in force at the end of some day of the window",
    x.StartedIn: "begun in the window: its first day lies in it",
    x.EndedIn: "ended in the window: the day of its end lies in it",
    x.First: "the first of: the one that began first",
    x.Last: "the last of: the one that ended last, one still open after all others; of two, the one that began later",
    x.Within: "ended within: it has ended, on the corresponding date so many months after its beginning or before",
    x.ForAtLeast: "lasting so many months or more: from its beginning to its end, or to the day where it is open, the "
    "corresponding date is reached",
    x.NoLongerThan: "lasting so many months or less: from its beginning to its end, or to the day where it is open, "
    "the corresponding date is not passed",
    x.ForDays: "of so many days: the days from its beginning to its end, or to the day where it is open",
    x.EndedUnder: "ended under an age: it ended by the end of the day and before the birthday on which the child "
    "attains that age; any that ended, where the day of birth is not known",
    x.Throughout: "in force throughout the window: begun on its first day or before, and not ended before its last",
    x.BegunAgo: "begun so long before the day or earlier: begun on the corresponding date or before",
    x.WithinLimit: "within a number of days: the days from its beginning to its end, or to the day where it is open, "
    "are no more than the limit in force when it began",
    x.When: "of a child who: none of them where it is not so of the child",
    x.ButNot: "but not: those of the first that are not the very same as one of the others",
    x.AnyOf: "or, of two sorts: those of either, each once, and one that both have as the first has it",
    ask.Some: "has: there is at least one",
    ask.Count: "has so many: their number",
    ask.Distinct: "different codes: codes that are recorded, each once",
    ask.DaysInAll: "days in all: the days on which at least one was in force, to its end or to the day asked about",
    ask.Aged: "is so old or over: has attained that age on the day; no, where the day of birth is not known",
    ask.Both: "and: both are so",
    ask.Either: "or, of two questions: at least one is so",
    ask.Not: "not, none: it is not so",
    r.During: "begun during: begun on the day another began, or later and before the day it ended",
    r.Following: "begun within a time after: begun on the day another ended, or later and by the corresponding date",
    r.Preceding: "ended before: begun before another began, and ended on the day that began or before; by no more "
    "than a time: the corresponding date after its end is not before that day",
    r.WithTheOneBefore: "counted from the beginning of the one before: as if begun when that one began which ended on "
    "the day this one began; left out where there is none",
    t.Ago: "as at so long before the day: what the same words meant at the end of that day, as known now",
    t.BegunSince: "begun so long before the day or later: begun on the corresponding date or after",
    t.LastBegun: "the last begun of: the one that began last; of two, the one that goes on longer",
    t.Once: "each once: of several endings told of one beginning, the last",
    t.Since: "the time since the beginning: from its beginning on, whether or not it has ended",
    t.Ending: "the ending of: the day on which each ended, of those that ended by the end of the day",
    t.Until: "the time until: from the beginning of each to the first beginning of the other, none where that was "
    "earlier; left out where there is no other",
}
"""The meaning of each operator. Two spells are the same by their kind, their first day and their records."""

UNITS: Mapping[Unit, str] = {
    Unit.COUNT: "a number",
    Unit.PERCENT: "the number that meets the row, of all who are counted, times 100; who is counted and not known to "
    "meet it stays among all",
    Unit.DAYS: "of the days from the beginning to the end, or to the day where it is open",
    Unit.WEEKS: "of the days from the beginning to the end, or to the day where it is open, divided by 7",
    Unit.SCORE: "of the numbers recorded",
    Unit.PER_CHILD: "the number for each child counted",
    Unit.RATE: "the number for each 10,000 children of 0 to 17, by the estimate of the population last known for the "
    "day or before",
}

STATISTICS: Mapping[Statistic, str] = {
    Statistic.MEDIAN: "the median; of an even number the mean of the two in the middle",
    Statistic.MEAN: "the mean",
    Statistic.LONGEST: "the longest",
}

MOMENTS: Mapping[Moment, str] = {
    Moment.AS_AT: "as at the day asked about",
    Moment.START: "when what makes the child count began",
    Moment.END: "when what makes the child count ended",
}
