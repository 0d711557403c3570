"""Extracts of the standard safeguarding dataset: what a row says, what is set aside, and what is never read."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import MemoryLog, known, lines_of, write_return
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import TABLES, import_table, template
from timeline.ingest.tables.ssd import NOT_READ

KNOWN = date(2013, 6, 30)
SSD = [kind for kind in TABLES if kind.startswith("ssd-")]


def read(log: MemoryLog, folder: Path, kind: str, *rows: tuple[str, ...]) -> ImportReport:
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.lower() for column in TABLES[kind].row.columns()])
        writer.writerows(rows)
    return import_table(log, kind, path, KNOWN)


def said(log: MemoryLog) -> list[str]:
    return [line.replace(" C1 ", " ", 1) for line in lines_of(log.stories(known()))]


SAYS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "ssd-person": (
        ("C1", "2005-02-28 00:00:00", "f", "WBRI"),
        ["2005-02-28 child-registered sex=F ethnicity=WBRI"],
    ),
    "ssd-cla-episodes": (
        ("C1", "2011-05-01", "S", "N1", "2011-09-01", "X1", "V2", "U6", "PR1", "ab1 2cd", "SC000001", "CARPL"),
        [
            "2011-05-01 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U6 "
            'placement.provider=PR1 placement.postcode="AB1 2CD" placement.urn=SC000001',
            "2011-09-01 episode-ended began_on=2011-05-01 reason_episode_ceased=X1 reason_place_change=CARPL",
        ],
    ),
    "ssd-cla-reviews": (("C1", "2011-05-27", "N", "PN1"), ["2011-05-27 review-held participation=PN1"]),
    "ssd-missing": (
        ("C1", "2012-05-10", "M", "2012-05-12"),
        ["2012-05-10 went-missing", "2012-05-12 returned-from-missing began_on=2012-05-10"],
    ),
    "ssd-permanence": (
        ("C1", "2012-01-16", "2012-10-01", "RD1"),
        ["2012-01-16 adoption-decided", "2012-10-01 adoption-decision-reversed began_on=2012-01-16 reason=RD1"],
    ),
    "ssd-cla-previous-permanence": (
        ("C1", "2005-02-28", "P2", "999", "zz/05/2008"),
        ["2005-02-28 previous-permanence-recorded option=P2 authority=999 order_date=zz/05/2008"],
    ),
    "ssd-cla-health": (
        ("C1", "Initial Health Assessment", "2011-05-24", "Completed"),
        ["2011-05-24 health-assessment-held type=initial"],
    ),
    "ssd-cla-care-plan": (
        ("C1", "2011-05-05", "2012-01-01", '{"LTFOST18": "Y", "LTRELFR": "y", "ADOPTION": ""}'),
        [
            '2011-05-05 plan-made kind=care goal="long-term fostering"',
            "2012-01-01 plan-ended began_on=2011-05-05 kind=care",
        ],
    ),
    "ssd-pre-proceedings": (
        ("C1", "2011-11-03", "Decision to Issue Care Proceedings", "2012-01-19"),
        [
            "2011-11-03 legal-gateway-decided decision=pre-proceedings",
            "2012-01-19 legal-gateway-decided decision=issue",
        ],
    ),
}


def test_every_extract_has_an_example_here() -> None:
    assert set(SAYS) == set(SSD)


@pytest.mark.parametrize("kind", SSD)
def test_a_row_says_these_facts(kind: str, tmp_path: Path) -> None:
    row, facts = SAYS[kind]
    log = MemoryLog()
    report = read(log, tmp_path, kind, row)
    assert report.quarantine == ()
    assert said(log) == facts
    assert (report.modules[0].module, report.modules[0].recorded) == (kind, 1)
    again = read(log, tmp_path, kind, row)
    assert (again.facts_added, again.statements_added, again.modules[0].unchanged) == (0, 0, 1)


@pytest.mark.parametrize("kind", SSD)
def test_the_template_has_the_columns_as_ssd_writes_them_in_capitals(kind: str) -> None:
    header = template(kind).splitlines()[0].split(",")
    assert header[0].endswith("_PERSON_ID")
    assert "CHILD" not in header


def test_the_same_episode_in_the_return_and_in_ssd_is_one_fact(tmp_path: Path) -> None:
    log = MemoryLog()
    episode = "C1,01/05/2011,S,V2,N1,U6,PR1,01/09/2011,X1,CARPL,,AB1 2CD,SC000001"
    folder = write_return(tmp_path / "return", {"episodes": episode})
    import_return(log, [folder], date(2012, 3, 31), date(2012, 6, 30))
    assert read(log, tmp_path, "ssd-cla-episodes", SAYS["ssd-cla-episodes"][0]).facts_added == 0


HEALTH = [
    ("Dental Check", "Completed", "2011-05-24 health-assessment-held type=dental"),
    ("LAC Review Health Assessment", "Refused", "2011-05-24 health-assessment-declined type=review"),
    ("Health Assessment", "completed", "2011-05-24 health-assessment-held type=unspecified"),
]


@pytest.mark.parametrize(("name", "status", "line"), HEALTH)
def test_a_health_check_is_what_its_name_says(name: str, status: str, line: str, tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "ssd-cla-health", ("C1", name, "2011-05-24", status))
    assert said(log) == [line]


GOALS = [
    ('{"RETURN1M": "Y", "RETURNEV": "1"}', ' goal="return to family"'),
    ('{"ADOPTION": "Y", "RETURNEV": "Y"}', ""),
    ('{"ADOPTION": "", "OTHERPLN": "N"}', ""),
    ("", ""),
]


@pytest.mark.parametrize(("plan", "goal"), GOALS)
def test_a_plan_for_several_at_once_or_for_none_has_no_one_goal(plan: str, goal: str, tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "ssd-cla-care-plan", ("C1", "2011-05-05", "", plan))
    assert said(log) == [f"2011-05-05 plan-made kind=care{goal}"]


def test_pre_proceedings_entered_and_left_on_one_day_are_the_decision_that_ended_them(tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "ssd-pre-proceedings", ("C1", "2011-11-03", "Decision to step down", "2011-11-03"))
    assert said(log) == ['2011-11-03 legal-gateway-decided decision="no proceedings"']


ASIDE = [
    ("ssd-person", ("C1", "", "F", "WBRI"), "PERS_DOB", "it is blank"),
    ("ssd-person", ("", "2005-02-28", "F", "WBRI"), "PERS_PERSON_ID", "it is blank"),
    (
        "ssd-cla-reviews",
        ("C1", "2011-05-27", "Y", ""),
        "CLAR_CLA_REVIEW_CANCELLED",
        "the review was cancelled",
    ),
    ("ssd-cla-reviews", ("C1", "", "", ""), "CLAR_CLA_REVIEW_DATE", "it is blank"),
    ("ssd-missing", ("C1", "31/02/2012", "M", ""), "MISS_MISSING_EPISODE_START_DATE", "there is no such day"),
    ("ssd-permanence", ("C1", "", "", ""), "PERM_ADM_DECISION_DATE", "it is blank"),
    (
        "ssd-permanence",
        ("C1", "2012-01-16", "", "RD1"),
        "PERM_DECISION_REVERSED_DATE",
        "it is blank, but there is a reason",
    ),
    ("ssd-cla-health", ("C1", "Optician", "2011-05-24", "Completed"), "CLAH_HEALTH_CHECK_TYPE", None),
    (
        "ssd-cla-health",
        ("C1", "Dental", "2011-05-24", "Planned"),
        "CLAH_HEALTH_CHECK_STATUS",
        "the check has not happened",
    ),
    ("ssd-cla-health", ("C1", "Dental", "2011-05-24", "Done"), "CLAH_HEALTH_CHECK_STATUS", None),
    (
        "ssd-cla-care-plan",
        ("C1", "2011-05-05", "2011-05-04", ""),
        "LACP_CLA_CARE_PLAN_END_DATE",
        "it is before LACP_CLA_CARE_PLAN_START_DATE",
    ),
    ("ssd-pre-proceedings", ("C1", "2011-11-03", "Maybe", "2011-12-01"), "PREP_PRE_PRO_OUTCOME", None),
    (
        "ssd-pre-proceedings",
        ("C1", "2011-11-03", "Decision to step down", ""),
        "PREP_AGREE_STEPDOWN_ISSUE_DATE",
        "an outcome is given, but not its day",
    ),
    (
        "ssd-pre-proceedings",
        ("C1", "2011-11-03", "", "2011-12-01"),
        "PREP_PRE_PRO_OUTCOME",
        "a day is given, but no outcome",
    ),
    (
        "ssd-pre-proceedings",
        ("C1", "2011-11-03", "Decision to step down", "2011-11-02"),
        "PREP_AGREE_STEPDOWN_ISSUE_DATE",
        "it is before PREP_PRE_PRO_DECISION_DATE",
    ),
]


@pytest.mark.parametrize(("kind", "row", "column", "reason"), ASIDE)
def test_what_cannot_be_a_fact_is_set_aside_in_the_words_of_ssd(
    kind: str, row: tuple[str, ...], column: str, reason: str | None, tmp_path: Path
) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, kind, row)
    (aside,) = report.quarantine
    assert aside.column == column
    assert reason in (None, aside.reason)
    returned = {"DOB", "DECOM", "REVIEW", "MIS_START", "DATE_PLACED", "DATE_PLACED_CEASED"}
    assert not returned & set(f"{aside.reason} {aside.do}".replace(":", " ").split())
    assert said(log) == []


LEFT_OUT = [
    ("ssd-cla-care-plan", ("C1", "2011-05-05", "", "adoption"), "LACP_CLA_CARE_PLAN_JSON"),
    ("ssd-cla-care-plan", ("C1", "2011-05-05", "", '["ADOPTION"]'), "LACP_CLA_CARE_PLAN_JSON"),
    ("ssd-cla-care-plan", ("C1", "2011-05-05", "", '{"ADOPT": "Y"}'), "LACP_CLA_CARE_PLAN_JSON"),
    ("ssd-pre-proceedings", ("C1", "2011-11-03", "Maybe", ""), "PREP_PRE_PRO_OUTCOME"),
    ("ssd-person", ("C1", "2005-02-28", "X", "WBRI"), "PERS_SEX"),
    ("ssd-missing", ("C1", "2012-05-10", "M", "9999-12-31"), None),
]


@pytest.mark.parametrize(("kind", "row", "column"), LEFT_OUT)
def test_a_cell_beside_the_fact_is_left_out_in_the_words_of_ssd(
    kind: str, row: tuple[str, ...], column: str | None, tmp_path: Path
) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, kind, row)
    assert report.quarantine == ()
    assert [cell.column for cell in report.cells.set_aside] == ([column] if column else [])
    assert report.cells.read_as_blank == (0 if column else 1)
    assert len(said(log)) == 1


def test_two_answers_about_one_episode_set_the_second_aside(tmp_path: Path) -> None:
    first = SAYS["ssd-cla-episodes"][0]
    report = read(MemoryLog(), tmp_path, "ssd-cla-episodes", first, (*first[:4], "2011-09-02", *first[5:]))
    (aside,) = report.quarantine
    assert aside.reason == "an earlier row about the same thing gives another value"


def test_two_incidents_of_one_day_with_other_ends_are_two(tmp_path: Path) -> None:
    rows = [("C1", "2012-05-10", "M", end) for end in ("2012-05-10", "2012-05-12")]
    assert read(MemoryLog(), tmp_path, "ssd-missing", *rows).quarantine == ()


def test_columns_of_ssd_that_are_not_read_are_named_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "person.csv"
    path.write_text(
        "pers_person_id,pers_forename,pers_dob,pers_sex,pers_ethnicity\nC1,CANARY7,2005-02-28,F,WBRI\n", "utf-8"
    )
    log = MemoryLog()
    report = import_table(log, "ssd-person", path, KNOWN)
    assert report.files[0].columns_unknown == ("PERS_FORENAME",)
    assert "CANARY7" not in "".join(said(log))


DATABASE = """
CREATE TABLE ssd_person (pers_person_id, pers_dob);
CREATE TABLE ssd_cla_episodes (clae_person_id, clae_cla_episode_start_date, clae_cla_episode_start_reason,
  clae_cla_primary_need_code, clae_cla_episode_ceased_date, clae_cla_episode_ceased_reason, clae_cla_id,
  clae_cla_placement_id);
