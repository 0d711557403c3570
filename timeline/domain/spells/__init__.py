"""What a story derives: spells, the things with a length that indicators count.

``case(story)`` is the one way in. Each kind has a file of its own and a sentence in ``KINDS``:

* ``episodes``: the rows of the return put together again, and which of them is in force on each day;
* ``care``: periods of care and short breaks; ``placements``; ``incidents``; ``visitors``; ``reviews``;
* ``local``: all that local tables tell, in ``plans``, ``assessments``, ``audits``, ``courts``, ``edge_of_care``.
"""

from timeline.domain.spells.case import KINDS, Case, case
from timeline.domain.spells.spell import Spell

__all__ = ["KINDS", "Case", "Spell", "case"]
