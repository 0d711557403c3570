"""Stories for spec tests, told in rows that an analyst of the 903 reads without help.

::

    known 2012-06-30                                     ; or: return 2012-03-31 known 2012-06-30
    C1 born 2005-02-28
    C1 2011-05-01 S V2 U6@Elm   2011-09-01 X1            ; DECOM RNE LS PLACE@home, then DEC REC when it has ended
    C1 2011-09-01 P V2 K2@Oak
    C1 missing 2012-05-10 2012-05-12                     ; or: away
    C1 visitor 2012-01-01 matched 2012-03-01             ; or: withdrawn 2012-03-01 because other
    C1 review 2012-01-12
    withdraw C1 missing 2012-05-10 2012-05-12            ; takes back every fact of that row

Without a ``known`` line everything was known in 1990.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.days import year_window
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.spells import Case, case
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft, decide, tell
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.figures import answer
from timeline.projections.indicators import CATALOGUE

KNOWN_LONG_AGO = date(1990, 1, 1)

BEGINNINGS = {kind.reason_for_new_episode: kind for kind in e.EpisodeBegan.__subclasses__()}
SILENCE = ("Episodes", "Header", "Missing", "Reviews")


@dataclass
class Block:
    """One source speaking: when it was known, what it covers, and the rows of each child."""

    known_on: date
    coverage: Coverage | None
    rows: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, child: str, entries: Iterable[Entry]) -> None:
        self.rows.setdefault(child, []).extend(entries)


@dataclass
class Told:
    """A story, ready to be asked."""

    records: dict[str, list[Recorded]]

    def ask(
        self, measure: str, as_at: str, known_at: str | None = None, by: str | None = None, position: int | None = None
    ) -> Answer:
        basis = Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None, position)
        return answer(CATALOGUE[measure], self.cases(basis), basis, DIMENSIONS[by] if by else None)

    def cases(self, basis: Basis) -> Iterator[Case]:
        return (case(tell(child, records, basis)) for child, records in self.records.items())

    def row(self, measure: str, as_at: str, known_at: str | None = None, /, **group: str | int) -> Row:
        """The row with this label: the default figure where none is given."""
        wanted = {key.replace("_", "-"): label for key, label in group.items()}
        (found,) = [row for row in self.ask(measure, as_at, known_at).rows if row.group == wanted]
        return found

    def who(self, measure: str, as_at: str, known_at: str | None = None, /, **group: str | int) -> frozenset[str]:
        """The children in the numerator of that row."""
        return self.row(measure, as_at, known_at, **group).meets

    def spells(self, child: str, kind: str, as_at: str) -> list[tuple[str, str | None]]:
        """The spells of a child, as pairs of days."""
        basis = Basis(date.fromisoformat(as_at))
        found = case(tell(child, self.records[child], basis)).spells[kind]
        return [(spell.start.isoformat(), spell.end.isoformat() if spell.end else None) for spell in found]


def story(text: str) -> Told:
    """The story that the rows tell."""
    return record(read(text))


def record(blocks: Iterable[Block]) -> Told:
    """The blocks as a log would hold them, in the order they are given."""
    records: dict[str, list[Recorded]] = {}
    held: set[UUID] = set()
    position = 0
    for block in blocks:
        for child, entries in block.rows.items():
            rows = tuple((entry, 0, number) for number, entry in enumerate(entries, 1))
            draft = Draft(block.known_on, "story", ("story",), block.coverage, rows)
            for identity, entry in decide(child, held, draft):
                position += 1
                held.add(identity)
                records.setdefault(child, []).append(Recorded(child, position, identity, entry))
    return Told(records)


def read(text: str) -> list[Block]:
    """The blocks of a story's rows."""
    blocks = [Block(KNOWN_LONG_AGO, None)]
    for line in text.splitlines():
        words = line.split(";")[0].split()
        if not words:
            continue
        if words[0] in ("known", "return"):
            blocks.append(_header(words))
        elif words[0] == "withdraw":
            child, entries = _row(words[1:])
            blocks[-1].add(child, [FactWithdrawn(fact=fact_id(child, entry), reason="never so") for entry in entries])
        else:
            blocks[-1].add(*_row(words))
    return [block for block in blocks if block.rows]


