"""What an import takes back, what has the last word, and what an import that was undone leaves behind.

``docs/decisions/0018-imports-and-readings.md``: a second return of a year is whole, what is taken back is printed, the
last word, an ending whose beginning was re-dated, a column that is not there, undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import HEADERS
from timeline.domain.basis import Basis
from timeline.domain.imports import ImportUndone
from timeline.domain.spells import case
from timeline.domain.spells.episodes import endings_without_beginning
from timeline.ingest.journal import import_journal
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.projections.checking import histories_checked
from timeline.projections.engines import Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog, open_log

MAY, JUNE, JULY = date(2012, 5, 31), date(2012, 6, 30), date(2012, 7, 31)


def episode(
    child: str, began: str, ended: str = "", reason: str = "", provider: str = "PR1", status: str = "C2"
) -> str:
    return f"{child},{began},S,{status},N1,U6,{provider},{ended},{reason},,,,"


ANNA, BERT = episode("Anna", "01/05/2011"), episode("Bert", "01/06/2011")
CLEO = episode("Cleo", "01/07/2011", "01/02/2012", "E4A")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "log.db") as opened:
        yield opened


Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(log: CaseLog, tmp_path: Path) -> Bring:
    """Import a return: its rows by module, the day it became known, and what else is said of it."""
    folders = iter(range(100))

    def bring(known_on: date, modules: dict[str, list[str]], year: int = 2012, **said: object) -> ImportReport:
        folder = tmp_path / str(next(folders))
        folder.mkdir()
        for name, rows in modules.items():
            header, *rest = rows if rows and rows[0].startswith("CHILD") else [HEADERS[name], *rows]
            (folder / f"{name}.csv").write_text("\n".join([header, *rest]) + "\n")
        return import_return(log, [folder], date(year, 3, 31), known_on, **said)  # type: ignore[arg-type]

    return bring


def looked_after(log: CaseLog, as_at: str = "2012-03-31", known_at: date | None = None) -> set[str]:
    (answer,) = measure(log, [CATALOGUE["looked-after"]], Basis(date.fromisoformat(as_at), known_at))
    return set(answer.rows[0].counted)


def ceased(log: CaseLog) -> set[str]:
    basis = Basis(date(2012, 3, 31))
    (answer,) = measure(log, [CATALOGUE["ceased"]], basis)
    (reference,) = measure(log, [CATALOGUE["ceased"]], basis, engine=Engine.REFERENCE)
    assert answer.rows == reference.rows
    return set(answer.rows[0].counted)


def facts(log: CaseLog, known_at: date | None = None) -> set[tuple[str, str, str]]:
    """Of every child: what happened, and when."""
    stories = log.stories(Basis(date(2030, 1, 1), known_at))
    return {
        (each.child, fact.event.name, fact.event.occurred_on.isoformat()) for each in stories for fact in each.facts
    }


# ---------------------------------------------------------------------------------- a second return of a year is whole


def test_children_whom_the_second_return_leaves_out_were_never_in_the_year(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT, CLEO]})
    report = bring(JUNE, {"episodes": [ANNA]})
    taken = report.outcome.effects.taken_back
    assert (taken.facts, taken.children, dict(taken.by_module)) == (3, 2, {"Episodes": 3})
    assert looked_after(log) == {"Anna"}
    assert looked_after(log, known_at=MAY) == {"Anna", "Bert"}


@pytest.mark.parametrize("engine", list(Engine))
def test_a_child_whose_row_cannot_be_read_under_another_identifier_is_not_silent(
    bring: Bring, log: CaseLog, tmp_path: Path, engine: Engine
) -> None:
    """Bert goes by the identifier Bertram since June."""
    bring(MAY, {"episodes": [ANNA, BERT]})
    (tmp_path / "who.journal").write_text("merged Bert into Bertram known 2012-06-01\n")
    import_journal(log, tmp_path / "who.journal")
    report = bring(JUNE, {"episodes": [ANNA, episode("Bertram", "31/06/2011")]})
    assert report.outcome.effects.taken_back.facts == 0
    (answer,) = measure(log, [CATALOGUE["looked-after"]], Basis(date(2012, 3, 31)), engine=engine)
    assert set(answer.rows[0].counted) == {"Anna", "Bertram"}


def test_what_only_the_first_return_had_taken_back_holds_again(bring: Bring, log: CaseLog) -> None:
    """The return of the year before had Bert open; the draft says that he had left by then, the final has no Bert."""
    bring(date(2011, 6, 30), {"episodes": [episode("Bert", "01/06/2010")]}, year=2011)
    bring(MAY, {"episodes": [ANNA, episode("Bert", "01/06/2010", "01/06/2011", "E4A")]})
    assert looked_after(log) == {"Anna"}
    bring(JUNE, {"episodes": [ANNA]})
    assert looked_after(log) == {"Anna", "Bert"}


def test_a_part_of_a_return_takes_back_nothing_by_its_silence(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT]})
    report = bring(JUNE, {"episodes": [CLEO]}, partial=True)
    assert report.outcome.effects.taken_back.facts == 0
    assert looked_after(log) == {"Anna", "Bert"}


def test_a_part_replaces_what_was_said_of_the_same_episode(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT]})
    report = bring(JUNE, {"episodes": [episode("Anna", "01/05/2011", "01/02/2012", "E4A")]}, partial=True)
    assert report.outcome.effects.taken_back.facts == 0
    assert looked_after(log) == {"Bert"}


def test_a_whole_return_takes_back_what_a_part_of_its_year_said_before(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [BERT]}, partial=True)
    report = bring(JUNE, {"episodes": [ANNA]})
    assert (report.outcome.effects.taken_back.facts, report.outcome.effects.taken_back.children) == (1, 1)
    assert looked_after(log) == {"Anna"}
    assert ("Bert", "became-looked-after", "2011-06-01") in facts(log, known_at=MAY)


def test_a_part_between_two_whole_returns_is_taken_back_and_so_are_its_rows_of_the_projections(
    bring: Bring, log: CaseLog
) -> None:
    """Cleo had left, so of the open episodes none is Cleo's."""
    bring(MAY, {"episodes": [ANNA]})
    bring(JUNE, {"episodes": [CLEO]}, partial=True)
    assert ceased(log) == {"Cleo"}
    report = bring(JULY, {"episodes": [ANNA]})
    assert dict(report.outcome.effects.taken_back.by_module) == {"Episodes": 2}
    assert ceased(log) == set()


