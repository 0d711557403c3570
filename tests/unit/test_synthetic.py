"""The synthetic authority: reproducible to the byte, and lawful in all it says is true."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline.synthetic
from tests.support.care_rules import broken_rules
from timeline.synthetic import (
    Authority,
    child_history,
    histories,
    write_returns,
)
from timeline.synthetic.outcomes import draw_oc3
from timeline.synthetic.plans import Period

FIRST = date(2021, 3, 31)


def authority(seed: int = 5, children: int = 300, **wrong: float) -> Authority:
    return Authority(seed, children, FIRST, years=5, **wrong)


def digest(directory: Path) -> str:
    sha = hashlib.sha256()
    for path in sorted(directory.rglob("*.csv")):
        sha.update(str(path.relative_to(directory)).encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


# ------------------------------------------------------------------------------------ reproducible


def test_the_same_parameters_write_the_same_bytes(tmp_path: Path) -> None:
    wrong = authority(restatement=5, defects=0.05)
    for name in ("one", "two"):
        write_returns(wrong, tmp_path / name)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_writes_other_children(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_returns(authority(seed=seed, children=20), tmp_path / str(seed))
    assert digest(tmp_path / "1") != digest(tmp_path / "2")


def test_hash_randomisation_and_time_zone_change_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from timeline.synthetic import Authority, write_returns;"
        "write_returns(Authority(9, 40, date(2024, 3, 31), 4, 9.0, 0.2), Path(sys.argv[1]))"
    )
    for name, zone in (("0", "UTC"), ("4242", "Pacific/Kiritimati")):
        environment = {**os.environ, "PYTHONHASHSEED": name, "TZ": zone}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / name)], env=environment, check=True)
    assert digest(tmp_path / "0") == digest(tmp_path / "4242")


def test_a_child_does_not_depend_on_how_many_there_are_nor_on_what_is_returned() -> None:
    few, many = authority(children=30), authority(children=90_000, restatement=9, defects=0.5)
    assert list(histories(few)) == [child_history(many, number) for number in range(30)]


def test_ids_are_unique_short_and_in_no_order_of_time() -> None:
    found = list(histories(authority(children=2_000)))
    ids = [truth.person.child for truth in found]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 10
    by_start = [t.person.child for t in sorted(found, key=lambda truth: truth.episodes[0].decom)]
    ascending = sum(a < b for a, b in pairwise(by_start)) / len(by_start)
    assert 0.45 < ascending < 0.55


def test_it_imports_nothing_else_of_the_project() -> None:
    package = Path(timeline.synthetic.__file__).parent
    imported = {
        node.module or ""
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    ours = {name for name in imported if name.startswith("timeline")}
    assert ours
    assert all(name.startswith("timeline.synthetic") for name in ours)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_year_ending": date(2021, 12, 31)},
        {"first_year_ending": date(2015, 3, 31)},
        {"years": 0},
        {"children": 0},
        {"children": 10**8 + 1},
        {"restatement": -1.0},
        {"defects": 1.5},
    ],
)
def test_parameters_that_make_no_authority_are_refused(wrong: dict[str, object]) -> None:
    right = {"seed": 1, "children": 9, "first_year_ending": FIRST, "years": 2}
    with pytest.raises(ValueError, match=r"give|years|restatement"):
        Authority(**{**right, **wrong})  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------ lawful


@given(
    seed=st.integers(0, 2**63),
    number=st.integers(0, 10**8 - 1),
    ends=st.integers(2016, 2030),
    years=st.integers(1, 8),
)
def test_every_true_history_keeps_the_rules(seed: int, number: int, ends: int, years: int) -> None:
    drawn = Authority(seed, 10**8, date(ends, 3, 31), years)
    truth = child_history(drawn, number)
    assert broken_rules(truth, drawn.span.first, drawn.span.last) == []


def test_many_histories_keep_the_rules_and_show_every_kind_of_episode() -> None:
    drawn = authority(seed=1, children=3_000)
    codes: Counter[str] = Counter()
    for truth in histories(drawn):
        assert broken_rules(truth, drawn.span.first, drawn.span.last) == []
        for row in truth.episodes:
            codes.update((row.rne, row.ls, row.place, row.rec, row.rpc, row.provider))
    seen = "S L P T B U C1 C2 E1 V2 V3 V4 J1 L1 L2 U1 U2 U3 U4 U5 U6 A5 A6 P1 H5 K3 K2 R1 R3 S1"
    seen += " T1 T2 T3 T4 X1 E11 E12 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E17"
    seen += " CARPL PLACE CREQB PR0 PR1 PR2 PR4 PR5"
    assert [code for code in seen.split() if not codes[code]] == []


def test_a_young_care_leaver_is_in_no_foyer_and_not_with_former_carers() -> None:
    """Rule 3001 asks of the 17th birthday, rule 347 whether the leaver was under 18 when the year began."""
    years = authority().return_years
    born_on = date(2005, 1, 15).toordinal()
    born = child_history(authority(), 0).person._replace(born_on=born_on)
    care = Period(born_on + 14 * 365, born_on + 16 * 365 + 200, "home", "10-15")
    lived: dict[int, set[str]] = {age: set() for age in (17, 18, 19)}
    for number in range(2_000):
        for row in draw_oc3(Random(number), born, [care], years, "E8"):
            if row.year - 2005 in lived:
                lived[row.year - 2005].add(row.answers[2][:1])
    assert lived[17] >= {"U", "D", "B"}
    assert not lived[17] & {"T", "Z"}
    assert "Z" in lived[18]
    assert "T" not in lived[18]
    assert lived[19] >= {"T", "Z"}
