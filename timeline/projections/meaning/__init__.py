"""What a definition means, exactly, and its identity.

Read in this order: ``text`` (the whole text, and its digest), ``exact`` (an expression in it), ``conventions`` (what
the operators mean), ``terms`` and ``local_terms`` (what the kinds of spell are), ``attributes`` (what spells have),
``clauses`` (sentences that apply from a day). May import the algebra, the rulebook and ``timeline.domain``.
"""

from timeline.projections.meaning.text import definition_text, identity, same_meaning

__all__ = ["definition_text", "identity", "same_meaning"]
