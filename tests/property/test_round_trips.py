"""E6. What is written can be read again, and is what it was: a journal, a baseline's file, an entry of the log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.files import as_toml, from_toml
from tests.support import profiles
from tests.support.ageing import NAME, WentMissingOfLate, read_later, with_teller
from tests.support.asking import Records, answers
from tests.support.histories import Scene, scenes
from tests.support.returns import Returns, returns
from tests.support.telling import record
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.entries import REGISTRY, canonical_json
from timeline.ingest.journal import parse_journal, print_journal
from timeline.projections.algebra.answers import Answer
from timeline.projections.attesting import row_data
from timeline.store.bodies import UPCASTERS
from timeline.store.mapper import Appended, EntryMapper

RECORDS = st.one_of(
    scenes(crowds=False).map(lambda scene: scene.history.records), returns().map(lambda sent: record(sent.drafts))
)

OLDER_BODIES: dict[tuple[str, int], bytes] = {}
"""By registered name and version: a body as the release with that version stored it, of every version but the last."""


@profiles.one_in(2)
@given(scenes())
def test_a_journal_says_what_it_was_printed_from(scene: Scene) -> None:
    text = print_journal(scene.history.drafts)
    assert parse_journal(text, "journal") == scene.history.drafts
    assert print_journal(parse_journal(text, "journal")) == text


@profiles.one_in(2)
@given(returns())
def test_returns_printed_as_a_journal_leave_the_same_in_a_log(sent: Returns) -> None:
    drafts = parse_journal(print_journal(sent.drafts), "journal")
    assert record(drafts) == record(sent.drafts)


@st.composite
def _baselines(draw: st.DrawFn) -> BaselineTaken:
    """Figures of a history under any words that a name, a version or a digest may be."""
    scene = draw(scenes(crowds=False))
    words = st.text(min_size=1, max_size=20)
    some = draw(st.lists(st.sampled_from(list(answers(scene.history.records, scene.question).values())), max_size=3))
    return BaselineTaken(
        title=draw(words),
        as_at=scene.question.as_at,
        known_at=scene.question.known_at,
        position=draw(st.integers(0, 2**63 - 1)),
        chain_hash=draw(words),
        measures=tuple(_attested(answer, draw(words), draw(words)) for answer in some),
        never_sent_again=draw(st.sampled_from((None, "drop", "close"))),
    )


def _attested(answer: Answer, version: str, digest: str) -> AttestedMeasure:
    return AttestedMeasure(
        measure=answer.indicator.id,
        version=version,
        definition=digest,
        figures=canonical_json([row_data(row, answer.indicator.unit) for row in answer.rows]),
        members=digest,
    )


@profiles.one_in(3)
@given(_baselines())
def test_a_baseline_is_read_from_its_file_as_it_was_taken(baseline: BaselineTaken) -> None:
    assert from_toml(as_toml(baseline), "baseline.toml") == baseline


@profiles.one_in(3)
@given(RECORDS)
def test_every_entry_comes_back_from_the_log_as_it_was(records: Records) -> None:
    mapper = EntryMapper()
    for held in _appended(records):
        stored = mapper.to_stored_event(held)
        assert mapper.to_domain_event(stored) == held


@profiles.one_in(3)
@given(scenes(crowds=False))
def test_an_entry_of_an_older_version_is_brought_up_to_date_and_keeps_its_identity(scene: Scene) -> None:
    then = EntryMapper()
    now = EntryMapper({**REGISTRY, NAME: WentMissingOfLate}, {**UPCASTERS, (NAME, 1): with_teller})
    for held in _appended(scene.history.records):
        read = now.to_domain_event(then.to_stored_event(held))
        assert read == Appended(held.originator_id, held.originator_version, held.id, read_later(held.entry))


def _appended(records: Records) -> Iterator[Appended]:
    """Every entry in its place in its child's stream."""
    for child, entries in records.items():
        for version, held in enumerate(entries, 1):
            yield Appended(child, version, held.id, held.entry)


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_version_that_was_ever_stored_can_still_be_read(name: str) -> None:
    """A version that a release has stored stays readable: with a way on to the next, and a body that shows it."""
    older = [(name, version) for version in range(1, REGISTRY[name].version)]
    assert [each for each in older if each not in UPCASTERS or each not in OLDER_BODIES] == []
    for _, version in older:
        topic = name if version == 1 else f"{name}.v{version}"
        assert type(EntryMapper().decode(topic, OLDER_BODIES[name, version])) is REGISTRY[name]
