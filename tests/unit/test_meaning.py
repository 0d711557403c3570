"""The meaning of a definition as a text: it says all that moves a figure, in no words of the program, and nothing of a
later year."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from replay import baselines
from tests.docs import released
from timeline.domain.basis import Basis
from timeline.domain.codes import CODE_LISTS, Code
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra import expressions, naming, questions, relations, times
from timeline.projections.algebra import indicator as declared
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.naming import Called
from timeline.projections.indicators import CATALOGUE, DEFINITIONS
from timeline.projections.indicators.common import periods
from timeline.projections.meaning import clauses, conventions, definition_text, exact, identity, terms, text
from timeline.projections.meaning.attributes import ATTRIBUTES
from timeline.projections.rulebook import bank_holidays, limits
from timeline.store import open_log

DAY = date(2012, 3, 31)
LAST = date(2026, 11, 30)
EVERY = [each for several in DEFINITIONS.values() for each in several]
EVERY_NAME = [f"{each.id}@{each.version}" for each in EVERY]
each_definition = pytest.mark.parametrize("indicator", EVERY, ids=EVERY_NAME)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a test changes of the program must be seen, and must not stay."""
    forget()
    yield
    forget()


def forget() -> None:
    for remembered in (text.definition_text, text._identity, text._firsts, bank_holidays.bank_holidays):
        remembered.cache_clear()


def texts(day: date = LAST) -> dict[str, str]:
    return {name: definition_text(each, day) for name, each in zip(EVERY_NAME, EVERY, strict=True)}


# ------------------------------------------------------------------------------------------------ what is kept for ever


@each_definition
def test_a_released_definition_means_what_it_meant(indicator: Indicator) -> None:
    """Where this fails, the declaration has to become a new version, and the one of before is kept."""
    kept = released.file_of(indicator).read_text(encoding="utf-8")
    assert kept == released.kept_text(indicator, released.released_on(kept))


def test_each_text_that_is_kept_is_of_a_definition_that_can_be_asked() -> None:
    assert sorted(released.FOLDER.iterdir()) == sorted(map(released.file_of, EVERY))


def test_no_two_definitions_mean_the_same() -> None:
    assert len({identity(each, LAST) for each in EVERY}) == len(EVERY)


# ----------------------------------------------------------------------------------------------- no word of the program


@each_definition
def test_no_name_of_the_program_is_in_a_text(indicator: Indicator) -> None:
    said = definition_text(indicator, LAST)
    for outside in (indicator.id, "PlacedAdoption", "PrevPerm", "SWEpisodes"):  # what the log and the return call them
        said = said.replace(outside, "")
    assert not re.search(r"\w_\w|\w\.\w|[a-z][A-Z]|[{}]|\)\)|None|Spells|Reading", said)


def test_renaming_every_class_of_the_algebra_changes_no_text() -> None:
    before, names = texts(), {each: each.__name__ for each in classes()}
    try:
        for each, name in names.items():
            each.__name__ = each.__qualname__ = f"Renamed{name[::-1]}"
        forget()
        assert texts() == before
    finally:
        for each, name in names.items():
            each.__name__ = each.__qualname__ = name


def classes() -> list[type]:
    """The classes that declarations and their meanings are made of."""
    modules = (expressions, relations, times, questions, naming, declared, terms, clauses, conventions)
    found = [each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)]
    return [each for each in found if each.__module__.startswith("timeline.projections.")]


@each_definition
def test_rewording_changes_no_identity(indicator: Indicator) -> None:
    """Nor does another version, or other days on which it is in force: the files that are kept hold those apart."""
    said = {"title": "another title", "sentence": "another sentence", "dimensions": ()}
    reworded = replace(indicator, **said, version="another", in_force=(DAY, None))  # type: ignore[arg-type]
    assert identity(reworded, DAY) == identity(indicator, DAY)


def test_what_a_part_is_called_changes_no_identity() -> None:
    started = CATALOGUE["started"]
    named = replace(started, counted=Called(started.counted, "the first start"))
    assert identity(named, DAY) == identity(started, DAY)


def test_the_order_in_which_codes_are_listed_changes_no_identity() -> None:
    one, other = (
        replace(CATALOGUE["started"], counted=periods.where("reason_ceased", *codes)) for codes in ("AB", "BA")
    )
    assert identity(one, DAY) == identity(other, DAY)


# ---------------------------------------------------------------------------------------------- nothing of a later year