CREATE TABLE ssd_cla_placement (clap_cla_placement_id, clap_cla_placement_type, clap_cla_placement_provider,
  clap_cla_placement_postcode, clap_cla_placement_urn, clap_cla_placement_change_reason);
CREATE TABLE ssd_legal_status (lega_person_id, lega_legal_status, lega_legal_status_start_date,
  lega_legal_status_end_date);
CREATE TABLE ssd_cla_reviews (clar_cla_id, clar_cla_review_due_date, clar_cla_review_date, clar_cla_review_cancelled,
  clar_cla_review_participation);
CREATE TABLE ssd_cla_previous_permanence (lapp_person_id, lapp_previous_permanence_order_date,
  lapp_previous_permanence_option, lapp_previous_permanence_la);
INSERT INTO ssd_person VALUES ('C1', '2005-02-28');
INSERT INTO ssd_cla_episodes VALUES
  ('C1', '2011-05-01', 'S', 'N1', '2011-09-01', 'X1', 'P1', 'H1'),
  ('C1', '2011-09-01', 'L', 'N1', NULL, NULL, 'P1', 'H1');
INSERT INTO ssd_cla_placement VALUES ('H1', 'U6', 'PR1', 'AB1 2CD', NULL, NULL);
INSERT INTO ssd_legal_status VALUES ('C1', 'V2', '2011-05-01', '2011-09-01'), ('C1', 'C2', '2011-09-01', NULL);
INSERT INTO ssd_cla_reviews VALUES
  ('P1', '2011-05-29', '2011-05-27', 'N', 'PN1'), ('P1', '2011-08-27', NULL, NULL, NULL);
