"""How an entry is stored, and how one stored in an older shape, or in a newer, is read."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal, get_args, get_origin
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, note, review, tamper, withdrawal, yearly
from timeline.domain.basis import Basis
from timeline.domain.entries import REGISTRY, Entry, fact_id
from timeline.domain.events import EVENTS, Event, PlacementMoved
from timeline.domain.statements import Statement
from timeline.domain.story import decide
from timeline.store import mapper
from timeline.store.bodies import name_and_version, topic_of
from timeline.store.errors import NewerEntryError, NewerLogError, UnreadableEntryError
from timeline.store.mapper import Appended, EntryMapper
from timeline.store.recorder import StoredEntry


class Seen(Entry):
    """As it was first released."""

    name: ClassVar[str] = "seen"

    by: str


class SeenOfLate(Entry):
    """As it is now: it says ``place`` where it said nothing, and ``worker`` where it said ``by``."""

    name: ClassVar[str] = "seen"
    version: ClassVar[int] = 3

    worker: str
    place: str | None


REGISTRY.pop("seen")  # only of use here

AN_ID = UUID("6ba7b810-9dad-51d1-80b4-00c04fd430c8")


def renamed(content: dict[str, Any]) -> dict[str, Any]:
    return {"worker": content["by"]}


def placed(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "place": "home"}


THEN = EntryMapper({"seen": Seen}, {})
NOW = EntryMapper({"seen": SeenOfLate}, {("seen", 1): renamed, ("seen", 2): placed})


def stored(entry: Entry, mapper: EntryMapper = NOW) -> StoredEvent:
    return mapper.to_stored_event(Appended("C1", 1, AN_ID, entry))


def test_the_first_version_is_stored_under_its_name_alone() -> None:
    event = stored(Seen(by="a1"), THEN)
    assert (event.topic, event.state) == ("seen", b'{"by":"a1"}')


def test_a_later_version_is_kept_in_the_stored_form() -> None:
    """The mapper that the library documents for pydantic forgets it: an old body is then read as a new one."""
    event = stored(SeenOfLate(worker="a1", place=None))
    assert (event.topic, event.state) == ("seen.v3", b'{"worker":"a1"}')


def test_an_old_body_is_brought_up_to_date_version_by_version() -> None:
    read = NOW.to_domain_event(stored(Seen(by="a1"), THEN))
    assert read == Appended("C1", 1, AN_ID, SeenOfLate(worker="a1", place="home"))


def test_a_body_of_the_version_between_goes_the_rest_of_the_way() -> None:
    assert NOW.decode("seen.v2", b'{"worker":"a1"}') == SeenOfLate(worker="a1", place="home")


def test_a_body_of_the_present_version_is_not_touched() -> None:
    entry = SeenOfLate(worker="a1", place=None)
    assert NOW.to_domain_event(stored(entry)) == Appended("C1", 1, AN_ID, entry)


def test_the_identity_stays_as_it_was_stored() -> None:
    old = Seen(by="a1")
    identity = fact_id("C1", old)
    event = THEN.to_stored_event(Appended("C1", 1, identity, old))
    read = NOW.to_domain_event(event)
    assert isinstance(read, Appended)
    assert read.id == identity != fact_id("C1", read.entry)


def test_a_step_that_is_missing_is_said() -> None:
    with pytest.raises(UnreadableEntryError, match=r"no way to read version 2 of the kind 'seen'"):
        EntryMapper({"seen": SeenOfLate}, {("seen", 1): renamed}).decode("seen", b'{"by":"a1"}')


def test_a_version_newer_than_this_program_is_said() -> None:
    with pytest.raises(UnreadableEntryError, match="a newer version of timeline wrote an entry of the kind 'seen'"):
        THEN.decode("seen.v2", b'{"worker":"a1"}')


def test_a_kind_that_this_program_does_not_know_is_said() -> None:
    with pytest.raises(NewerEntryError, match="wrote an entry of the kind 'unheard-of'"):
        NOW.decode("unheard-of", b"{}")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'X"worker":"a1"}',
        b'{"worker":"a1"',
        b'{"worker":"a1"} {}',
        b'{"worker":1}',
        b'{"worker":"a1","more":1}',
        b'{"worker":null}',
        b'{"worker":"\xff"}',
    ],
)
@pytest.mark.parametrize("topic", ["seen", "seen.v3"])
def test_a_body_that_is_not_one_is_refused_without_being_shown(topic: str, body: bytes) -> None:
    reader = THEN if topic == "seen" else NOW
    with pytest.raises(UnreadableEntryError, match=f"^the content of an entry of the kind '{topic}' cannot be read$"):
        reader.decode(topic, body)


def test_an_event_without_an_identity_is_none_of_ours() -> None:
    with pytest.raises(UnreadableEntryError, match="no identity"):
        NOW.to_domain_event(StoredEvent("C1", 1, "seen.v3", b'{"worker":"a1"}'))


def test_an_entry_with_nothing_given_is_read() -> None:
    class Bare(Entry):
        name: ClassVar[str] = "bare"
        remark: str | None

    del REGISTRY["bare"]
    bare = Bare(remark=None)
    assert EntryMapper({"bare": Bare}, {}).decode("bare", bare.canonical().encode()) == bare


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_kind_of_entry_has_a_name_that_can_be_told_from_its_version(name: str) -> None:
    assert name_and_version(topic_of(REGISTRY[name])) == (name, REGISTRY[name].version)


def _moves() -> st.SearchStrategy[PlacementMoved]:
    text = st.none() | st.text()
    return st.builds(
        lambda day, home, postcode, urn, legal_status: PlacementMoved.from_content(
            {
                "occurred_on": day,
                "home_postcode": home,
                "legal_status": legal_status,
                "placement": {"postcode": postcode, "urn": urn},
            }
        ),
        st.dates(),
        text,
        text,
        text,
        st.sampled_from([None, "C2", "V4"]),
    )


@given(entry=_moves())
def test_an_entry_comes_back_as_it_was(entry: PlacementMoved) -> None:
    mapper = EntryMapper()
    event = mapper.to_stored_event(Appended("C1", 1, AN_ID, entry))
    assert isinstance(event, StoredEntry)
    assert mapper.to_domain_event(event) == Appended("C1", 1, AN_ID, entry)
    assert mapper.decode(event.topic, event.state) == PlacementMoved.from_content(entry.content())


@given(drafts=st.lists(_moves(), max_size=5), known_on=st.dates(), year=st.integers(1990, 2030))
def test_a_statement_comes_back_as_it_was(drafts: list[PlacementMoved], known_on: date, year: int) -> None:
    for draft in (note(str(known_on), *drafts), yearly(year, *drafts, known_on=str(known_on))):
        statement = decide("C1", (), draft)[-1][1]
        assert isinstance(statement, Statement)
        assert EntryMapper().decode("statement", statement.canonical().encode()) == statement


def test_a_withdrawal_comes_back_as_it_was() -> None:
    entry = withdrawal("C1", review("2011-06-01"))
    assert EntryMapper().decode("fact-withdrawn", entry.canonical().encode()) == entry


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_every_event_with_all_that_may_be_blank_left_blank_comes_back(event: str) -> None:
    entry = blank(EVENTS[event])
    assert EntryMapper().decode(event, entry.canonical().encode()) == entry


def blank(event: type[Event]) -> Event:
    """The least that an event of this kind can say."""
    least = {name: value for name, field in event.model_fields.items() if (value := _needed(field.annotation))}
    if event.name == "ceased-to-be-looked-after":
        least["reason_episode_ceased"] = "E8"
    return event.from_content({"placement": {}} | least if "placement" in event.model_fields else least)


def _needed(sort: Any) -> object:
    """A value for a field that may not be blank; ``None`` for one that may."""
    if get_origin(sort) is Literal:
        return get_args(sort)[0]
    return {date: "2012-03-31", str: "given", bool: True}.get(sort)


def test_a_log_in_which_something_is_unknown_says_so_in_plain_words(
    lasting: str, clock: Ticking, opened: OpenLog
) -> None:
    log = opened(lasting, clock=clock)
    log.record([("SECRET1", note("2012-05-01", review("2011-06-01")))])
    tamper(lasting, "UPDATE entries SET name = 'unheard-of' WHERE position = 1")
    for ask in (lambda: log.records("SECRET1"), lambda: list(log.stories(Basis(date(2012, 3, 31))))):
        with pytest.raises(
            NewerLogError, match=", position 1: a newer version of timeline wrote entries of the kind 'unheard-of'"
        ):
            ask()
    assert "SECRET1" not in str(log.verify())


def test_a_log_written_by_older_code_is_read_by_newer(
    lasting: str, clock: Ticking, opened: OpenLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: recorded as version 1, read, told, verified and added to as version 3."""

    with opened(lasting, clock=clock) as log:
        log.record([("C1", note("2012-05-01", review("2011-06-01")))])
        before = log.records("C1")[0]
    monkeypatch.setitem(REGISTRY, "review-held", REGISTRY["review-held"])  # put back afterwards

    class ReviewHeldOfLate(Event):
        name: ClassVar[str] = "review-held"
        version: ClassVar[int] = 2
        module: ClassVar[str] = "Reviews"
        took_part: str | None

    monkeypatch.setitem(
        mapper.UPCASTERS,
        ("review-held", 1),
        lambda content: {"occurred_on": content["occurred_on"], "took_part": content.get("participation")},
    )
    log = opened(lasting, clock=clock)
    after = log.records("C1")[0]
    assert after.entry == ReviewHeldOfLate(occurred_on=date(2011, 6, 1), took_part="PN1")
    assert (after.id, after.position) == (before.id, before.position)
    newer = ReviewHeldOfLate(occurred_on=date(2011, 7, 1), took_part=None)
    log.record([("C1", note("2012-05-02", newer))])
    assert log.records("C1")[2].entry == newer
    assert log.verify().is_sound
