"""Defects in returns that were imported: what a row leaves out, what a year cannot hold, what a module does not have.

A rule's nearest breach is in ``tests/unit/checks_examples*.py``; here are rules that need the return itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import HEADERS
from timeline.domain.basis import Basis
from timeline.ingest.ssda903 import import_return
from timeline.projections.checking import histories_checked
from timeline.projections.engines import Engine
from timeline.store import CaseLog, open_log

ANNA = "Anna,F,01/05/2012,WBRI,A12345678901B,0,"
CARE = "Anna,01/05/2023,S,C2,N1,U3,PR1,,,,AA1 1AA,BB1 1BB,"
HEALTH = "Anna,01/05/2012,9,,0,,1,1,1,0,,"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "log.db") as opened:
        yield opened


Bring = Callable[..., None]


@pytest.fixture
def bring(log: CaseLog, tmp_path: Path) -> Bring:
    """Import the return of the year that ends in this calendar year, known in September: its rows by module."""

    def bring(year: int = 2025, **modules: str) -> None:
        folder = tmp_path / str(year)
        folder.mkdir()
        for name, rows in modules.items():
            (folder / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows.splitlines()]) + "\n")
        import_return(log, [folder], date(year, 3, 31), date(year, 9, 30))

    return bring


def named(log: CaseLog, as_at: date = date(2025, 9, 30)) -> list[str]:
    """The numbers of the rules that are broken, each as often as it is; of a house rule its name."""
    found = histories_checked(log, Basis(as_at), engine=Engine.REFERENCE, note=lambda _: None)
    return [each.finding.rule.rule_number or each.finding.rule.id for each in found]


def test_a_return_with_nothing_wrong_in_it(log: CaseLog, bring: Bring) -> None:
    bring(header=ANNA, episodes=CARE, oc2=HEALTH)
    assert named(log) == []


def test_an_ending_after_the_year_is_named_until_the_return_of_its_year_has_it(log: CaseLog, bring: Bring) -> None:
    ended = CARE.replace("PR1,,,,", "PR1,08/09/2025,E4A,,")
    bring(header=ANNA, episodes=ended, oc2=HEALTH)
    assert named(log) == ["385"]
    bring(2026, header=ANNA, episodes=ended)
    assert named(log, date(2026, 9, 30)) == []


def test_what_is_blank_in_the_header_is_kept_and_named(log: CaseLog, bring: Bring) -> None:
    bring(header="Anna,,01/05/2012,,,,", episodes=CARE, oc2=HEALTH)
    assert named(log) == ["101", "103", "442"]


def test_what_is_blank_in_an_episode_is_kept_and_named(log: CaseLog, bring: Bring) -> None:
    bring(header=ANNA, episodes="Anna,01/05/2023,S,,,,,,,,,,", oc2=HEALTH)
    assert named(log) == [
        *("526", "392b"),
        *("episode-without-legal-status", "episode-without-need", "episode-without-placement"),
    ]


def test_a_sex_is_a_code_of_the_return_that_states_it(log: CaseLog, bring: Bring) -> None:
    bring(header=ANNA.replace(",F,", ",2,"), episodes=CARE, oc2=HEALTH)
    assert named(log) == ["101"]


def test_two_women_are_no_married_couple_of_two_sexes_and_two_rows_are_one_too_many(log: CaseLog, bring: Bring) -> None:
    adopted = "Anna,01/05/2024,S,C2,N1,A4,PR1,01/02/2025,E11,,AA1 1AA,BB1 1BB,"
    row = "Anna,01/05/2012,01/04/2024,20/04/2024,0,2,{},{}"
    bring(header=ANNA, episodes=adopted, ad1="\n".join([row.format("FF", "L11"), row.format("FF", "L12")]))
    assert [each for each in named(log) if each != "334"] == ["520", "INT31"]


def test_a_child_of_the_header_in_no_other_module(log: CaseLog, bring: Bring) -> None:
    bert = "Bert,M,01/05/2012,WBRI,A12345678902B,,"
    bring(header=f"{ANNA}\n{bert}", episodes=CARE, oc2=HEALTH)
    assert named(log) == ["EPI"]


def test_a_care_leaver_need_be_in_no_other_module(log: CaseLog, bring: Bring) -> None:
    bert = "Bert,M,01/05/2006,WBRI,A12345678902B,,"
    bring(header=f"{ANNA}\n{bert}", episodes=CARE, oc2=HEALTH, oc3="Bert,01/05/2006,YES,F1,B1")
    assert named(log) == []


def test_a_review_of_a_child_without_an_episode(log: CaseLog, bring: Bring) -> None:
    bert = "Bert,M,01/05/2012,WBRI,A12345678902B,,"
    bring(header=f"{ANNA}\n{bert}", episodes=CARE, oc2=HEALTH, reviews="Bert,01/05/2012,01/06/2024,PN1")
    assert named(log) == ["EPI", "1012"]


def test_health_outcomes_that_are_not_there_are_missed_only_of_a_module_that_came(log: CaseLog, bring: Bring) -> None:
    bring(2024, header=ANNA.replace(",F,", ",2,"), episodes=CARE)
    assert named(log) == []
    bring(2025, header=ANNA, episodes=CARE, oc2="")
    assert named(log) == ["191"]


def test_previous_permanence_is_missed_only_of_a_module_that_came(log: CaseLog, bring: Bring) -> None:
    bring(header=ANNA, episodes=CARE, oc2=HEALTH, permanence="")
    assert named(log) == ["630"]


def test_an_adoption_of_which_the_module_has_nothing(log: CaseLog, bring: Bring) -> None:
    adopted = "Anna,01/05/2024,S,C2,N1,A4,PR1,01/02/2025,E11,,AA1 1AA,BB1 1BB,"
    bring(header=ANNA, episodes=adopted, ad1="")
    assert named(log) == ["601"]


def test_a_rule_is_asked_of_the_returns_that_are_held_to_it(log: CaseLog, bring: Bring) -> None:
    """Rule 233, a reason for placement change of an open episode, is in force from the return of 2025-26."""
    open_with_reason = CARE.replace("PR1,,,,", "PR1,,,CARPL,")
    bring(header=ANNA, episodes=open_with_reason, oc2=HEALTH)
    assert named(log) == []
    bring(2026, header=ANNA, episodes=open_with_reason, oc2=HEALTH)
    assert named(log, date(2026, 9, 30)) == ["233"]
