"""The synthetic authority's own registers: lawful rows, year by year, that leave the returns as they were."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from tests.fuzz.returns import MemoryLog, known
from timeline.domain.events import Event, SpellBegan
from timeline.domain.spells import Spell, case
from timeline.domain.spells.local import LOCAL_KINDS
from timeline.domain.story import tell
from timeline.ingest.tables import TABLES, import_tables
from timeline.synthetic import Authority, Written, write_returns
from timeline.synthetic.local import REGISTERS

LAST = date(2023, 3, 31)


def authority(children: int = 300) -> Authority:
    return Authority(seed=5, children=children, first_year_ending=date(2021, 3, 31), years=3)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_returns(authority(), tmp_path_factory.mktemp("registers"))


@pytest.fixture(scope="module")
def log(written: Written) -> MemoryLog:
    """Every register of every year, imported as it became known."""
    log = MemoryLog()
    for year in written.registers:
        assert import_tables(log, year.folder, year.known_on).quarantine == ()
    return log


@pytest.fixture(scope="module")
def spells(log: MemoryLog) -> list[Spell]:
    basis = known(as_at=LAST)
    cases = (case(tell(child, records, basis)) for child, records in log.held.items())
    return [spell for each in cases for found in each.spells.values() for spell in found]


def test_the_registers_have_the_columns_of_the_tables() -> None:
    assert {name: tuple(header.split(",")) for name, header in REGISTERS.items()} == {
        name: kind.row.columns() for name, kind in TABLES.items() if name in REGISTERS
    }


def test_every_register_of_every_year_has_rows(written: Written) -> None:
    assert [each.known_on for each in written.registers] == [date(year, 4, 30) for year in (2021, 2022, 2023)]
    for year in written.registers:
        for name in REGISTERS:
            assert len((year.folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()) > 1, (year, name)


def test_no_register_says_what_had_not_happened_by_the_end_of_its_year(written: Written) -> None:
    for year in written.registers:
        log = MemoryLog()
        import_tables(log, year.folder, year.known_on)
        happened = [row[0].occurred_on for _, draft in log.said for row in draft.rows if isinstance(row[0], Event)]
        assert max(happened) <= date(year.known_on.year, 3, 31)


def test_a_row_is_said_again_in_the_year_that_brings_news_of_it_and_in_no_other(log: MemoryLog) -> None:
    """Only what began before the year and ended in it: the beginning is then said a second time."""
    told = Counter(
        (child, row[0].canonical()) for child, draft in log.said for row in draft.rows if isinstance(row[0], SpellBegan)
    )
    assert set(told.values()) > {1}
    assert max(told.values()) <= 3


def test_every_kind_of_local_spell_is_there(spells: list[Spell]) -> None:
    assert {spell.kind for spell in spells} >= set(LOCAL_KINDS) | {"missing_incident"}


def test_what_a_measure_tells_apart_is_there(spells: list[Spell]) -> None:
    found = {
        (kind, name): {spell.attributes[name] for spell in spells if spell.kind == kind}
        for kind, name in (
            ("plan", "kind"),
            ("plan_review", "how"),
            ("health_assessment", "outcome"),
            ("audit", "grade"),
            ("audit", "rectified"),
            ("audit_action_due", "completed"),
            ("gateway_decision", "decision"),
            ("court_application", "as_final_plan"),
            ("court_application", "outcome"),
            ("court_application", "extended"),
            ("missing_incident", "lasted"),
            ("referral", "re_referral"),
        )
    }
    assert found == {
        ("plan", "kind"): {"care", "health", "transition", "pathway", "permanence"},
        ("plan_review", "how"): {"made", "reviewed"},
        ("health_assessment", "outcome"): {"held", "declined"},
        ("audit", "grade"): {"outstanding", "good", "requires improvement", "inadequate", None},
        ("audit", "rectified"): {"in time", "late", None},
        ("audit_action_due", "completed"): {"in time", "late", None},
        ("gateway_decision", "decision"): {"issue", "pre-proceedings", "no proceedings"},
        ("court_application", "as_final_plan"): {"yes", "no", None},
        ("court_application", "outcome"): {"disposed", "withdrawn", None},
        ("court_application", "extended"): {"yes", "no"},
        ("missing_incident", "lasted"): {"over 24 hours", "24 hours or less", None},
        ("referral", "re_referral"): {"yes", "no"},
    }


def test_proceedings_last_about_as_long_as_published(spells: list[Spell]) -> None:
    """Ministry of Justice, 2021: mean 45 weeks, 23 % within 26 weeks."""
    ended = [
        spell for spell in spells if spell.kind == "court_application" and spell.attributes["outcome"] == "disposed"
    ]
    care = [spell for spell in ended if spell.attributes["type"] in ("care", "supervision") and spell.end]
    weeks = [(spell.end - spell.start).days / 7 for spell in care if spell.end]
    assert 35 < mean(weeks) < 60
    assert 0.1 < sum(spell.attributes["within_timetable"] == "yes" for spell in care) / len(care) < 0.35


def test_about_two_in_nine_referrals_are_re_referrals(spells: list[Spell]) -> None:
    """Department for Education, Children in need, table C1: 22 to 23 % in 2021 to 2025."""
    again = [spell.attributes["re_referral"] for spell in spells if spell.kind == "referral"]
    assert 0.12 < again.count("yes") / len(again) < 0.3


def test_without_registers_the_rest_is_the_same_to_the_byte(written: Written, tmp_path: Path) -> None:
    without = write_returns(authority(), tmp_path, registers=False)
    assert without.registers == ()
    assert not list(without.tables.glob("*/*.csv"))
    for theirs in tmp_path.rglob("*.csv"):
        ours = written.truth.parent / theirs.relative_to(tmp_path)
        assert ours.read_bytes() == theirs.read_bytes()


def test_children_at_the_edge_of_care_who_never_came_into_care_are_in_no_return(written: Written) -> None:
    def children(path: Path) -> set[str]:
        return {line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}

    returned = {child for sent in written.returns for child in children(sent.folder / "header.csv")}
    worked_with = {child for year in written.registers for child in children(year.folder / "edge-of-care.csv")}
    assert len(worked_with - returned) > 50
    assert worked_with & returned
