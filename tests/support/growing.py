"""A care leaver of about 17 to 21, of whom the return told the year's outcomes. Moves never draw one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier, months_later
from tests.support import making
from tests.support.anchors import OFFSETS, Question
from tests.support.telling import Tell
from tests.support.tending import year_end
from timeline.domain import codes
from timeline.domain import events as e


@dataclass(frozen=True)
class Grown:
    """Of so many years on the day asked about, less a day or more, or some days older.

    In care from so many years of age until so many, with this code, and perhaps back since so many days; asked about,
    and answered so, at the last year's end, and at the one before.
    """

    age: int
    by: int
    older: int
    entered: int
    left: int
    reason: str
    back: int | None
    in_touch: str | None
    accommodation: str | None
    activity: str | None
    before: bool


GROWN = st.builds(
    Grown,
    st.sampled_from((17, 18, 19, 19, 19, 20, 21, 22)),
    st.sampled_from(OFFSETS),
    st.sampled_from((0, 0, 40, 200)),
    st.sampled_from((5, 12, 15, 16)),
    st.sampled_from((16, 17, 18, 18)),
    st.sampled_from((*8 * ("E5",), "E4", "E6", "E2", "E3")),
    st.sampled_from((*12 * (None,), 0, 30)),
    st.sampled_from((*9 * ("YES",), "NO", "DIED", "REFU", "NREQ", "RHOM", None)),
    st.sampled_from((*making.all_codes(codes.CODE_LISTS["ACCOM"]), "U1", "U1", "U2")),
    st.sampled_from(making.all_codes(codes.CODE_LISTS["ACTIV"])),
    st.sampled_from((False, False, True)),
)


def grown(life: Grown, question: Question) -> list[Tell]:
    """The child's life, each fact known on its day."""
    as_at = question.as_at
    born_on = months_earlier(as_at, 12 * life.age) + timedelta(days=life.by - life.older)
    entered = months_later(born_on, 12 * life.entered)
    left = max(months_later(born_on, 12 * life.left), entered + timedelta(days=60))
    row = making.episode("S", entered, making.HOMES[0], status="C2")
    told = [_tell(making.registered(born_on, life.age)), _tell(row)]
    ceased = making.ceases(entered, left, life.age).model_copy(update={"reason_episode_ceased": life.reason})
    told.append(_tell(ceased, row))
    if life.back is not None:
        again = max(left + timedelta(days=1), as_at - timedelta(days=life.back))
        told.append(_tell(making.episode("S", again, making.HOMES[0], status="C2")))
    last = year_end(as_at)
    told.append(_tell(_row(last, life)))
    if life.before:
        told.append(_tell(e.CareLeaverOutcomesRecorded.from_content({"occurred_on": date(last.year - 1, 3, 31)})))
    return told


def _row(day: date, life: Grown) -> e.CareLeaverOutcomesRecorded:
    return e.CareLeaverOutcomesRecorded(
        occurred_on=day, in_touch=life.in_touch, activity=life.activity, accommodation=life.accommodation
    )


def _tell(event: e.Event, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, event.occurred_on, of)
