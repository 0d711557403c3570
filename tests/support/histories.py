"""Histories as a case system has them: mostly a way through care, partly anything, known late, and corrected.

Two modes are mixed. **Legal** alone misses duplicates and orphans; **anything** alone rarely reaches a placement. Lists
of moves are drawn as lists, so that a failing example shrinks to the moves that matter. See ``anchors`` for the days,
``walking`` for the legal mode, ``straying`` for the other, ``requesting`` for visitors, ``making`` for the codes,
``correcting`` for the corrections, ``telling`` for what a history can be read as.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from tests.oracle.almanac import months_earlier
from tests.support import correcting, making, straying
from tests.support.adopting import ADOPTED, WAITING, Adopting, adopting
from tests.support.anchors import (
    AT_ONCE,
    JUMPS,
    LAGS,
    SHORT_JUMPS,
    SHORTLY_BEFORE,
    Jump,
    Lag,
    Question,
    known_on,
    land,
    questions,
    turns,
    weighted,
)
from tests.support.correcting import Correction, correct
from tests.support.growing import GROWN, Grown, grown
from tests.support.leaving import LEFT, Left, left
from tests.support.requesting import REQUESTS, Asked, requested
from tests.support.settled import SETTLED, Settled, settled
from tests.support.straying import Stray, stray
from tests.support.telling import History, Plan, Step, Tell
from tests.support.tending import TENDED, Tended, tended
from tests.support.walking import VERBS, Move, Walker

LABELS = ("C2", "C10", "C1", "9", "10", "a", "A", "C1 ", "withdraw", "Ünal;1", "-", "0010", 'x"y', "C")
"""Hostile labels: unsorted, of different lengths, with digits, shared prefixes, blanks, signs, words of the journal."""

CROWD = tuple(f"{number % 7}{'-' * (number % 3)}{number}" for number in range(40))
"""The labels of forty children."""

PICKS = st.integers(0, 9999)


def _chapter(verbs: tuple[str, ...], jumps: st.SearchStrategy[Jump]) -> st.SearchStrategy[list[Move]]:
    return st.lists(st.builds(Move, st.sampled_from(verbs), jumps, PICKS, LAGS), max_size=11)


CHAPTERS = st.one_of(
    _chapter(VERBS["any"], JUMPS),
    _chapter(VERBS["any"], SHORT_JUMPS),
    _chapter(VERBS["on the move"], SHORT_JUMPS),
    _chapter(VERBS["in and out"], st.one_of(SHORT_JUMPS, JUMPS)),
    _chapter(VERBS["in and out"], SHORT_JUMPS),
    _chapter(VERBS["in and out"], SHORT_JUMPS),
    _chapter(VERBS["settled"], JUMPS),
)
"""A part of a child's life, in which much of one sort happens."""

LIVES = st.tuples(CHAPTERS, CHAPTERS, CHAPTERS).map(lambda chapters: [move for each in chapters for move in each])
_CLOSING = st.builds(Move, st.sampled_from(VERBS["at last"]), SHORTLY_BEFORE, PICKS, AT_ONCE)
CLOSINGS = weighted((1, st.just([])), (2, st.lists(_CLOSING, min_size=1, max_size=1)))
"""What the child has come to when the question is asked, in most lives: what is rare otherwise."""

STRAYS = st.builds(Stray, st.sampled_from(sorted(straying.SORTS)), JUMPS, PICKS, LAGS)
CORRECTIONS = st.builds(
    Correction, st.sampled_from(sorted(correcting.SORTS)), PICKS, LAGS, st.sampled_from((0, 0, 1, 30, 365))
)
FIRST_DAYS = st.one_of(
    st.builds(Jump, st.just("anchor"), st.integers(0, 13), st.sampled_from((-1, 0, 1))),
    st.builds(Jump, st.just("days back"), st.integers(-30, 500)),
    st.builds(Jump, st.just("days back"), st.integers(-30, 66 * 30)),
)
ORDERS = ("as told", "backwards", "as known", "turned")


@dataclass(frozen=True)
class Scene:
    """A day asked about, and a history around it."""

    question: Question
    history: History

    def __repr__(self) -> str:
        return f"{self.question}{self.history!r}"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """How Hypothesis prints a failing example: as the journal it can be pasted from."""
        printer.text(repr(self))


def _first_day(jump: Jump, question: Question) -> date:
    if jump.kind == "days back":
        return question.as_at - timedelta(days=jump.count)
    return land(jump, at=question.as_at, since=question.as_at, about=question.as_at)


