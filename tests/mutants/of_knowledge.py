"""Planted faults of knowledge: what was known when, what takes back what, what a return's silence says."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_BASIS = "timeline/domain/basis.py"
_ORDER = "timeline/domain/order.py"
_RETURNS = "timeline/domain/returns.py"
_STATEMENTS = "timeline/domain/statements.py"
_STORY = "timeline/domain/story.py"

OF_KNOWLEDGE = (
    Mutant(
        name="strict-known-at",
        wrong="What became known on the known-at day itself is not used",
        file=_BASIS,
        old="known_on <= self.known_at",
        new="known_on < self.known_at",
    ),
    Mutant(
        name="strict-as-at",
        wrong="What happened on the as-at day itself has not happened yet",
        file=_BASIS,
        old="return occurred_on <= self.as_at",
        new="return occurred_on < self.as_at",
    ),
    Mutant(
        name="hindsight-of-later-facts",
        wrong="What happened after the day asked about is part of the story",
        file=_BASIS,
        old="return occurred_on <= self.as_at",
        new="return True",
    ),
    Mutant(
        name="withdrawal-ignored",
        wrong="A withdrawal is recorded and changes nothing",
        file=_STORY,
        old="            self._withdraw(identity, entry)\n            return",
        new="            return",
    ),
    Mutant(
        name="withdrawal-of-a-withdrawal-ignored",
        wrong="Withdrawing a withdrawal does not restore the fact",
        file=_STORY,
        old="            self._lift(target)\n",
        new="",
    ),
    Mutant(
        name="withdrawal-outlives-the-fact-said-again",
        wrong="A fact said again after its withdrawal is restored, but the withdrawal stays in force to be lifted",
        file=_STORY,
        old="            del self.withdrawals[over]  #",
        new="            pass  #",
    ),
    Mutant(
        name="known-since-the-last-telling",
        wrong="A fact that an older source shows to have been known earlier keeps its later known date",
        file=_STORY,
        old="return self.rows[0][1].known_on",
        new="return self.rows[-1][1].known_on",
    ),
    Mutant(
        name="precedence-by-position",
        wrong="The statement loaded last has the last word, whenever it was known",
        file=_STATEMENTS,
        old="return (self.known_on, about(self.source, self.coverage), position)",
        new="return (date.max, date.max, position)",
    ),
    Mutant(
        name="precedence-without-the-year",
        wrong="Of two returns known on one day the one loaded last has the last word, whichever year it is about",
        file=_STATEMENTS,
        old="return (self.known_on, about(self.source, self.coverage), position)",
        new="return (self.known_on, date.max, position)",
    ),
    Mutant(
        name="input-order-kept-in-ties",
        wrong="Two facts of one sort on one day stay in the order they were read in",
        file=_ORDER,
        old="            together.sort(key=lambda item: event_of(item).canonical())",
        new="            pass",
    ),
    Mutant(
        name="content-no-part-of-the-order",
        wrong="What the table of one day does not decide is left to the sort being stable",
        file=_ORDER,
        old="return (event.occurred_on, RANK[type(event)], event.canonical())",
        new='return (event.occurred_on, RANK[type(event)], "")',
    ),
    Mutant(
        name="move-before-change-of-legal-status",
        wrong="Of a move and a change of legal status begun on one day the change is in force",
        file=_ORDER,
        old="    e.LegalStatusChanged,\n    e.PlacementRecordChanged,\n    e.LegalStatusAndPlacementRecordChanged,\n"
        "    e.PlacementMoved,\n",
        new="    e.PlacementMoved,\n    e.LegalStatusChanged,\n    e.PlacementRecordChanged,\n"
        "    e.LegalStatusAndPlacementRecordChanged,\n",
    ),
    Mutant(
        name="scope-only-of-what-began-in-the-year",
        wrong="A return's silence takes back only what began in its year",
        file=_RETURNS,
        old="return began_on <= self.last and (not endings",
        new="return self.first <= began_on <= self.last and (not endings",
    ),
    Mutant(
        name="scope-of-what-ended-before-the-year",
        wrong="A return's silence takes back what had ended before its year",
        file=_RETURNS,
        old="(not endings or any(end >= self.first for end in endings))",
        new="True",
    ),
    Mutant(
        name="year-sent-again-reopens",
        wrong="A year sent again takes back endings after its own last day, which it could not have said",
        file=_RETURNS,
        old="    if event.occurred_on > scope.last:\n        return False\n",
        new="",
    ),
    Mutant(
        name="silence-in-a-module-not-brought",
        wrong="A module that the return did not bring withdraws all it had said",
        file=_RETURNS,
        old="return event.module in self.silence_counts_in",
        new="return True",
    ),
    Mutant(
        name="particulars-lost-to-silence",
        wrong="A return that does not repeat a child's particulars takes them back",
        file=_RETURNS,
        old="because not every return repeats them.\n    return type(event) in scope.kinds",
        new="never lost.\n    return scope.silent_on(event) or type(event) in scope.kinds",
    ),
    Mutant(
        name="unread-row-withdraws",
        wrong="The row that could not be read counts as not said, and takes back what it had said last year",
        file="timeline/ingest/ssda903/child_rows.py",
        old="counts = brought - of_child.unreadable if",
        new="counts = brought if",
    ),
    Mutant(
        name="child-without-episodes-in-scope",
        wrong="A child whom only Header names loses its episodes to the return's silence",
        file="timeline/ingest/ssda903/child_rows.py",
        old='if "Episodes" in of_child.modules else set()',
        new="if of_child.rows else set()",
    ),
    Mutant(
        name="particulars-known-first",
        wrong="Of particulars that differ the ones known first are used",
        file="timeline/domain/spells/case.py",
        old="return known[-1][1] if known else None",
        new="return known[0][1] if known else None",
    ),
)
"""Two times, statements, withdrawals, and the scope of a return."""
