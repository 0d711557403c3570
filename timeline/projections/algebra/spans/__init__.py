"""The engine of spans: the same declarations, of all children and all days asked about at once.

As at is an output: an operator maps, for every child at once, spans of the days asked about to spans, within a state of
knowledge. It says what the reference interpreter says; where they differ, it is wrong. Read in this order:
``interval_sets`` (sets of days), ``spell_sets`` (what an expression comes to), ``spell_operators``,
``relation_operators`` and ``questions`` (the operators), ``rows`` (a row of an indicator), ``breakdowns`` (its labels);
then ``grid`` and ``knowledge_states`` (days asked about by days of knowing), ``totals`` (what adds up) and ``exchange``
(in which form), ``medians``, ``point_figures`` (the figures at many points); ``evaluate`` and ``compared`` (the
questions). ``narrowed`` leaves out of a frame what no point of a question asks for.

Frames are ``algebra.columnar``'s. May import the declarations and the rulebook; never a store.
"""

from timeline.projections.algebra.spans import questions, relation_operators

__all__ = ["questions", "relation_operators"]
# imported so that every operator has its meaning, whichever module is asked first