def _birth(number: int, question: Question, day: date, lag: Lag) -> Tell | None:
    """Particulars of a child: most are children, some are 18 about the day asked about, some are born on a leap day."""
    days = turns(question.as_at)
    turn = days[number % len(days)] if number % 3 == 0 else question.as_at
    eighteen = turn + timedelta(days=number // 100 % 3 - 1)
    born_on = (
        months_earlier(day, 12 * (number % 15)),
        months_earlier(eighteen, 12 * 18),
        months_earlier(eighteen, 12 * 18),
        _leap_day(question.as_at.year - 18),
        None,
    )[number // 7 % 5]
    return Tell(making.registered(born_on, number), known_on(lag, day, question)) if born_on else None


def _leap_day(year: int) -> date:
    """The 29 February of this year, or of the last leap year before it."""
    return date(year - year % 4, 2, 29)


def _ordered(steps: list[Step], order: str) -> Plan:
    """The order in which the log learns of the steps."""
    if order == "backwards":
        return tuple(reversed(steps))
    if order == "as known":
        return tuple(sorted(steps, key=lambda step: step.known_on))
    middle = len(steps) // 2 if order == "turned" else 0
    return (*steps[middle:], *steps[:middle])


Life = Settled | Left | Adopting | Grown


def lived(life: Life, question: Question) -> list[Tell]:
    """What is told of a child with such a life."""
    if isinstance(life, Settled):
        return settled(life, question)
    if isinstance(life, Left):
        return left(life, question)
    return adopting(life, question) if isinstance(life, Adopting) else grown(life, question)


def plan(
    question: Question,
    first: Jump,
    birth: int,
    salt: int,
    moves: Sequence[Move],
    closing: Sequence[Move],
    life: Life | None,
    beside: Tended | None,
    requests: Sequence[Asked],
    strays: Sequence[Stray],
    corrections: Sequence[Correction],
    order: str,
) -> Plan:
    """What is told of one child."""
    walker = Walker(question, _first_day(first, question), salt=salt)
    born = _birth(birth, question, walker.day, moves[0].lag if moves else Lag("after", 0))
    walker.live(moves, closing)
    told = [born, *walker.told] if born else walker.told
    if life is not None:
        told = lived(life, question)
    if beside is not None:
        told.extend(tended(told, beside, question))
    for asked in requests:
        told.extend(requested(asked, question))
    for each in strays:
        told.append(stray(told, each, question))
    steps: list[Step] = list(told)
    for correction in corrections:
        steps.extend(correct(told, correction, question))
    return _ordered(steps, order)


def plans(
    question: Question,
    *,
    corrected: bool = True,
    salt: int = 0,
    lives: st.SearchStrategy[Life] | None = None,
) -> st.SearchStrategy[Plan]:
    """Plans of one child around the day asked about, on the way through care, or with one of these ``lives``: those are
    made for what they are, and mostly left so."""
    corrections = st.lists(CORRECTIONS, max_size=3) if corrected else st.just([])
    untouched = 1 if lives is None else 4
    return st.builds(
        plan,
        st.just(question),
        FIRST_DAYS,
        PICKS,
        st.just(salt),
        LIVES if lives is None else st.just([]),
        CLOSINGS if lives is None else st.just([]),
        st.none() if lives is None else lives,
        weighted((1, st.none()), (1 if lives is None else 4, TENDED)),
        weighted((1, st.just([])), (2, st.lists(REQUESTS, min_size=1, max_size=3))),
        weighted((untouched, st.just([])), (1, st.lists(STRAYS, max_size=5))),
        corrections if lives is None else weighted((2, st.just([])), (1, corrections)),
        st.sampled_from(ORDERS),
    )


@st.composite
def histories(draw: st.DrawFn, question: Question, *, corrected: bool = True, crowds: bool = True) -> History:
    """Histories of none to six children around the day asked about, now and then of forty."""
    fewest = draw(st.sampled_from((0, 1, 2, 3, 3))) if crowds else 0
    told = plans(question, corrected=corrected, salt=draw(st.integers(0, 2**32 - 1)))
    drawn = draw(st.lists(told, min_size=fewest, max_size=4 if crowds else 3))
    if crowds and len(drawn) == 4 and draw(st.integers(0, 9)) == 0:
        return crowd(drawn, CROWD)
    drawn += draw(_of_note(question, corrected=corrected))
    labels = draw(st.permutations(LABELS)) if drawn else ()
    return History(dict(zip(labels, drawn, strict=False)))


def _of_note(question: Question, *, corrected: bool) -> st.SearchStrategy[tuple[Plan, ...]]:
    """Mostly a child who stays, one who left, one adopted, one for adoption and a care leaver.

    Much that measures ask for seldom comes of moves.
    """
    stays, gone, *others = (
        plans(question, corrected=corrected, lives=lives) for lives in (SETTLED, LEFT, ADOPTED, WAITING, GROWN)
    )
    return weighted(
        (1, st.just(())), (1, st.tuples(stays)), (1, st.tuples(gone)), (12, st.tuples(stays, gone, *others))
    )


def crowd(drawn: Sequence[Plan], labels: Sequence[str]) -> History:
    """Many children with few plans, told in turn."""
    return History({label: drawn[number % len(drawn)] for number, label in enumerate(labels)})


@st.composite
def scenes(draw: st.DrawFn, *, corrected: bool = True, crowds: bool = True, limited: bool = False) -> Scene:
    """A day asked about, and a history around it. ``limited``: with a day up to which things are known."""
    question = draw(questions())
    if limited and question.known_at is None:
        question = Question(question.as_at, question.as_at)
    return Scene(question, draw(histories(question, corrected=corrected, crowds=crowds)))