def test_a_part_that_becomes_known_after_the_whole_return_stays(bring: Bring, log: CaseLog) -> None:
    bring(JULY, {"episodes": [BERT]}, partial=True)
    report = bring(JUNE, {"episodes": [ANNA]})
    assert report.outcome.effects.taken_back.facts == 0
    assert looked_after(log) == {"Anna", "Bert"}


def test_what_is_left_of_two_imports_alike_is_taken_back_like_any_other(bring: Bring, log: CaseLog) -> None:
    """The first is undone, the second says the same and found nothing new: the third leaves Bert out."""
    bring(MAY, {"episodes": [ANNA, BERT]})
    bring(MAY, {"episodes": [ANNA, BERT]})
    assert log.undo(ImportUndone(number=1, because="sent twice", program="test"))
    report = bring(JUNE, {"episodes": [ANNA]})
    assert report.outcome.effects.taken_back.facts == 1
    assert looked_after(log) == {"Anna"}


def test_a_child_whose_row_cannot_be_read_is_not_silent(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT, CLEO]})
    bring(JUNE, {"episodes": [ANNA, episode("Bert", "31/06/2011")]})
    assert looked_after(log) == {"Anna", "Bert"}
    assert ("Cleo", "became-looked-after", "2011-07-01") not in facts(log)


def test_a_return_of_one_module_takes_back_that_module_alone(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA], "reviews": ["Anna,,01/12/2011,PN1"]})
    bring(JUNE, {"reviews": []})
    assert facts(log) == {("Anna", "became-looked-after", "2011-05-01")}


def test_a_module_of_which_every_row_was_set_aside_was_not_brought(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA], "reviews": ["Anna,,01/12/2011,PN1"]})
    bring(JUNE, {"episodes": [ANNA], "reviews": ["Bert,,31/11/2011,PN1"]})
    assert ("Anna", "review-held", "2011-12-01") in facts(log)


