"""Histories for the tests of the checks, built event by event: what a story in rows cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.checks import Finding
from timeline.domain.entries import Recorded, fact_id
from timeline.domain.statements import RETURN, Coverage
from timeline.domain.story import Draft, Story, decide, tell

CHILD = "a child"
AS_AT = date(2020, 3, 31)
BEGINNINGS = {kind.reason_for_new_episode: kind for kind in e.EpisodeBegan.__subclasses__()}


def story(events: Sequence[e.Event], *, as_at: date = AS_AT, child: str = CHILD, by: int | None = None) -> Story:
    """The story of a child of whom one source states these events, in this order: the return for the year that ends in
    ``by``, or where that is ``None`` a source that is no return."""
    rows = tuple((event, 0, number) for number, event in enumerate(events, 1))
    if by is None:
        draft = Draft(date(1990, 1, 1), "test", ("test",), None, rows)
    else:
        covers = Coverage(first=date(by - 1, 4, 1), last=date(by, 3, 31), silence_counts_in=("Episodes", "Header"))
        draft = Draft(date(by, 6, 30), RETURN, ("return",), covers, rows)
    entries = decide(child, frozenset(), draft)
    return tell(
        child, [Recorded(child, n, identity, entry) for n, (identity, entry) in enumerate(entries)], Basis(as_at)
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def born(on: str = "2012-05-01") -> list[e.Event]:
    return [_registered(day(on))]


def _registered(on: date) -> e.Event:
    return e.ChildRegistered(occurred_on=on, sex=None, ethnicity=None, upn=None, mother=None, child_born_on=None)


def beginning(
    on: str,
    reason: str = "S",
    *,
    status: str | None = "V2",
    need: str | None = "N1",
    place: str | None = "U6 Elm",
    provider: str | None = None,
    urn: str | None = None,
    left: str | None = None,
) -> e.EpisodeBegan:
    """The beginning of an episode; ``place`` is its type and perhaps a home, which stands for its postcode, ``left``
    the postcode of the home that the child left."""
    kind, _, home = (place or "").partition(" ")
    return BEGINNINGS[reason](
        occurred_on=day(on),
        legal_status=status,
        category_of_need=need,
        placement=e.PlacementDetails(type=kind or None, provider=provider, postcode=home or None, urn=urn),
        home_postcode=left,
    )


def ending(
    began: str, on: str, code: str | None, why: str | None = None, of: e.EpisodeBegan | None = None
) -> e.SpellEnded:
    as_it_began = fact_id(CHILD, of) if of else None
    if code in (None, "X1"):
        return e.EpisodeEnded(
            occurred_on=day(on),
            began_on=day(began),
            began_as=as_it_began,
            reason_episode_ceased="X1" if code else None,
            reason_place_change=why,
        )
    return e.CeasedToBeLookedAfter(
        occurred_on=day(on),
        began_on=day(began),
        began_as=as_it_began,
        reason_episode_ceased=str(code),
        reason_place_change=why,
    )


def episode(
    began: str,
    reason: str,
    ended: str | None = None,
    code: str | None = None,
    *,
    why: str | None = None,
    **codes: str | None,
) -> list[e.Event]:
    rows: list[e.Event] = [beginning(began, reason, **codes)]
    return [*rows, ending(began, ended, code, why)] if ended else rows


def lived(
    began: str,
    reason: str = "S",
    ended: str | None = None,
    code: str | None = None,
    *,
    why: str | None = None,
    **codes: str | None,
) -> list[e.Event]:
    """An episode with all that a return must give."""
    return episode(began, reason, ended, code, why=why, **{"provider": "PR1", "left": "Ash"} | codes)


def short_break(began: str, ended: str, **codes: str | None) -> list[e.Event]:
    """A short break with all that a return must give, and no postcodes."""
    return lived(began, "S", ended, "E8", **{"status": "V3", "place": "K2", "left": None} | codes)


def header(on: str = "2012-05-01", **says: object) -> list[e.Event]:
    """A boy's row of the Header with all that a return must give."""
    return registered(on, **{"sex": "1", "ethnicity": "WBRI", "upn": "given"} | says)


def no_date(began: str, code: str | None, why: str | None = None) -> list[e.Event]:
    return [
        e.EndingReportedWithoutDate(
            occurred_on=day(began),
            began_on=day(began),
            began_as=None,
            reason_episode_ceased=code,
            reason_place_change=why,
        )
    ]


def missing(began: str, ended: str | None = None) -> list[e.Event]:
    rows: list[e.Event] = [e.WentMissing(occurred_on=day(began))]
    return [*rows, found(began, ended)] if ended else rows


def found(began: str, ended: str) -> e.Event:
    return e.ReturnedFromMissing(occurred_on=day(ended), began_on=day(began), began_as=None)


