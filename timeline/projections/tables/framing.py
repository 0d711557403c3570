"""What is stored as a frame, such as the columnar interpreter reads."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from timeline.projections.algebra.columnar.frame import ChildRows, Frame, SpellRows
from timeline.projections.tables.stored import CHILD, Stored, Table

WHEN = (CHILD, "seen_from", "seen_to", "known_from", "known_to")
OF_SPELLS = (*WHEN, "start", "end", "facts", "began")
CHILD_NUMBERS = ("born_on", "unaccompanied_to", "never_sent_again", "endings_alone")
CHILD_CODES = ("modules", "sex", "ethnicity")


def frame_of(stored: Stored, kinds: Collection[str]) -> Frame:
    """The children, with their spells of these kinds."""
    table = stored.tables[CHILD]
    said: dict[str, Any] = {name: table.columns[name] for name in (*WHEN, *CHILD_NUMBERS)}
    said["never_sent_again"] = said["never_sent_again"].astype(np.bool_)
    said |= {name: table.codes(name) for name in CHILD_CODES}
    spells = {kind: _spell_rows(stored.tables[kind]) for kind in kinds if kind in stored.tables}
    return Frame(stored.names, ChildRows(**said), spells)


def _spell_rows(table: Table) -> SpellRows:
    attributes = {name: table.codes(name) for name, words in table.words.items() if words}
    return SpellRows(**{name: table.columns[name] for name in OF_SPELLS}, attributes=attributes)
