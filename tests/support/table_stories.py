"""Stories told in rows of local tables, for spec tests.

::

    known 2012-06-30
    plans C1,care,2012-01-16,,Y,Y,          ; a row of a local table: its kind, then its cells
    C1 2010-01-01 S V2 U6@Elm               ; any other line is one of ``stories``: it stands for the whole text

Every ``known`` line begins a new import of each table. Without one everything was known in 1990.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.support.stories import KNOWN_LONG_AGO, Told, story
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded
from timeline.domain.spells import Case, Spell, case
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft, decide, tell
from timeline.ingest.cells import Row
from timeline.ingest.tables import TABLES

ByDay = dict[str, dict[date, list[Entry]]]


@dataclass
class TableStory(Told):
    """What the tables tell, ready to be asked: of C1, where no child is named."""

    def case(self, as_at: str, known_at: str | None = None, child: str = "C1") -> Case:
        basis = Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None)
        return case(tell(child, self.records[child], basis))

    def found(self, kind: str, as_at: str, known_at: str | None = None) -> list[Spell]:
        return list(self.case(as_at, known_at).spells[kind])

    def days(self, kind: str, as_at: str, known_at: str | None = None) -> list[tuple[str, str | None]]:
        """The spells as pairs of days."""
        found = self.found(kind, as_at, known_at)
        return [(str(spell.start), str(spell.end) if spell.end else None) for spell in found]

    def told(self, kind: str, attribute: str, as_at: str, known_at: str | None = None) -> list[str | None]:
        """One attribute of the spells."""
        return [spell.attributes[attribute] for spell in self.found(kind, as_at, known_at)]


def tables(text: str) -> TableStory:
    """The story that these rows tell."""
    care: list[str] = []
    told: ByDay = {}
    known_on = KNOWN_LONG_AGO
    for line in filter(None, (each.partition(" ;")[0].strip() for each in text.splitlines())):
        word, _, rest = line.partition(" ")
        if word == "known":
            known_on = date.fromisoformat(rest)
        elif word in TABLES:
            child, entries = _row(word, rest)
            told.setdefault(child, {}).setdefault(known_on, []).extend(entries)
        else:
            care.append(line)
    return TableStory(_records("\n".join(care), told))


def _row(kind: str, cells: str) -> tuple[str, list[Entry]]:
    row = TABLES[kind].row
    read = row.read(Row(dict(zip(row.columns(), cells.split(","), strict=True))))
    return read.child, list(read.facts())


def _records(care: str, told: ByDay) -> dict[str, list[Recorded]]:
    records = dict(story(care).records) if care else {}
    for child, by_day in told.items():
        held = records.setdefault(child, [])
        for known_on, entries in by_day.items():
            coverage = Coverage(first=known_on, last=known_on, silence_counts_in=())
            draft = Draft(known_on, "table", ("table.csv",), coverage, tuple((entry, 0, 2) for entry in entries))
            fresh = decide(child, {each.id for each in held}, draft)
            held += [Recorded(child, len(held) + at, *each) for at, each in enumerate(fresh, start=1)]
    return records