@dataclass(frozen=True)
class Later:
    """A program of a later year: a code more in these attributes, and it is in every list of theirs."""

    attribute: str
    beside: str
    code: str = "Q9"

    def declares(self, thing: Any) -> Any:
        """A declaration of before, as the later program has it."""
        if isinstance(thing, expressions.Where) and thing.attribute == self.attribute and self.beside in thing.codes:
            return replace(thing, of=self.declares(thing.of), codes=(self.code, *thing.codes))
        if isinstance(thing, tuple):
            return tuple(map(self.declares, thing))
        if is_dataclass(thing) and not isinstance(thing, type):
            return replace(thing, **{part.name: self.declares(getattr(thing, part.name)) for part in fields(thing)})
        return thing


@pytest.mark.parametrize("later", [Later("placement_type", "Z14"), Later("reason_ceased", "E48")])
def test_a_code_of_a_later_year_leaves_every_earlier_day_as_it_was(
    later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: definition_text(each, date(2026, 3, 31)) for name, each in zip(EVERY_NAME, EVERY, strict=True)}
    field = ATTRIBUTES[later.attribute].field
    assert field is not None
    codes = CODE_LISTS[field]
    more = replace(codes, codes=(*codes.codes, Code(later.code, "a code of 2026-27", first_year=2027)))
    monkeypatch.setattr(clauses, "CODE_LISTS", {**CODE_LISTS, field: more})
    changed = [later.declares(each) for each in EVERY]
    assert changed != EVERY
    forget()
    after = {name: definition_text(each, date(2026, 3, 31)) for name, each in zip(EVERY_NAME, changed, strict=True)}
    assert after == before
    moved = [new for new, old in zip(changed, EVERY, strict=True) if new != old]
    first = date(2026, 4, 1)
    assert all(f"{later.code} (from 2026-04-01)" in definition_text(each, first) for each in moved)


def test_a_limit_of_a_later_year_leaves_every_earlier_day_as_it_was() -> None:
    timescale = CATALOGUE["court-timescale"]
    before = {day: identity(timescale, day) for day in (DAY, date(2014, 4, 22), date(2026, 3, 31))}

    def shortened(thing: Any) -> Any:
        if isinstance(thing, expressions.WithinLimit) and thing.limit == limits.COURT_TIMESCALE:
            return replace(thing, of=shortened(thing.of), limit=(*thing.limit, (date(2027, 1, 1), 140)))
        if isinstance(thing, tuple) and thing != limits.COURT_TIMESCALE:
            return tuple(map(shortened, thing))
        if is_dataclass(thing) and not isinstance(thing, type):
            return replace(thing, **{part.name: shortened(getattr(thing, part.name)) for part in fields(thing)})
        return thing

    later = shortened(timescale)
    assert later != timescale
    assert {day: identity(later, day) for day in before} == before
    assert identity(later, date(2027, 1, 1)) != identity(timescale, date(2027, 1, 1))


def test_the_limit_of_a_day_is_part_of_it_from_that_day_on() -> None:
    timescale = CATALOGUE["court-timescale"]
    assert "181 days" not in definition_text(timescale, date(2014, 4, 21))
    assert "181 days for what began (from 2014-04-22)" in definition_text(timescale, date(2014, 4, 22))


def test_a_bank_holiday_of_a_later_year_leaves_every_earlier_day_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    on_time, proclaimed = CATALOGUE["reviews-on-time"], date(2027, 6, 14)
    before = definition_text(on_time, date(2027, 6, 13))
    known = bank_holidays.bank_holidays
    monkeypatch.setattr(
        terms, "bank_holidays", lambda year: known(year) | ({proclaimed} if year == proclaimed.year else set())
    )
    text.definition_text.cache_clear()
    assert definition_text(on_time, date(2027, 6, 13)) == before
    assert "06-14" in definition_text(on_time, proclaimed)


def test_what_may_matter_on_a_day_is_looked_up_between_the_days_from_which_it_does() -> None:
    """The identity is made once for all days between two; it is that of each of them."""
    for name in ("court-timescale", "reviews-on-time", "placement-type", "ceased-destination"):
        indicator = CATALOGUE[name]
        for day in (DAY, date(2014, 3, 31), date(2014, 4, 1), date(2014, 4, 22), date(2015, 12, 25), LAST):
            forget()
            said = text.hashlib.sha256(definition_text(indicator, day).encode()).hexdigest()
            assert identity(indicator, day) == f"sha256:{said}"


# ---------------------------------------------------------------------------------------------- all that moves a figure


ANOTHER: dict[str, Any] = {
    "id": "another",
    "unit": Unit.SCORE,
    "counted": periods.touching(7).last(),
    "seen": Moment.END,
    "readings": (Reading(), Reading(group=(("count", "all"),))),
    "window_months": 17,
    "excluded": (("nobody", periods.any()),),
    "needs": ("Reviews",),
    "window_ago": 7,
}


