"""The planted faults can be planted, and what is printed of them is what came of them."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.catalogue import MUTANTS
from tests.mutants.layers import named, of_files
from tests.mutants.mutant import Mutant, MutantError
from tests.mutants.running import Outcome, planted
from tests.mutants.table import line, rewritten

ROOT = Path(__file__).resolve().parents[2]

DOCUMENT = """# Title
<!-- planted faults: python -m tests.mutants --write -->
| fault | what it gets wrong | noticed by | first test |
| --- | --- | --- | --- |
| `kept` | Is not run | spec | `tests/spec/a.py::b` |
| `gone` | Is no fault any more | spec | `tests/spec/a.py::b` |

<!-- end of planted faults -->
The end.
"""


def _mutant(name: str, old: str = "1") -> Mutant:
    return Mutant(name=name, wrong="Counts wrong", file="counting.py", old=old, new="2")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_fault_can_still_be_planted(mutant: Mutant) -> None:
    """What it replaces stands once in its file, and what comes of it is a program, and another one."""
    sound = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert ast.dump(ast.parse(mutant.put_into(sound))) != ast.dump(ast.parse(sound))


def test_no_two_faults_have_one_name_or_are_one_edit() -> None:
    assert max(Counter(mutant.name for mutant in MUTANTS).values()) == 1
    assert max(Counter((mutant.file, mutant.old, mutant.new) for mutant in MUTANTS).values()) == 1


@pytest.mark.parametrize(("text", "times"), [("one", 0), ("1 and 1", 2)])
def test_what_does_not_stand_there_once_is_not_replaced(text: str, times: int) -> None:
    with pytest.raises(MutantError, match=f"stands {times} times in counting.py, not once"):
        _mutant("a").put_into(text)


def test_a_fault_is_taken_out_again(tmp_path: Path) -> None:
    file = tmp_path / "counting.py"
    file.write_text("one = 1\n", encoding="utf-8")
    with planted(_mutant("a"), tmp_path):
        assert file.read_text(encoding="utf-8") == "one = 2\n"
    assert file.read_text(encoding="utf-8") == "one = 1\n"


def test_the_table_keeps_what_was_not_run_and_drops_what_is_gone() -> None:
    outcomes = [
        Outcome(_mutant("new"), "unit", "tests/unit/c.py::d", 3.0),
        Outcome(_mutant("survivor"), None, None, 9.0),
    ]
    text = rewritten(DOCUMENT, outcomes, [_mutant("new"), _mutant("survivor"), _mutant("kept")])
    assert [row for row in text.splitlines() if row.startswith("| `")] == [
        "| `new` | Counts wrong | unit | `tests/unit/c.py::d` |",
        "| `survivor` | Counts wrong | nothing |  |",
        "| `kept` | Is not run | spec | `tests/spec/a.py::b` |",
    ]
    assert "3 faults, noticed first by: spec 1, unit 1, nothing 1." in text
    assert text.startswith("# Title\n") and text.endswith("The end.\n")
    assert rewritten(text, [], [_mutant("new"), _mutant("survivor"), _mutant("kept")]) == text


def test_a_document_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(MutantError, match="no place"):
        rewritten("# Title\n", [], [])


def test_a_survivor_is_shouted() -> None:
    assert line(Outcome(_mutant("a"), None, None, 1.0)).endswith("NOTHING\n")
    assert line(Outcome(_mutant("a"), "spec", "tests/spec/a.py::b", 1.0)).endswith("spec       tests/spec/a.py::b\n")


def test_layers_are_run_in_one_order_and_an_unknown_one_is_refused() -> None:
    assert [layer.name for layer in named(["store", "spec"])] == ["spec", "store"]
    assert [layer.name for layer in named([])] == ["spec", "unit", "store", "functional", "property"]
    with pytest.raises(MutantError, match="there is no layer specs"):
        named(["specs"])


def test_single_files_are_asked_of_their_layers_and_one_of_none_is_refused() -> None:
    files = ["tests/unit/test_days.py", "tests/spec/test_courts.py", "tests/spec/test_audits.py"]
    assert [(layer.name, layer.where) for layer in of_files(named([]), files)] == [
        ("spec", ("tests/spec/test_courts.py", "tests/spec/test_audits.py")),
        ("unit", ("tests/unit/test_days.py",)),
    ]
    assert of_files(named(["spec"]), []) == named(["spec"])
    with pytest.raises(MutantError, match=r"no layer has tests/unit/test_days\.py"):
        of_files(named(["spec"]), files)