def test_the_year_so_far_could_not_have_said_what_came_after_its_day(bring: Bring, log: CaseLog) -> None:
    """Of two extracts of a year the shorter one became known later: Bert began after its day, and stays."""
    bring(date(2012, 2, 5), {"episodes": [ANNA, episode("Bert", "01/12/2011")]}, to=date(2012, 1, 31))
    bring(date(2012, 3, 1), {"episodes": [ANNA]}, to=date(2011, 10, 31))
    assert looked_after(log, "2012-01-31") == {"Anna", "Bert"}


def test_a_later_year_takes_back_nothing_of_a_child_it_leaves_out(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT]})
    bring(date(2013, 6, 30), {"episodes": [ANNA]}, year=2013)
    assert looked_after(log) == {"Anna", "Bert"}


# ----------------------------------------------------------------------------------------------------- the last word


def test_of_two_returns_known_on_one_day_the_one_loaded_later_has_the_last_word(bring: Bring, log: CaseLog) -> None:
    ended = episode("Anna", "01/05/2011", "01/02/2012", "E4A")
    bring(JUNE, {"episodes": [ANNA]})
    bring(JUNE, {"episodes": [ended]})
    assert looked_after(log) == set()
    again = bring(JUNE, {"episodes": [ANNA]})
    assert looked_after(log) == {"Anna"}
    assert (again.facts_added, again.statements_added, again.number) == (0, 0, 3)


def test_of_two_extracts_known_on_one_day_the_one_loaded_later_has_the_last_word(bring: Bring, log: CaseLog) -> None:
    """Though it reaches less far: it speaks of the days up to its own."""
    ended = episode("Anna", "01/05/2011", "01/09/2011", "E4A")
    bring(date(2012, 2, 5), {"episodes": [ended]}, to=date(2012, 1, 31))
    bring(date(2012, 2, 5), {"episodes": [episode("Anna", "01/06/2011")]}, to=date(2011, 10, 31))
    assert looked_after(log, "2011-07-31") == {"Anna"}
    assert ("Anna", "became-looked-after", "2011-05-01") not in facts(log)


# --------------------------------------------------------------------------------- an ending that lost its beginning


def test_an_ending_ends_the_episode_that_is_open_on_its_day(bring: Bring, log: CaseLog) -> None:
    """The return of 2013 says when Anna left; that of 2012, sent again, says that she came a month later."""
    bring(JUNE, {"episodes": [ANNA]})
    bring(date(2013, 6, 30), {"episodes": [episode("Anna", "01/05/2011", "01/12/2012", "E4A")]}, year=2013)
    bring(date(2013, 9, 30), {"episodes": [episode("Anna", "01/06/2011")]})
    (story,) = log.stories(Basis(date(2013, 3, 31)))
    spells = [(each.start, each.end, each.attributes["reason_ceased"]) for each in case(story).spells["period_of_care"]]
    assert spells == [(date(2011, 6, 1), date(2012, 12, 1), "E4A")]
    assert endings_without_beginning(story) == ()


