"""Returns with columns that some files lack, and with school numbers that children share: the findings in the
projections are those of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.finding import from_the_log, moved_on, step_by_step_as_from_nothing
from tests.support.logs import a_log
from timeline.domain.events import BecameLookedAfter, ChildRegistered, Event, PupilNumberDigested
from timeline.domain.imports import FileWithout, ImportRecorded, ModuleImported
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.store import CaseLog

FILES = ("a.csv", "b.csv")
MODULES = {"Header": ("MOTHER", "UPN"), "Episodes": ("HOME_POST", "PLACE_PROVIDER")}
"""Of each module the columns that are now and then absent."""

Rows = tuple[tuple[Event, int, int], ...]


@dataclass(frozen=True)
class Return:
    """A return with the rows of each child; ``lacking``: by module the columns that no file of it has, and by file
    those that only the other has."""

    year: int
    known_on: date
    children: dict[str, Rows]
    lacking: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]]

    def into(self, log: CaseLog) -> None:
        """Record it as an import does."""
        last = date(self.year, 3, 31)
        coverage = Coverage(first=date(self.year - 1, 4, 1), last=last, silence_counts_in=tuple(MODULES))
        drafts = [
            (name, Draft(self.known_on, "ssda903", FILES, coverage, said)) for name, said in self.children.items()
        ]
        log.record(drafts, imported=self._entry(coverage))

    def _entry(self, coverage: Coverage) -> ImportRecorded:
        modules = tuple(
            ModuleImported(
                module=module,
                read=9,
                columns_absent=absent,
                files_without=tuple(FileWithout(file=file, columns=more) for file, more in of_file.items()) or None,
            )
            for module, (absent, of_file) in self.lacking.items()
        )
        return ImportRecorded(
            number=0,
            program="test",
            source="ssda903",
            files=FILES,
            year_ending=coverage.last,
            first=coverage.first,
            last=coverage.last,
            known_on=self.known_on,
            partial=False,
            modules=modules,
            children=len(self.children),
        )


@st.composite
def lacking(draw: st.DrawFn, module: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    some = draw(st.lists(st.sampled_from(MODULES[module]), unique=True, max_size=2))
    absent = tuple(sorted(column for column in some if draw(st.booleans())))
    of_file = tuple(sorted(set(some) - set(absent)))
    return absent, {draw(st.sampled_from(FILES)): of_file} if of_file else {}


@st.composite
def told(draw: st.DrawFn) -> Rows:
    """Who a child is, a number beside it, and an episode: each in one of the files."""
    upn = draw(st.sampled_from((None, "given", "given", "UN2")))
    born = {"occurred_on": "2012-05-01", "sex": "F", "ethnicity": "WBRI", "upn": upn}
    said: list[Event] = [ChildRegistered.from_content({**born, "mother": draw(st.sampled_from((None, False)))})]
    if upn == "given" and draw(st.integers(0, 4)):
        number = {"digest": draw(st.sampled_from("xy")), "key": draw(st.sampled_from("kkl"))}
        said.append(PupilNumberDigested.from_content({"occurred_on": "2012-05-01", **number}))
    placement = {"type": "U6", "postcode": "AA1 1AA", "provider": draw(st.sampled_from((None, "PR4")))}
    care = {"occurred_on": "2023-05-01", "legal_status": "C2", "category_of_need": "N1", "placement": placement}
    home = draw(st.sampled_from((None, "HH1 1HH")))
    said.append(BecameLookedAfter.from_content({**care, "home_postcode": home}))
    file = draw(st.integers(0, 1))
    return tuple((event, file, row) for row, event in enumerate(said, 2))


@st.composite
def returns(draw: st.DrawFn) -> list[Return]:
    """Three or four, of two years that are held to every rule and one that is not, some of them of one year."""
    found = []
    for year in draw(st.lists(st.sampled_from((2025, 2026, 2027)), min_size=3, max_size=4)):
        known_on = date(year, draw(st.integers(6, 9)), draw(st.integers(1, 28)))
        children = {name: draw(told()) for name in ("A", "B", "C") if draw(st.integers(0, 4))}
        found.append(Return(year, known_on, children, {module: draw(lacking(module)) for module in MODULES}))
    return found


@profiles.one_in(5)
@given(returns(), st.lists(moved_on, min_size=4, max_size=4))
def test_step_by_step_or_from_nothing_they_are_those_of_the_log(said: list[Return], steps: list[int]) -> None:
    step_by_step_as_from_nothing(said, steps)


def test_the_returns_drawn_have_blanks_that_are_named_and_numbers_that_are_shared() -> None:
    not_the_least = settings(phases=[Phase.generate], database=None)
    for rule in ("postcode-blank", "provider-blank", "child-without-school-number", "school-number-of-two-children"):
        find(returns(), lambda said, rule=rule: rule in _rules(said), settings=not_the_least)  # type: ignore[misc]


@profiles.one_in(5)
@given(returns())
def test_nobody_is_named_by_a_blank_that_no_return_stated(said: list[Return]) -> None:
    """A blank HOME_POST is named of a child only where some return has the column, and the child with a blank."""
    with a_log() as log:
        for each in said:
            each.into(log)
        named = {each.finding.child for each in from_the_log(log, date(2030, 1, 1)) if _is(each.finding.rule.id)}
    assert named <= {child for each in said for child, of_child in each.children.items() if _blank(each, of_child)}


def _is(rule: str) -> bool:
    return rule == "postcode-blank"


def _blank(each: Return, of_child: Rows) -> bool:
    absent, of_file = each.lacking["Episodes"]
    return any(
        isinstance(event, BecameLookedAfter)
        and event.home_postcode is None
        and "HOME_POST" not in {*absent, *of_file.get(FILES[file], ())}
        for event, file, _ in of_child
    )


def _rules(said: list[Return]) -> set[str]:
    with a_log() as log:
        for each in said:
            each.into(log)
        return {each.finding.rule.id for each in from_the_log(log, date(2030, 1, 1))}