def away(began: str, ended: str) -> list[e.Event]:
    return [
        e.WentAwayWithoutAuthorisation(occurred_on=day(began)),
        e.ReturnedFromAway(occurred_on=day(ended), began_on=day(began), began_as=None),
    ]


def review(on: str, code: str | None = None) -> list[e.Event]:
    return [e.ReviewHeld(occurred_on=day(on), participation=code)]


def unaccompanied(on: str, until: str | None = None, sex: str | None = None) -> list[e.Event]:
    ends = day(until) if until else None
    return [e.UnaccompaniedAsylumSeekerRecorded(occurred_on=day(on), sex=sex, ceases_on=ends)]


def visitor(on: str) -> list[e.Event]:
    return [e.IndependentVisitorRequested(occurred_on=day(on))]


def extract(on: str, started: str = "2018-01-10", **says: object) -> list[e.Event]:
    """What an extract taken on this day says of a child in care."""
    content = {"occurred_on": on, "started_on": started, **says}
    return [e.LookedAfterObserved.from_content(content)]


def particulars(on: str, born_on: str) -> list[e.Event]:
    return [e.ParticularsObserved.from_content({"occurred_on": on, "born_on": born_on})]


def decided(on: str, reversed_on: str | None = None) -> list[e.Event]:
    rows: list[e.Event] = [e.AdoptionDecided(occurred_on=day(on))]
    if reversed_on is not None:
        rows.append(reversal(on, reversed_on))
    return rows


def reversal(of: str, on: str, reason: str | None = "RD1") -> e.Event:
    return e.AdoptionDecisionReversed(occurred_on=day(on), began_on=day(of), began_as=None, reason=reason)


def matched(on: str | None = None, decided_on: str | None = None, year: str = "2018-03-31", **says: object) -> e.Event:
    """The particulars of an adoption in the reporting year that ends on this day."""
    content = {"occurred_on": on or decided_on or year, "year_ending": year}
    blank = dict.fromkeys(e.MatchedWithAdopters.model_fields)
    return e.MatchedWithAdopters.from_content(blank | content | {"matched_on": on, "decided_on": decided_on} | says)


def health(**says: object) -> list[e.Event]:
    """Health outcomes of the year that ends on the day ``year``."""
    blank = dict.fromkeys(e.HealthOutcomesRecorded.model_fields)
    on = {"occurred_on": says.pop("year", "2018-03-31")}
    return [e.HealthOutcomesRecorded.from_content(blank | on | says)]


def leaver(
    accommodation: str | None = None,
    *,
    year: str = "2018-03-31",
    in_touch: str | None = "YES",
    activity: str | None = None,
) -> list[e.Event]:
    """A care leaver's outcomes of the year that ends on this day."""
    said = e.CareLeaverOutcomesRecorded(
        occurred_on=day(year), in_touch=in_touch, activity=activity, accommodation=accommodation
    )
    return [said]


def deprived(on: str, until: str | None = None) -> list[e.Event]:
    rows: list[e.Event] = [e.DeprivedOfLiberty(occurred_on=day(on))]
    if until is not None:
        rows.append(e.DeprivationOfLibertyEnded(occurred_on=day(until), began_on=day(on), began_as=None))
    return rows


def allocated(
    on: str, until: str | None = None, *, worker: str | None = "a digest", reason: str | None = "MANAGE"
) -> list[e.Event]:
    rows: list[e.Event] = [e.SocialWorkerAllocated(occurred_on=day(on), worker=worker, reason=reason)]
    if until is not None:
        rows.append(e.SocialWorkerLeft(occurred_on=day(until), began_on=day(on), began_as=None))
    return rows


def permanence(
    born_on: str = "2012-05-01",
    option: str | None = None,
    authority: str | None = None,
    order_date: str | None = None,
) -> list[e.Event]:
    return [
        e.PreviousPermanenceRecorded(
            occurred_on=day(born_on), option=option, authority=authority, order_date=order_date
        )
    ]


def registered(on: str, **says: object) -> list[e.Event]:
    """Particulars of the Header."""
    blank = dict.fromkeys(e.ChildRegistered.model_fields)
    return [e.ChildRegistered.from_content(blank | {"occurred_on": on} | says)]


START = born() + episode("2018-01-10", "S", "2018-03-01", "X1")
OPEN = born() + episode("2018-01-10", "S")
GONE = born() + episode("2018-01-10", "S", "2018-03-01", "E4A")


def said(findings: Iterable[Finding]) -> list[tuple[str, tuple[date, ...]]]:
    """What the findings say, the child and the facts apart."""
    return [(finding.rule.id, finding.days) for finding in findings]