INSERT INTO ssd_cla_previous_permanence VALUES ('C1', 'zz/05/2008', 'P2', '999');
"""
"""A small SSD with the columns that are read, in any database's SQL."""

JOINED = {
    "ssd-cla-episodes": [
        "2011-05-01 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U6 "
        'placement.provider=PR1 placement.postcode="AB1 2CD"',
        "2011-09-01 episode-ended began_on=2011-05-01 reason_episode_ceased=X1",
        "2011-09-01 legal-status-changed legal_status=C2 category_of_need=N1 placement.type=U6 "
        'placement.provider=PR1 placement.postcode="AB1 2CD"',
    ],
    "ssd-cla-reviews": ["2011-05-27 review-held participation=PN1"],
    "ssd-cla-previous-permanence": [
        "2005-02-28 previous-permanence-recorded option=P2 authority=999 order_date=zz/05/2008"
    ],
}


@pytest.mark.parametrize("kind", JOINED)
def test_the_documented_query_makes_the_extract(kind: str, tmp_path: Path) -> None:
    query = TABLES[kind].made_by
    assert query is not None
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(DATABASE)
        cursor = database.execute(query)
        assert [column[0].upper() for column in cursor.description] == list(TABLES[kind].row.columns())
        rows = [tuple("" if cell is None else str(cell) for cell in row) for row in cursor]
    log = MemoryLog()
    assert read(log, tmp_path, kind, *rows).quarantine == ()
    assert said(log) == JOINED[kind]


def test_every_kind_that_is_joined_has_its_query_run_here() -> None:
    assert {name for name, kind in TABLES.items() if kind.made_by} == set(JOINED)


def test_every_table_of_the_dataset_is_read_or_named_with_a_reason() -> None:
    """The tables of SSD that concern children looked after."""
    tables = [
        "person",
        "cla_episodes",
        "cla_placement",
        "legal_status",
        "cla_reviews",
        "cla_care_plan",
        "cla_visits",
        "cla_health",
        "cla_immunisations",
        "sdq_scores",
        "cla_convictions",
        "cla_substance_misuse",
        "cla_previous_permanence",
        "missing",
        "permanence",
        "care_leavers",
        "immigration_status",
        "involvements",
        "mother",
        "disability",
        "linked_identifiers",
        "pre_proceedings",
        "api_data_staging",
    ]
    read_or_named = {kind.removeprefix("ssd-").replace("-", "_") for kind in SSD}
    read_or_named |= {name.removeprefix("ssd_") for names in NOT_READ for name in names.split(", ")}
    assert read_or_named == set(tables)
