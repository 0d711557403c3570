"""The temporal algebra: what an indicator is declared in, and the interpreter that gives it meaning.

``expressions``, ``relations``, ``times`` and ``questions`` are the operators, each a frozen value that does nothing by
itself; ``indicator`` puts them together; ``reference`` walks one child's case at one date and is written to be checked
by reading; ``derived`` are spells that only indicators ask for; ``figures`` adds children up into ``answers``;
``dimensions`` are the breakdowns; ``explanation`` says why a child is in or out; ``definition`` turns a declaration
into words and into a hash.
"""

from timeline.projections.algebra import definition_relations

__all__ = ["definition_relations"]
# imported so that every operator has its words, whichever module is asked first