def test_read_as_it_was_before_readings_it_ends_nothing(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    bring(date(2013, 6, 30), {"episodes": [episode("Anna", "01/05/2011", "01/12/2012", "E4A")]}, year=2013)
    bring(date(2013, 9, 30), {"episodes": [episode("Anna", "01/06/2011")]})
    (story,) = log.stories(Basis(date(2013, 3, 31), reading=1))
    assert [each.end for each in case(story).spells["period_of_care"]] == [None]


def test_an_ending_that_ends_nothing_is_named(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    bring(date(2013, 6, 30), {"episodes": [episode("Anna", "01/05/2011", "01/12/2012", "E4A")]}, year=2013)
    bring(date(2013, 9, 30), {"episodes": [episode("Anna", "01/06/2011", "01/07/2011", "E4A")]})
    (story,) = log.stories(Basis(date(2013, 3, 31)))
    assert [fact.event.occurred_on for fact in endings_without_beginning(story)] == [date(2012, 12, 1)]


# ------------------------------------------------------------------------------------------- a column that is not there

FEWER = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC"


def providers(log: CaseLog) -> list[str | None]:
    (story,) = log.stories(Basis(date(2030, 1, 1)))
    return [each.attributes["placement_provider"] for each in case(story).spells["episode"]]


def test_a_column_that_is_not_there_says_nothing(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    report = bring(date(2013, 6, 30), {"episodes": [FEWER, "Anna,01/05/2011,S,C2,N1,U6,,"]}, year=2013)
    assert providers(log) == ["PR1"]
    assert report.outcome.effects.taken_back.facts == 0


def test_of_two_files_of_a_module_each_says_what_it_has_columns_for(bring: Bring, log: CaseLog, tmp_path: Path) -> None:
    """Anna's file has no column for the provider; Bert's has one, and it is blank."""
    bring(JUNE, {"episodes": [ANNA, BERT]})
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "episodes.csv").write_text(f"{FEWER}\nAnna,01/05/2011,S,C2,N1,U6,,\n")
    (folder / "episodes-2.csv").write_text(f"{HEADERS['episodes']}\n{episode('Bert', '01/06/2011', provider='')}\n")
    report = import_return(log, [folder], date(2013, 3, 31), date(2013, 6, 30))
    stories = {story.child: case(story).spells["episode"] for story in log.stories(Basis(date(2013, 3, 31)))}
    found = {child: [each.attributes["placement_provider"] for each in rows] for child, rows in stories.items()}
    assert found == {"Anna": ["PR1"], "Bert": [None]}
    assert report.outcome.effects.taken_back.facts == 1  # Bert's episode with a provider


def test_a_blank_cell_says_blank(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    bring(date(2013, 6, 30), {"episodes": [episode("Anna", "01/05/2011", provider="")]}, year=2013)
    assert providers(log) == [None]


def form(*children: str) -> str:
    """The XML form with an episode of each child: its items."""
    header = "<HEADER><CHILDID>{}</CHILDID><SEX>2</SEX><DOB>01/01/2004</DOB><ETHNIC>WBRI</ETHNIC></HEADER>"
    begun = "<DECOM>01/05/2011</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL>"
    names = ("Anna", "Bert")
    parts = [
        f"<CHILD>{header.format(name)}<EPISODE>{begun}{items}</EPISODE></CHILD>"
        for name, items in zip(names, children, strict=False)
    ]
    return f"<EXPSSDA903>{''.join(parts)}</EXPSSDA903>"


@pytest.mark.parametrize(
    ("later", "is_now"),
    [
        (form(""), "PR1"),  # no row has such an item: the column is not there
        (form("<PLACE_PROVIDER/>"), None),
        (form("", "<PLACE_PROVIDER>PR4</PLACE_PROVIDER>"), None),  # it is there, and blank for Anna
    ],
)
def test_in_the_xml_form_a_column_is_not_there_where_no_row_has_such_an_item(
    log: CaseLog, tmp_path: Path, bring: Bring, later: str, is_now: str | None
) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    (tmp_path / "return.xml").write_text(later)
    import_return(log, [tmp_path / "return.xml"], date(2013, 3, 31), date(2013, 6, 30))
    (anna, *_) = log.stories(Basis(date(2030, 1, 1)))
    assert [each.attributes["placement_provider"] for each in case(anna).spells["episode"]] == [is_now]


def test_what_is_corrected_beside_it_is_corrected(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    bring(date(2013, 6, 30), {"episodes": [FEWER, "Anna,01/05/2011,S,V2,N1,U6,,"]}, year=2013)
    (story,) = log.stories(Basis(date(2030, 1, 1)))
    (spell,) = case(story).spells["episode"]
    assert (spell.attributes["legal_status"], spell.attributes["placement_provider"]) == ("V2", "PR1")


def test_of_two_episodes_begun_on_one_day_each_keeps_its_own(bring: Bring, log: CaseLog) -> None:
    one, other = "Anna,01/05/2011,S,C2,N1,U6,{},01/05/2011,X1,,,,", "Anna,01/05/2011,P,C2,N1,K2,{},,,,,,"
    bring(JUNE, {"episodes": [one.format("PR1"), other.format("PR4")]})
    fewer = ["Anna,01/05/2011,S,C2,N1,U6,01/05/2011,X1", "Anna,01/05/2011,P,C2,N1,K2,,"]
    bring(date(2013, 6, 30), {"episodes": [FEWER, *fewer]}, year=2013)
    assert providers(log) == ["PR4"]


# ------------------------------------------------------------------------------------------------------------- undo


def undo(log: CaseLog, number: int) -> bool:
    return log.undo(ImportUndone(number=number, because="a mistake", program="test"))


def test_an_undone_import_counts_no_more_from_there_on(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA, BERT]})
    bring(JUNE, {"episodes": [ANNA]})
    before = log.position()
    assert undo(log, 2)
    assert looked_after(log) == {"Anna", "Bert"}
    (answer,) = measure(log, [CATALOGUE["looked-after"]], Basis(date(2012, 3, 31), position=before))
    assert set(answer.rows[0].counted) == {"Anna"}


def test_undone_the_first_of_two_that_say_the_same_leaves_the_second(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    bring(JUNE, {"episodes": [ANNA]})
    undo(log, 1)
    assert looked_after(log) == {"Anna"}
    undo(log, 2)
    assert facts(log) == set()


def test_an_import_recorded_and_undone_since_is_no_cause_of_a_difference(bring: Bring, log: CaseLog) -> None:
    bring(MAY, {"episodes": [ANNA]})
    before_it = log.head().position
    bring(JUNE, {"episodes": [ANNA, BERT]})
    with_it = log.head().position
    undo(log, 2)
    assert log.imports().as_if_kept(before_it) is None
    kept = log.imports().as_if_kept(with_it)
    assert kept is not None
    assert [each.number for each in kept.counting] == [1, 2]


def test_an_import_is_undone_once(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA]})
    assert undo(log, 1)
    position = log.position()
    assert not undo(log, 1)
    assert log.position() == position


# ------------------------------------------------------------------------------------------- what was set aside


def still_aside(log: CaseLog) -> list[tuple[str, tuple[date, ...]]]:
    """Whom the rule names, with the last day of the year of the return."""
    found = histories_checked(log, Basis(date(2030, 1, 1)), engine=Engine.REFERENCE, note=lambda _: None)
    return [(each.finding.child, each.finding.days) for each in found if each.finding.rule.id == "rows-set-aside"]


UNREADABLE = episode("Bert", "31/06/2011")


def test_a_child_whose_rows_were_set_aside_is_named_though_nothing_else_is_known(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    assert still_aside(log) == [("Bert", (date(2012, 3, 31),))]


def test_until_a_part_of_the_return_brings_the_row_corrected(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    bring(JULY, {"episodes": [BERT]}, partial=True)
    assert still_aside(log) == []


def test_a_part_without_the_child_changes_nothing(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    bring(JULY, {"episodes": [CLEO]}, partial=True)
    assert still_aside(log) == [("Bert", (date(2012, 3, 31),))]


def test_or_the_return_is_sent_again_and_can_be_read(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    bring(JULY, {"episodes": [ANNA]})
    assert still_aside(log) == []


def test_a_return_of_another_year_does_not_help(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    bring(date(2013, 6, 30), {"episodes": [ANNA, BERT]}, year=2013)
    assert still_aside(log) == [("Bert", (date(2012, 3, 31),))]


def test_an_import_that_was_undone_set_nothing_aside(bring: Bring, log: CaseLog) -> None:
    bring(JUNE, {"episodes": [ANNA, UNREADABLE]})
    undo(log, 1)
    assert still_aside(log) == []


def test_what_is_said_again_was_said_the_first_time_too(bring: Bring, log: CaseLog) -> None:
    """Anna has an episode in the return whenever it is brought: it is never silent of her, and a review of which a part
    of the year told, on a day after the year, is taken back by neither."""
    review = "Anna,01/01/2004,01/11/2012,PN1"
    bring(date(2013, 6, 30), {"reviews": [review]}, partial=True, even_so=True)
    bring(date(2013, 6, 30), {"episodes": [ANNA], "reviews": []})
    (once,) = [[fact.event for fact in story.facts] for story in log.stories(Basis(date(2013, 3, 31)))]
    bring(date(2013, 6, 30), {"episodes": [ANNA], "reviews": []})
    (again,) = [[fact.event for fact in story.facts] for story in log.stories(Basis(date(2013, 3, 31)))]
    assert again == once
    assert [event.name for event in again] == ["became-looked-after", "review-held"]
