"""Tests of the tests: nothing is without a generator or a meaning.

Enumerated from the packages, so that what is added is missed here until it is drawn and has a meaning. How often the
generators draw what a law is about is asked every night: ``test_guards_of_histories``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests import oracle as oracle_package
from tests.oracle import answers as oracle
from tests.support import making
from tests.support.histories import Scene
from tests.support.sampling import decided, sample, tabled_sample, walked
from tests.support.telling import History, Plan, Tell, Untell
from timeline.domain import codes
from timeline.domain import events as e
from timeline.projections.indicators import CATALOGUE

TESTS = Path(oracle_package.__file__).parent.parent

WITHOUT_EFFECT: dict[type[e.Event], str] = {
    **dict.fromkeys(making.NO_MEASURE_YET, "no measure turns on it yet"),
    e.EndingReportedWithoutDate: "the episode stays open: that it changes nothing is what is tested",
    e.PupilNumberDigested: "no measure asks for a school number: only checks compare digests",
}
"""Events that no measure of the day-walker turns on, and why."""


def _told() -> Iterator[e.Event]:
    for scene in sample():
        for plan in scene.history.plans.values():
            yield from (step.event for step in plan if isinstance(step, Tell))


# ------------------------------------------------------------------------------------------------- exhaustiveness


NOT_DRAWN = {e.PupilNumberDigested}
"""An import makes it of a cell: see the property of findings of returns."""


def test_every_event_is_drawn() -> None:
    assert {type(event) for event in _told()} == set(e.EVENTS.values()) - NOT_DRAWN


def test_every_event_has_a_part_in_a_measure_or_a_reason_why_not() -> None:
    assert _with_effect() == set(e.EVENTS.values()) - set(WITHOUT_EFFECT)


LEFT_OUT_OF = 150
"""In how many scenes each sort of event is left out; of the others only those that have shown no part by then."""

MOST_CHILDREN = 9
"""Not in crowds, which are few plans told often."""


def _with_effect() -> set[type[e.Event]]:
    """The events without which the day-walker answers something else of a child."""
    first = [*sample()[:LEFT_OUT_OF], *tabled_sample()[:LEFT_OUT_OF]]
    found = _shown_by(first, set(e.EVENTS.values()))
    others = [*tabled_sample()[LEFT_OUT_OF:], *sample()[LEFT_OUT_OF:]]
    return found | _shown_by(others, set(e.EVENTS.values()) - set(WITHOUT_EFFECT) - found)


def _shown_by(scenes: Iterable[Scene], sought: set[type[e.Event]]) -> set[type[e.Event]]:
    """Those of these events that have a part in some scene."""
    found: set[type[e.Event]] = set()
    for scene in _each_alone(scenes) if sought else ():
        told = ({type(line.event) for line in scene.history.lines} & sought) - found
        if told and (before := _answers(scene)) is not None:
            found |= {kind for kind in told if _answers(_without(scene, kind)) != before}
        if found == sought:
            break
    return found


def _each_alone(scenes: Iterable[Scene]) -> Iterator[Scene]:
    for scene in scenes:
        if len(scene.history.plans) <= MOST_CHILDREN:
            yield from (Scene(scene.question, History({child: p})) for child, p in scene.history.plans.items())


def _answers(scene: Scene) -> object:
    people = walked(scene)
    return None if people is None else [decided(measure, people) for measure in oracle.MEASURES]


def _without(scene: Scene, kind: type[e.Event]) -> Scene:
    return Scene(scene.question, History({c: _leaving_out(plan, kind) for c, plan in scene.history.plans.items()}))


def _leaving_out(plan: Plan, kind: type[e.Event]) -> Plan:
    def is_about(step: Tell | Untell) -> bool:
        return is_about(step.what) if isinstance(step, Untell) else isinstance(step.event, kind)

    return tuple(step for step in plan if not is_about(step))


def test_every_indicator_has_a_second_meaning() -> None:
    assert set(CATALOGUE) == set(oracle.MEASURES)


DRAWN_FROM: dict[str, Callable[[e.Event], object]] = {
    "RNE": lambda event: event.reason_for_new_episode if isinstance(event, e.EpisodeBegan) else None,
    "LS": lambda event: getattr(event, "legal_status", None),
    "CIN": lambda event: getattr(event, "category_of_need", None),
    "PLACE": lambda event: event.placement.type if isinstance(event, e.EpisodeBegan) else None,
    "PLACE_PROVIDER": lambda event: event.placement.provider if isinstance(event, e.EpisodeBegan) else None,
    "REC": lambda event: getattr(event, "reason_episode_ceased", None),
    "REASON_PLACE_CHANGE": lambda event: getattr(event, "reason_place_change", None),
    "REVIEW_CODE": lambda event: getattr(event, "participation", None),
    "SEX": lambda event: getattr(event, "sex", None),
    "ETHNIC": lambda event: getattr(event, "ethnicity", None),
}
"""Where in an event the codes of a list stand, for every list that an event's field is checked against."""


@pytest.mark.parametrize("field", sorted(DRAWN_FROM))
def test_every_code_is_drawn(field: str) -> None:
    drawn = {DRAWN_FROM[field](event) for event in _told()} - {None}
    assert drawn == {code.code for code in codes.CODE_LISTS[field].codes}


BY_ITS_CLASS = "RNE"
"""The one code that no field of an event holds: which beginning it is says it."""


def test_every_code_list_of_an_event_is_drawn_from() -> None:
    assert _checked_against(Path(e.__file__).parent) == set(DRAWN_FROM) - {BY_ITS_CLASS}


def test_a_code_list_that_nothing_is_drawn_from_would_be_found_in_any_file_of_the_events(tmp_path: Path) -> None:
    (tmp_path / "family").mkdir()
    (tmp_path / "__init__.py").write_text("from family.moods import Mood\n", encoding="utf-8")
    mood = 'Mood = Annotated[str, AfterValidator(_known("MOOD"))]\n'
    (tmp_path / "family" / "moods.py").write_text(mood, encoding="utf-8")
    assert _checked_against(tmp_path) == {"MOOD"}


def _checked_against(package: Path) -> set[object]:
    """The code lists that fields of events are checked against, read from every file of their package."""
    calls = [
        node
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_known"
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}


def test_the_day_walker_shares_no_code_with_what_it_judges() -> None:
    allowed = ("tests.oracle", "timeline.domain.events", "timeline.domain.codes")
    files = list((TESTS / "oracle").rglob("*.py"))
    assert len(files) > 10
    for path in files:
        foreign = [
            name
            for name in _imported(ast.parse(path.read_text(encoding="utf-8")))
            if not name.startswith(allowed) and name.split(".")[0] not in sys.stdlib_module_names
        ]
        assert foreign == [], path.name


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