def _header(words: list[str]) -> Block:
    if words[0] == "known":
        return Block(date.fromisoformat(words[1]), None)
    window = year_window(date.fromisoformat(words[1]))
    coverage = Coverage(first=window.first, last=window.last, silence_counts_in=SILENCE)
    return Block(date.fromisoformat(words[3]), coverage)


def _row(words: list[str]) -> tuple[str, list[Entry]]:
    child, sort, *rest = words
    makers = {"born": _born, "missing": _missing, "away": _away, "visitor": _visitor, "review": _review}
    if sort in makers:
        return child, makers[sort](rest)
    return child, _episode([sort, *rest])


def _born(rest: list[str]) -> list[Entry]:
    sex = rest[1] if len(rest) > 1 else None
    return [
        e.ChildRegistered(
            occurred_on=date.fromisoformat(rest[0]), sex=sex, ethnicity=None, upn=None, mother=None, child_born_on=None
        )
    ]


def _episode(rest: list[str]) -> list[Entry]:
    began, reason, status, place, *ending = rest
    kind, _, home = place.partition("@")
    began_on = date.fromisoformat(began)
    beginning = BEGINNINGS[reason](
        occurred_on=began_on,
        legal_status=None if status == "-" else status,
        category_of_need="N1",
        placement=e.PlacementDetails(type=None if kind == "-" else kind, provider="PR1", postcode=home or None),
        home_postcode=None,
    )
    return [beginning, *_ending(began_on, ending)]


def _ending(began_on: date, ending: list[str]) -> list[Entry]:
    if not ending:
        return []
    day, *code = ending
    reason = code[0] if code else None
    if reason in ("X1", None):
        return [
            e.EpisodeEnded(
                occurred_on=date.fromisoformat(day),
                began_on=began_on,
                began_as=None,
                reason_episode_ceased="X1" if reason else None,
                reason_place_change=None,
            )
        ]
    return [
        e.CeasedToBeLookedAfter(
            occurred_on=date.fromisoformat(day),
            began_on=began_on,
            began_as=None,
            reason_episode_ceased=str(reason),
            reason_place_change=None,
        )
    ]


def _missing(rest: list[str]) -> list[Entry]:
    return _incident(rest, e.WentMissing, e.ReturnedFromMissing)


def _away(rest: list[str]) -> list[Entry]:
    return _incident(rest, e.WentAwayWithoutAuthorisation, e.ReturnedFromAway)


def _incident(rest: list[str], began: type[e.SpellBegan], ended: type[e.SpellEnded]) -> list[Entry]:
    start = date.fromisoformat(rest[0])
    found: list[Entry] = [began(occurred_on=start)]
    if len(rest) > 1:
        found.append(ended(occurred_on=date.fromisoformat(rest[1]), began_on=start, began_as=None))
    return found


def _visitor(rest: list[str]) -> list[Entry]:
    requested_on = date.fromisoformat(rest[0])
    found: list[Entry] = [e.IndependentVisitorRequested(occurred_on=requested_on)]
    if len(rest) > 1:
        answered_on = date.fromisoformat(rest[2])
        if rest[1] == "matched":
            found.append(e.IndependentVisitorMatched(occurred_on=answered_on, began_on=requested_on, began_as=None))
        else:
            reason = " ".join(rest[4:]) or None
            found.append(
                e.IndependentVisitorRequestWithdrawn(
                    occurred_on=answered_on, began_on=requested_on, began_as=None, reason=reason
                )
            )
    return found


def _review(rest: list[str]) -> list[Entry]:
    return [e.ReviewHeld(occurred_on=date.fromisoformat(rest[0]), participation=None)]
