"""Baselines as files: what is written is read back the same, and what is no baseline is refused."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.errors import BaselineFileError
from replay.files import as_toml, from_toml
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.entries import canonical_json

SIGNS = st.characters(exclude_categories=("Cs",))  # half a sign is in no text that can be stored
TEXTS = st.one_of(
    st.text(SIGNS),
    st.sampled_from(
        ("none", "not limited", "null", "", " ", '"', "'", "\\", "\r\n", "\x7f", "]\n[", "#", "ü", "😀", "=1")
    ),
)
NUMBERS = st.one_of(st.none(), st.integers(-(2**53), 2**53))
VALUES = st.one_of(NUMBERS, st.integers(-(10**15), 10**15).map(lambda number: number / 10**6))
POSSIBLE = st.fixed_dictionaries({"numerator": NUMBERS, "value": VALUES})
ROWS = st.fixed_dictionaries(
    {
        "group": st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(0, 99)), max_size=2),
        "numerator": NUMBERS,
        "denominator": NUMBERS,
        "value": VALUES,
    },
    optional={
        "excluded": st.dictionaries(TEXTS, st.integers(1, 9), min_size=1, max_size=2),
        "unknown": st.integers(0, 9),
        "possible": POSSIBLE,
        "unit": TEXTS,
        "reason": TEXTS,
    },
)
MEASURES = st.builds(
    AttestedMeasure,
    measure=TEXTS,
    version=TEXTS,
    definition=TEXTS,
    figures=st.lists(ROWS, max_size=3).map(canonical_json),
    members=TEXTS,
)
BASELINES = st.builds(
    BaselineTaken,
    title=TEXTS,
    as_at=st.dates(),
    known_at=st.one_of(st.none(), st.dates()),
    position=st.integers(0, 2**63 - 1),
    chain_hash=TEXTS,
    measures=st.lists(MEASURES, max_size=2).map(tuple),
)


@given(BASELINES)
def test_what_is_written_is_read_back_the_same(baseline: BaselineTaken) -> None:
    text = as_toml(baseline)
    assert from_toml(text, "file") == baseline
    assert as_toml(from_toml(text, "file")) == text
    assert text.isascii()


FIGURES = canonical_json([{"group": {"count": "2"}, "numerator": 3, "denominator": None, "value": None}])
ONE = BaselineTaken(
    title="plan",
    as_at=date(2012, 3, 31),
    known_at=date(2012, 6, 30),
    position=27,
    chain_hash="sha256:00",
    measures=(
        AttestedMeasure(
            measure="looked-after", version="1", definition="sha256:11", figures=FIGURES, members="sha256:22"
        ),
    ),
)


def test_it_is_readable() -> None:
    """As a person reads it: days are days, the label stands first in a row, what is null is not there."""
    text = as_toml(ONE)
    assert text.splitlines()[0].startswith("# ")
    assert "as_at = 2012-03-31\nknown_at = 2012-06-30\nposition = 27\n" in text
    assert '{ group = { count = "2" }, numerator = 3 }' in text
    assert tomllib.loads(text)["measure"][0]["id"] == "looked-after"


def test_what_is_not_limited_says_so() -> None:
    assert 'known_at = "not limited"' in as_toml(ONE.model_copy(update={"known_at": None}))


def without(line: str) -> str:
    """The file without the lines that begin so."""
    return "\n".join(each for each in as_toml(ONE).splitlines() if not each.startswith(line))


NO_BASELINE = {
    "empty": "",
    "another file": 'title = "a letter"',
    "no day": without("as_at"),
    "no knowing": without("known_at"),
    "no position": without("position"),
    "no rows": as_toml(ONE).split("rows = ")[0],
    "no measures": without("[[measure]]"),
    "a key of a later version": f'policy = "drop"\n{as_toml(ONE)}',
    "a key of a later version in a measure": f'{as_toml(ONE)}policy = "drop"\n',
    "a position before the log": as_toml(ONE).replace("position = 27", "position = -1"),
    "a position beyond any log": as_toml(ONE).replace("position = 27", f"position = {2**63}"),
    "a position in words": as_toml(ONE).replace("position = 27", 'position = "27"'),
    "a row that is none": as_toml(ONE).replace("{ group =", "3, { group ="),
    "a row without a label": as_toml(ONE).replace('group = { count = "2" }, ', ""),
    "a label that is none": as_toml(ONE).replace('{ count = "2" }', "7"),
    "a day in a row": as_toml(ONE).replace("numerator = 3", "numerator = 2012-03-31"),
    "a day that is a moment": as_toml(ONE).replace("as_at = 2012-03-31", "as_at = 2012-03-31T10:00:00"),
    "measures that are none": f"{as_toml(ONE).split('[[measure]]')[0]}measure = [1]",
}


@pytest.mark.parametrize("case", NO_BASELINE)
def test_what_is_no_baseline_is_refused(case: str) -> None:
    with pytest.raises(BaselineFileError) as error:
        from_toml(NO_BASELINE[case], "plan.toml")
    assert str(error.value) == "plan.toml: the file is not a baseline. Use the file as it was written."


def test_what_is_no_toml_is_refused_without_a_word_of_it() -> None:
    with pytest.raises(BaselineFileError) as error:
        from_toml("CANARY = = 1", "plan.toml")
    assert str(error.value) == "plan.toml: the file is not TOML. Use the file as it was written."