@pytest.mark.parametrize("part", sorted(ANOTHER))
def test_every_part_of_a_declaration_is_in_its_text(part: str) -> None:
    kept = {part.name for part in fields(Indicator)} - {
        "title",
        "sentence",
        "dimensions",
        "source",
        "version",
        "in_force",
    }
    assert kept == set(ANOTHER)
    windowed = replace(CATALOGUE["placements-3-plus"], window_ago=1, seen=Moment.AS_AT)
    assert definition_text(replace(windowed, **{part: ANOTHER[part]}), DAY) != definition_text(windowed, DAY)


ROW: dict[str, Any] = {
    "group": (("count", "some"),),
    "meets": periods.any(),
    "possible": periods.any(),
    "spells": periods,
    "days": declared.Days(periods, Statistic.MEAN),
    "counted": periods,
    "unknown": periods.any(),
    "unit": Unit.SCORE,
    "out_of": periods,
    "number": declared.Number(periods, "sdq_score", Statistic.MEAN),
    "needs": ("Reviews",),
}


@pytest.mark.parametrize("part", sorted(ROW))
def test_every_part_of_a_row_is_in_its_text(part: str) -> None:
    assert {part.name for part in fields(Reading)} == set(ROW)
    plain = replace(CATALOGUE["started"], readings=(Reading(),))
    with_part = replace(plain, readings=(Reading(**{part: ROW[part]}),))
    assert definition_text(with_part, DAY) != definition_text(plain, DAY)


def operators() -> list[Any]:
    """One of each operator that any definition uses."""
    found: dict[type[object], object] = {}

    def walk(thing: object) -> None:
        if isinstance(thing, expressions.SpellExpression | questions.Question) and not isinstance(thing, Called):
            found.setdefault(type(thing), thing)
        for part in parts(thing):
            walk(part)

    for each in EVERY:
        walk(each)
    return [found[kind] for kind in sorted(found, key=lambda kind: kind.__name__)]


def others(value: Any) -> Iterable[Any]:
    """Other values that a part of an operator could have."""
    if isinstance(value, expressions.SpellExpression):
        return [expressions.Spells("life").open()]
    if isinstance(value, questions.Question):
        return [questions.Aged(3)]
    if isinstance(value, int):
        return [value + 1]
    if value is None:
        return [5]
    if isinstance(value, str):
        return ["theme" if value in ATTRIBUTES else "life"]
    return [(("X",) if isinstance(value[0], str | None) else ((None, 3),))]


@pytest.mark.parametrize("operator", operators(), ids=lambda operator: type(operator).__name__)
def test_every_part_of_an_operator_is_in_its_text(operator: Any) -> None:
    say = exact.Exact(LAST)
    said = say.part(operator)
    for part in fields(operator):
        for value in others(getattr(operator, part.name)):
            assert exact.Exact(LAST).part(replace(operator, **{part.name: value})) != said


def test_every_operator_says_what_it_means_to_the_day() -> None:
    used = {type(each) for each in operators()} - {expressions.Spells}
    assert used <= conventions.OPERATORS.keys()


def test_no_two_kinds_or_attributes_have_one_name() -> None:
    for names in ([term.name for term in terms.TERMS.values()], [each.name for each in ATTRIBUTES.values()]):
        assert len(set(names)) == len(names)


def test_a_baseline_is_run_by_a_program_of_a_later_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken in 2012; verified by a program whose lists have a code of 2026-27 in every group."""
    journal = """
        known 2012-06-30
        2004-06-05 C1 child-registered sex=1
        2010-05-01 C1 became-looked-after legal_status=V2 placement.type=U6
        2005-06-05 C2 child-registered sex=2
        2010-05-01 C2 became-looked-after legal_status=C2 placement.type=P1
        2012-02-01 C2 ceased-to-be-looked-after began_on=2010-05-01 reason_episode_ceased=E4
    """
    with open_log(":memory:") as log:
        log.record(parse_journal(journal))
        asked = [
            CATALOGUE[name] for name in ("placement-type", "placed-with-parents", "permanence-tracking", "started")
        ]
        plan = baselines.take(log, "plan", asked, Basis(DAY, date(2012, 6, 30)))
        later = Later("placement_type", "P1")
        codes = CODE_LISTS["PLACE"]
        more = replace(codes, codes=(*codes.codes, Code("Q9", "a code of 2026-27", first_year=2027)))
        monkeypatch.setattr(clauses, "CODE_LISTS", {**CODE_LISTS, "PLACE": more})
        changed = {name: tuple(later.declares(each) for each in several) for name, several in DEFINITIONS.items()}
        assert changed["placed-with-parents"] != DEFINITIONS["placed-with-parents"]
        monkeypatch.setattr(baselines, "DEFINITIONS", changed)
        forget()
        assert baselines.verify(log, plan) == []
