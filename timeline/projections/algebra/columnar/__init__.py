"""The columnar interpreter: the same declarations, of all children at once, as array operations.

It says what the reference interpreter says; where they differ, it is wrong. Read in this order: ``frame`` (spells as
arrays), ``cells`` (what is asked), ``found`` (what an expression comes to), ``spells``, ``relations`` and ``questions``
(the operators), ``labels`` (the breakdowns), ``standing``; then ``marks`` and ``turning`` (on which days an answer may
turn), ``particulars`` (what is told of children themselves), ``sweep`` (one pass for a whole series or triangle),
``sums`` (what adds up), ``exchange`` (and in which form), ``swept`` (the figures at many points), ``asked`` (the
questions). ``calendar`` is the arithmetic of days, ``kernels`` the inmost loops.
"""

from timeline.projections.algebra.columnar import questions, relations

__all__ = ["questions", "relations"]
# imported so that every operator has its meaning, whichever module is asked first
