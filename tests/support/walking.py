"""The legal mode: a child's way through care as a return would tell it, one move after the other.

Mostly legal: each move is what can happen next, but a few are what sources really send (rows that overlap, end on the
day they begin, begin together on one day, end with nothing after them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support import making
from tests.support.anchors import Jump, Lag, Question, edges, known_on, land
from tests.support.local import local_event, timed_incident
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Move:
    """What happens next: the verb, on which day, with which codes, known when."""

    verb: str
    jump: Jump
    pick: int
    lag: Lag


def stirred(pick: int, moves: int, salt: int) -> int:
    """The same number in another move, or another history, stands for other codes; noughts for the first ones."""
    if salt:
        pick = (pick + 40503 * salt * moves) * 2654435761 % 2**32 >> 7
    return pick * (7919 * moves + 1) % 10007


@dataclass
class Walker:
    """A child on the way. ``day``: where the story has come to; ``since``: when what lasts now began."""

    question: Question
    day: date
    told: list[Tell] = field(default_factory=list)
    moves: int = 0
    salt: int = 0
    since: date | None = None
    row: e.EpisodeBegan | None = None
    home: e.PlacementDetails | None = None
    lag: Lag = field(default_factory=lambda: Lag("after", 0))

    def live(self, moves: Sequence[Move], closing: Sequence[Move]) -> None:
        """Make one move after the other. The closing ones come as soon as a move would lead beyond their days."""
        remaining = list(closing)
        for move in moves:
            while remaining and self._next_day(remaining[0].jump) <= self._next_day(move.jump):
                self.go(remaining.pop(0))
            self.go(move)
        for move in remaining:
            self.go(move)

    def go(self, move: Move) -> None:
        """Make one move."""
        self.day = self._next_day(move.jump)
        self.lag = move.lag
        self.moves += 1
        pick = stirred(move.pick, self.moves, self.salt)
        verbs = IN_CARE if self.row is not None else OUT_OF_CARE
        otherwise = Walker.start if self.row is None else Walker.move
        verbs.get(move.verb, ANYWHERE.get(move.verb, otherwise))(self, pick)

    def _next_day(self, jump: Jump) -> date:
        """On from the day before. The day asked about is not passed in one long jump: there is the edge that counts."""
        as_at = self.question.as_at
        to = max(self.day, land(jump, at=self.day, since=self.since or self.day, about=as_at))
        too_far = self.day <= as_at and to > as_at + timedelta(days=3)
        return max(self.day, as_at + timedelta(days=jump.offset)) if too_far else to

    def tell(self, event: e.Event, of: e.SpellBegan | None = None) -> None:
        """Say it, known with this move's lag."""
        self.told.append(Tell(event, known_on(self.lag, event.occurred_on, self.question), of))

    def begin(self, reason: str, placement: e.PlacementDetails, status: str | None, pick: int) -> None:
        """A new row from today on."""
        self.row = making.episode(reason, self.day, placement, status=status, need=pick // 11)
        if placement.type not in making.TEMPORARY:
            self.home = placement
        self.tell(self.row)

    def end(self, ending: e.SpellEnded) -> None:
        """The present row ends."""
        assert self.row is not None
        self.tell(ending, self.row)
        self.row = None

    def next_row(self, reason: str, placement: e.PlacementDetails, status: str | None, pick: int) -> None:
        """The present row ends and another begins on the same day."""
        assert self.row is not None
        self.end(making.goes_on(self.row.occurred_on, self.day, pick))
        self.begin(reason, placement, status, pick)

    # ------------------------------------------------------------------------------------------- out of care

    def start(self, pick: int) -> None:
        self.since = self.day
        placement = making.temporary(pick) if pick % 7 == 0 else making.home(pick)
        self.begin("S", placement, making.one_of(making.STATUSES, pick // 5), pick)

    def start_oddly(self, pick: int) -> None:
        self.since = self.day
        self.begin("LTUPB"[pick % 5], making.home(pick), "C2", pick)

    def short_break(self, pick: int) -> None:
        began = making.episode("S", self.day, making.home(pick), status=("V3", "V4")[pick % 2])
        self.tell(began)
        if pick % 3:
            over = self.day + timedelta(days=pick % 19)
            self.tell(making.ceases(began.occurred_on, over, pick), began)
            self.day = over

    def move(self, pick: int) -> None:
        self.next_row("PPB"[pick % 3], making.home(pick), "C2" if pick % 3 == 2 else self._status(), pick)

    def rush(self, pick: int) -> None:
        for number in range(4):
            self.day += timedelta(days=1)
            self.move(pick + 3 * number)

    def change_status(self, pick: int) -> None:
        assert self.row is not None
        self.next_row("L", self.row.placement, making.one_of(making.STATUSES, pick), pick)

    def change_record(self, pick: int) -> None:
        self.next_row("TU"[pick % 2], making.home(pick), "C1" if pick % 2 else self._status(), pick)

    def go_away(self, pick: int) -> None:
        self.next_row("P", making.temporary(pick), self._status(), pick)

    def come_back(self, pick: int) -> None:
        back = making.home(pick) if self.home is None or pick % 4 == 0 else self.home
        self.next_row("PPPLTUSB"[pick % 8], back, self._status(), pick)

    def be_absent(self, pick: int) -> None:
        """Away and back again: home, or once in four elsewhere."""
        if self.row is not None and self.row.placement.type not in making.TEMPORARY:
            self.home = self.row.placement
        self.go_away(pick)
        self.day += timedelta(days=(1, 2, 7, 30)[pick % 4])
        self.come_back(pick // 4)

    def go_home(self, pick: int) -> None:
        self.next_row("PB"[pick % 2], making.PARENTS[pick % 2], "C2" if pick % 2 else self._status(), pick)

    def adopt(self, pick: int) -> None:
        self.next_row("TUPBS"[pick % 5], making.adopting(pick), "E1", pick)

    def restart(self, pick: int) -> None:
        assert self.row is not None
        placement = self.row.placement if pick % 2 else making.home(pick)
        self.end(making.ceases(self.row.occurred_on, self.day, pick))
        self.begin("S", placement, "V2", pick)

    def cease(self, pick: int) -> None:
        assert self.row is not None
        self._to_an_edge(self.since or self.day, pick)
        self.end(making.ceases(self.row.occurred_on, self.day, pick))
        self.since = None

    def _to_an_edge(self, since: date, pick: int) -> None:
        """Now and then on to a day on which the length or the window decides, where one lies ahead."""
        ahead = [day for day in edges(since, self.question.as_at) if self.day <= day <= self.question.as_at]
        if ahead and pick % 3 == 0:
            self.day = ahead[pick // 3 % len(ahead)]

    def revolve(self, pick: int) -> None:
        for number in range(3):
            self.cease(pick + number)
            self.day += timedelta(days=(pick + number) % 3 + 1)
            self.start(pick + number)
            self.day += timedelta(days=2)

    def stop(self, pick: int) -> None:
        assert self.row is not None
        self.end(making.goes_on(self.row.occurred_on, self.day, pick, reason=("X1", None)[pick % 2]))
        self.since = None

    def overlap(self, pick: int) -> None:
        laid_over = making.episode("PLBTUS"[pick % 6], self.day, making.home(pick), status="C1", need=pick)
        self.tell(laid_over)
        ends_on = self.day + timedelta(days=(0, 1, 5, 40, 300)[pick % 5])
        self.tell(making.goes_on(laid_over.occurred_on, ends_on, pick), laid_over)

    def twin(self, pick: int) -> None:
        """Another row begun on the day the present one began, for another reason, for some days or for good."""
        assert self.row is not None
        reasons = [reason for reason in "BPUTLS" if reason != self.row.reason_for_new_episode]
        status = making.one_of(making.ORDINARY, pick)
        began = making.episode(reasons[pick % 3], self.row.occurred_on, making.home(pick), status=status)
        self.tell(began)
        if pick % 2:
            self.tell(making.goes_on(began.occurred_on, self.day + timedelta(days=pick % 50), pick), began)

    def burst(self, pick: int) -> None:
        for number, reason in enumerate("PLBTU"[pick % 3 :]):
            self.next_row(reason, making.home(pick + number), self._status(), pick + number)

    def end_undated(self, pick: int) -> None:
        assert self.row is not None
        self.tell(making.undated_ending(self.row.occurred_on, pick), self.row)

    def _status(self) -> str | None:
        return self.row.legal_status if self.row else None

    # ---------------------------------------------------------------------------------------------- anywhere

    def go_missing(self, pick: int) -> None:
        self._incident(e.WentMissing(occurred_on=self.day), e.ReturnedFromMissing, pick)

    def _incident(self, began: e.SpellBegan, kind: type[e.SpellEnded], pick: int) -> None:
        self.tell(began)
        nights = (0, 1, 2, 1, 3, None, 40, None)[pick % 8]
        if nights is not None:
            over = began.occurred_on + timedelta(days=nights)
            if pick % 40 > 32:
                self._to_an_edge(over, 3 * pick)
                over = max(over, self.day)
            self.tell(kind(occurred_on=over, began_on=began.occurred_on, began_as=None), began)
            self.day = max(self.day, over)

    def live_with_parents(self, pick: int) -> None:
        self._in_care(pick)
        self.go_home(pick)

    def be_accommodated(self, pick: int) -> None:
        """Under section 20."""
        self._in_care(pick)
        self.next_row("LB"[pick % 2], making.home(pick), "V2", pick)

    def come_and_go(self, pick: int) -> None:
        self._in_care(pick)
        self.revolve(pick)

    def _in_care(self, pick: int) -> None:
        if self.row is None:
            self.start(pick)

    def other(self, pick: int) -> None:
        """What no return measure is about; beside it what a local table tells, and incidents with times of day."""
        self.tell(making.other_event(self.day, pick))
        self.tell(*local_event(self.day, pick, [each.event for each in self.told]))
        if self.row is not None and pick % 3 == 1:
            began, ended = timed_incident(self.day, pick // 3)
            self.tell(began)
            self.tell(ended, began)


Verb = Callable[[Walker, int], None]

OUT_OF_CARE: dict[str, Verb] = {"odd": Walker.start_oddly, "break": Walker.short_break}
IN_CARE: dict[str, Verb] = {
    "rush": Walker.rush,
    "status": Walker.change_status,
    "record": Walker.change_record,
    "away": Walker.go_away,
    "back": Walker.come_back,
    "absent": Walker.be_absent,
    "twin": Walker.twin,
    "adopt": Walker.adopt,
    "home": Walker.go_home,
    "restart": Walker.restart,
    "cease": Walker.cease,
    "revolve": Walker.revolve,
    "stop": Walker.stop,
    "overlap": Walker.overlap,
    "burst": Walker.burst,
    "undated": Walker.end_undated,
    "break": Walker.short_break,
}
ANYWHERE: dict[str, Verb] = {
    "missing": Walker.go_missing,
    "other": Walker.other,
    "with parents": Walker.live_with_parents,
    "accommodated": Walker.be_accommodated,
    "come and go": Walker.come_and_go,
}

VERBS: dict[str, tuple[str, ...]] = {
    "any": (
        *("move", "move", "cease", "cease", "status", "status", "record", "away", "back", "absent", "adopt", "restart"),
        *("break", "stop", "odd", "overlap", "twin", "burst", "undated", "missing", "home", "other"),
    ),
    "on the move": (
        *("move", "rush", "home", "absent", "absent", "away", "back", "record", "adopt", "missing", "restart", "burst"),
        "twin",
    ),
    "in and out": ("cease", "revolve", "cease", "move", "stop", "odd", "restart", "break", "cease", "cease"),
    "settled": ("status", "missing", "missing", "other", "home", "home", "cease", "record"),
    "at last": (*3 * ("with parents",), *2 * ("accommodated",), *2 * ("come and go",)),
}
"""What may happen next, for children of several sorts. Out of care, what needs a child in care is a start."""
