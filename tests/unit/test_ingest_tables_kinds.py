"""Every kind of local table: what a row says, what is set aside, what takes whose place, and its documentation."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import MemoryLog, known, lines_of
from timeline.domain.events import EVENTS
from timeline.domain.spells.case import case
from timeline.domain.spells.local import LOCAL_KINDS
from timeline.domain.story import tell
from timeline.ingest import IngestError
from timeline.ingest.quarantine import write_quarantine
from timeline.ingest.report import ImportReport, ModuleCount
from timeline.ingest.tables import TABLES, import_table, import_tables, template
from timeline.ingest.tables.reference import reference

KNOWN = date(2013, 6, 30)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"


def read(log: MemoryLog, folder: Path, kind: str, *rows: str, known_on: date = KNOWN) -> ImportReport:
    path = folder / f"{kind}.csv"
    header = ",".join(TABLES[kind].row.columns())
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return import_table(log, kind, path, known_on)


def said(log: MemoryLog) -> list[str]:
    return [line.replace(" C1 ", " ", 1) for line in lines_of(log.stories(known()))]


SAYS: dict[str, tuple[str, list[str]]] = {
    "plans": (
        "C1,Care,16/01/2012,2012-03-01,yes,N,Long-term  fostering",
        [
            '2012-01-16 plan-made kind=care contingency=true outcomes=false goal="long-term fostering"',
            "2012-03-01 plan-ended began_on=2012-01-16 kind=care",
        ],
    ),
    "plan-reviews": ("C1,pathway,2012-03-06", ["2012-03-06 plan-reviewed kind=pathway"]),
    "health-assessments": (
        "C1,review,,2012-03-06",
        ["2012-03-06 health-assessment-declined type=review"],
    ),
    "assessments": (
        "C1,single,2012-03-06,1",
        ["2012-03-06 assessment-completed type=single linked_to_plan=true"],
    ),
    "audits": (
        "C1,Care plan,Tool  1,2012-02-01,Requires Improvement,T0,2012-05-01,2012-04-16,Y,N,,,,,0",
        [
            '2012-02-01 case-audited subject="care plan" tool="tool 1" grade="requires improvement" round=t0 '
            "rectify_by=2012-05-01 outcomes=true contingency=false success_measures=false",
            '2012-04-16 audit-findings-rectified began_on=2012-02-01 subject="care plan" tool="tool 1"',
        ],
    ),
    "audit-actions": (
        "C1,management review,7,2012-02-01,Recording,2012-05-01,2012-04-16,2012-09-01",
        [
            '2012-02-01 audit-action-raised subject="management review" action=7 theme=recording due_on=2012-05-01',
            '2012-04-16 audit-action-completed began_on=2012-02-01 subject="management review" action=7',
            '2012-09-01 audit-action-impact-evidenced began_on=2012-02-01 subject="management review" action=7',
        ],
    ),
    "gateway-decisions": (
        "C1,2012-01-09,Pre-proceedings",
        ["2012-01-09 legal-gateway-decided decision=pre-proceedings"],
    ),
    "court-applications": (
        "C1,care,2012-02-01,care,2012-11-06,2012-07-02,placement; Care;care,2012-09-03,",
        [
            "2012-02-01 court-application-issued type=care timetabled_to=2012-11-06",
            "2012-02-01 court-plan-filed began_on=2012-02-01 type=care stage=initial order=care",
            "2012-07-02 court-plan-filed began_on=2012-02-01 type=care stage=final order=care",
            "2012-07-02 court-plan-filed began_on=2012-02-01 type=care stage=final order=placement",
            "2012-09-03 court-application-disposed began_on=2012-02-01 type=care",
        ],
    ),
    "court-hearings": (
        "C1,care,2012-02-01,2012-02-16,Case management,2012-12-31",
        [
            '2012-02-16 court-hearing-held application=care issued_on=2012-02-01 type="case management" '
            "extended_to=2012-12-31"
        ],
    ),
    "court-orders": (
        "C1,care,2012-02-01,2012-09-03,special guardianship,n",
        ['2012-09-03 court-order-made application=care issued_on=2012-02-01 order="special guardianship" final=false'],
    ),
    "edge-of-care": (
        "C1,Family group conference,2011-05-03,2011-09-12",
        [
            '2011-05-03 edge-of-care-intervention-started service="family group conference"',
            '2011-09-12 edge-of-care-intervention-ended began_on=2011-05-03 service="family group conference"',
        ],
    ),
    "referrals": (
        "C1,2011-11-02,2011-11-03,Assessment",
        [
            "2011-11-02 referral-received",
            "2011-11-03 referral-decided began_on=2011-11-02 decision=assessment",
        ],
    ),
    "missing-incidents": (
        "C1,m,2012-02-10,22:30,2012-02-12,7:15",
        [
            "2012-02-10 missing-incident-began category=M began_at=22:30:00",
            "2012-02-12 missing-incident-ended began_on=2012-02-10 category=M began_at=22:30:00 ended_at=07:15:00",
        ],
    ),
}


SSD = {kind for kind in TABLES if kind.startswith("ssd-")}
"""What these say stands in ``test_ingest_tables_ssd``."""


def test_every_kind_has_an_example_here() -> None:
    assert set(SAYS) | {"visitor-requests"} | SSD == set(TABLES)


@pytest.mark.parametrize("kind", SAYS)
def test_a_row_says_these_facts(kind: str, tmp_path: Path) -> None:
    row, facts = SAYS[kind]
    log = MemoryLog()
    report = read(log, tmp_path, kind, row)
    assert report.quarantine == ()
    assert said(log) == facts
    assert report.facts_added == len(facts)


@pytest.mark.parametrize("kind", SAYS)
def test_imported_again_it_adds_nothing(kind: str, tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, kind, SAYS[kind][0])
    report = read(log, tmp_path, kind, SAYS[kind][0])
    assert (report.facts_added, report.statements_added, report.rows_quarantined) == (0, 0, 0)


BARE: dict[str, tuple[str, str]] = {
    "plans": ("C1,care,2012-01-16,,,,", "2012-01-16 plan-made kind=care"),
    "health-assessments": ("C1,review,2012-03-06,", ""),
    "assessments": ("C1,single,2012-03-06,", "2012-03-06 assessment-completed type=single"),
    "audits": (
        "C1,care plan,tool 1,2012-02-01,,,,,,,,,,,",
        '2012-02-01 case-audited subject="care plan" tool="tool 1"',
    ),
    "audit-actions": (
        "C1,management review,7,2012-02-01,,,,",
        '2012-02-01 audit-action-raised subject="management review" action=7',
    ),
    "gateway-decisions": ("C1,2012-01-09,issue", "2012-01-09 legal-gateway-decided decision=issue"),
    "court-applications": ("C1,care,2012-02-01,,,,,,", "2012-02-01 court-application-issued type=care"),
    "court-hearings": (
        "C1,care,2012-02-01,2012-02-16,case management,",
        '2012-02-16 court-hearing-held application=care issued_on=2012-02-01 type="case management"',
    ),
    "court-orders": (
        "C1,care,2012-02-01,2012-09-03,special guardianship,y",
        '2012-09-03 court-order-made application=care issued_on=2012-02-01 order="special guardianship" final=true',
    ),
    "edge-of-care": (
        "C1,family group conference,2011-05-03,",
        '2011-05-03 edge-of-care-intervention-started service="family group conference"',
    ),
    "referrals": ("C1,2011-11-02,,", "2011-11-02 referral-received"),
    "missing-incidents": (
        "C1,M,2012-02-10,22:30,,",
        "2012-02-10 missing-incident-began category=M began_at=22:30:00",
    ),
}
"""The same thing with all that may be blank left blank, and all that is then said of it."""


@pytest.mark.parametrize("kind", [kind for kind in BARE if kind != "health-assessments"])
def test_said_again_with_less_it_takes_the_place_of_all_it_said(kind: str, tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, kind, SAYS[kind][0], known_on=date(2012, 12, 31))
    bare, fact = BARE[kind]
    read(log, tmp_path, kind, bare)
    assert said(log) == [fact]


@pytest.mark.parametrize("kind", [kind for kind in BARE if kind != "health-assessments"])
def test_two_answers_about_one_thing_in_one_table_set_the_second_aside(kind: str, tmp_path: Path) -> None:
    report = read(MemoryLog(), tmp_path, kind, SAYS[kind][0], BARE[kind][0])
    (aside,) = report.quarantine
    assert (aside.row, aside.reason) == (3, "an earlier row about the same thing gives another value")


def test_the_analyst_s_file_names_the_earlier_row_and_the_groups_stay_together(tmp_path: Path) -> None:
    rows = ("C1,care,2012-01-16,,Y,,", "C1,care,2012-02-01,,Y,,", "C1,care,2012-01-16,,N,,", "C1,care,2012-02-01,,N,,")
    report = read(MemoryLog(), tmp_path, "plans", *rows)
    (group,) = report.quarantine_groups()
    assert group.example_rows == (4, 5)
    write_quarantine(report.quarantine, tmp_path / "aside.csv")
    with (tmp_path / "aside.csv").open(encoding="utf-8-sig", newline="") as file:
        reasons = [line["REASON"] for line in csv.DictReader(file)]
    reason = "an earlier row about the same thing gives another value"
    assert reasons == [f"{reason} (row 2)", f"{reason} (row 3)"]


ASIDE = [
    ("plans", "C1,dietary,2012-01-16,,,,", "KIND", "it is not one of the allowed words"),
    ("plans", "C1,,2012-01-16,,,,", "KIND", "it is blank"),
    ("plans", "C1,care,,,,,", "MADE", "it is blank"),
    ("plans", "C1,care,2012-01-16,2012-01-15,,,", "ENDED", "it is before MADE"),
    ("health-assessments", "C1,review,,", "HELD", "it is blank"),
    (
        "health-assessments",
        "C1,review,2012-01-16,2012-01-16",
        "DECLINED",
        "the assessment was both held and declined",
    ),
    (
        "audits",
        ",case,tool,2012-02-01,,,,,,,,,,,",
        "CHILD",
        "it is blank, but an audit or review is recorded for the children it was about",
    ),
    (
        "audit-actions",
        ",case,1,2012-02-01,,,,",
        "CHILD",
        "it is blank, but an audit or review is recorded for the children it was about",
    ),
    ("audits", "C1,case,,2012-02-01,,,,,,,,,,,", "TOOL", "it is blank"),
    ("audits", "C1,case,tool,2012-02-01,,,2012-01-31,,,,,,,,", "RECTIFY_BY", "it is before AUDITED"),
    ("audits", "C1,case,tool,2012-02-01,,,,2012-01-31,,,,,,,", "RECTIFIED", "it is before AUDITED"),
    ("audits", f"C1,case,{'x' * 61},2012-02-01,,,,,,,,,,,", "TOOL", "it is longer than 60 characters"),
    ("audits", "C1,case,=A1,2012-02-01,,,,,,,,,,,", "TOOL", "the cell holds a formula"),
    ("audits", "C1,case,a\x07b,2012-02-01,,,,,,,,,,,", "TOOL", "the cell contains control characters"),
    ("audit-actions", "C1,case,1,2012-02-01,,2012-01-31,,", "DUE", "it is before RAISED"),
    ("audit-actions", "C1,case,1,2012-02-01,,,2012-01-31,", "COMPLETED", "it is before RAISED"),
    ("audit-actions", "C1,case,1,2012-02-01,,,,2012-01-31", "IMPACT_EVIDENCED", "it is before RAISED"),
    ("gateway-decisions", "C1,2012-01-09,wait", "DECISION", "it is not one of the allowed words"),
    (
        "court-applications",
        "C1,care,2012-02-01,,,,,2012-09-03,2012-09-03",
        "WITHDRAWN",
        "it was both disposed of and withdrawn",
    ),
    (
        "court-applications",
        "C1,care,2012-02-01,,,,care,,",
        "FINAL_PLAN_FILED",
        "orders of a final plan are given, but not its day",
    ),
    ("court-applications", "C1,care,2012-02-01,,,2012-07-02,,,", "FINAL_PLAN", "it is blank"),
    ("court-applications", "C1,care,2012-02-01,,2012-01-31,,,,", "TIMETABLED_TO", "it is before ISSUED"),
    ("court-applications", "C1,care,2012-02-01,,,2012-01-31,care,,", "FINAL_PLAN_FILED", "it is before ISSUED"),
    ("court-applications", "C1,care,2012-02-01,,,,,2012-01-31,", "DISPOSED", "it is before ISSUED"),
    ("court-applications", "C1,care,2012-02-01,,,,,,2012-01-31", "WITHDRAWN", "it is before ISSUED"),
    ("court-hearings", "C1,care,2012-02-01,2012-01-31,final,", "HELD", "it is before ISSUED"),
    ("court-hearings", "C1,care,2012-02-01,2012-03-01,final,2012-02-28", "EXTENDED_TO", "it is before HELD"),
    ("court-orders", "C1,care,2012-02-01,2012-01-31,care,Y", "MADE", "it is before ISSUED"),
    ("court-orders", "C1,care,2012-02-01,2012-09-03,care,", "FINAL", "it is blank"),
    ("edge-of-care", "C1,one,2012-02-01,2012-01-31", "ENDED", "it is before STARTED"),
    ("referrals", "C1,2012-02-01,2012-01-31,", "DECIDED", "it is before RECEIVED"),
    ("referrals", "C1,2012-02-01,,assessment", "DECIDED", "a decision is given, but not its day"),
    (
        "missing-incidents",
        "C1,X,2012-02-10,,,",
        "MISSING",
        "no return of any year has this MISSING (missing or away); known are M, A",
    ),
    ("missing-incidents", "C1,,2012-02-10,,,", "MISSING", "it is blank"),
    ("missing-incidents", "C1,M,2012-02-10,24:00,,", "START_TIME", "there is no such time of day"),
    ("missing-incidents", "C1,M,2012-02-10,half past ten,,", "START_TIME", "it is not a time of day"),
    ("missing-incidents", "C1,M,2012-02-10,,,07:15", "END", "a time is given, but not its day"),
    ("missing-incidents", "C1,M,2012-02-10,,2012-02-09,", "END", "it is before START"),
    (
        "missing-incidents",
        "C1,M,2012-02-10,07:15,2012-02-10,07:14",
        "END_TIME",
        "it is before START_TIME on one day",
    ),
]


@pytest.mark.parametrize(("kind", "row", "column", "reason"), ASIDE)
def test_what_cannot_be_a_fact_is_set_aside(kind: str, row: str, column: str, reason: str, tmp_path: Path) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, kind, row)
    (aside,) = report.quarantine
    assert (aside.row, aside.column, aside.reason) == (2, column, reason)
    assert aside.do
    assert said(log) == []


ON_THE_EDGE = [
    ("plans", "C1,care,2012-01-16,2012-01-16,,,"),
    ("audits", "C1,case,tool,2012-02-01,,,2012-02-01,2012-02-01,,,,,,,"),
    ("audit-actions", "C1,case,1,2012-02-01,,2012-02-01,2012-02-01,2012-02-01"),
    ("audits", f"C1,case,{'x' * 60},2012-02-01,,,,,,,,,,,"),
    ("court-applications", "C1,care,2012-02-01,,2012-02-01,2012-02-01,care,2012-02-01,"),
    ("court-applications", "C1,care,2012-02-01,,,,,,2012-02-01"),
    ("court-hearings", "C1,care,2012-02-01,2012-02-01,final,2012-02-01"),
    ("court-orders", "C1,care,2012-02-01,2012-02-01,care,Y"),
    ("edge-of-care", "C1,one,2012-02-01,2012-02-01"),
    ("referrals", "C1,2012-02-01,2012-02-01,"),
    ("missing-incidents", "C1,M,2012-02-10,07:15,2012-02-10,07:15"),
    ("missing-incidents", "C1,M,2012-02-10,00:00,2012-02-10,23:59"),
]


@pytest.mark.parametrize(("kind", "row"), ON_THE_EDGE)
def test_what_happens_on_one_day_is_accepted(kind: str, row: str, tmp_path: Path) -> None:
    assert read(MemoryLog(), tmp_path, kind, row).quarantine == ()


@pytest.mark.parametrize("kind", TABLES)
def test_a_child_in_a_cell_that_is_set_aside_stands_in_no_message(kind: str, tmp_path: Path) -> None:
    columns = TABLES[kind].row.columns()
    report = read(MemoryLog(), tmp_path, kind, ",".join(["C1", *["CANARY7"] * (len(columns) - 1)]))
    (aside,) = report.quarantine
    assert "CANARY7" not in f"{aside.reason} {aside.do} {aside.column}"


@pytest.mark.parametrize("kind", SAYS)
def test_what_a_template_says_makes_a_spell(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    path.write_text(template(kind), encoding="utf-8")
    log = MemoryLog()
    import_table(log, kind, path, KNOWN)
    story = tell("C1", log.held["C1"], known())
    modules = {fact.event.module for fact in story.facts}
    assert modules == {kind}
    if kind not in ("plan-reviews", "missing-incidents"):  # a review needs its plan; an incident is not of this table
        assert any(case(story).spells[kind] for kind in LOCAL_KINDS)


def test_every_module_of_an_event_that_a_table_says_is_a_kind_of_table() -> None:
    said_by_tables = {event.module for event in EVENTS.values()} & set(TABLES)
    assert said_by_tables == set(TABLES) - SSD


def test_the_documentation_is_what_the_rows_say() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("kind", TABLES)
def test_every_column_is_documented(kind: str) -> None:
    assert [name for name, field in TABLES[kind].row.model_fields.items() if not field.description] == []


# ------------------------------------------------------------------------------------------------------ a whole folder


def _templates(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text(template(Path(name).stem.lower()), encoding="utf-8")
    return folder


def test_a_folder_of_tables_is_imported_table_by_table(tmp_path: Path) -> None:
    log = MemoryLog()
    report = import_tables(log, _templates(tmp_path, "Plans.csv", "plan-reviews.csv"), KNOWN)
    assert report.modules == (
        ModuleCount("plans", ("Plans.csv",), 1, 1, 0, 0),
        ModuleCount("plan-reviews", ("plan-reviews.csv",), 1, 1, 0, 0),
    )
    assert report.statements_added == 1
    assert said(log) == [
        "2012-01-16 plan-made kind=care contingency=true outcomes=true",
        "2012-03-06 plan-reviewed kind=care",
    ]
    again = import_tables(log, tmp_path, KNOWN)
    assert (again.facts_added, [count.unchanged for count in again.modules]) == (0, [1, 1])


def test_the_rows_of_each_table_are_counted_apart_also_where_only_some_say_something_new(tmp_path: Path) -> None:
    log = MemoryLog()
    import_table(log, "plans", _templates(tmp_path, "plans.csv", "referrals.csv") / "plans.csv", KNOWN)
    report = import_tables(log, tmp_path, KNOWN)
    assert {count.module: (count.recorded, count.unchanged) for count in report.modules} == {
        "plans": (0, 1),
        "referrals": (1, 0),
    }


def test_a_dry_run_of_a_folder_adds_nothing(tmp_path: Path) -> None:
    log = MemoryLog()
    report = import_tables(log, _templates(tmp_path, "plans.csv"), KNOWN, dry_run=True)
    assert report.facts_added == 1
    assert log.held == {}


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("holidays.csv", "A,B\n", "its name is not a kind of table"),
        ("referrals.csv", "CHILD\n", "its header row lacks RECEIVED, DECIDED, DECISION"),
    ],
)
def test_of_a_folder_with_a_file_that_cannot_be_read_nothing_is_recorded(
    name: str, content: str, what: str, tmp_path: Path
) -> None:
    log = MemoryLog()
    (_templates(tmp_path, "plans.csv") / name).write_text(content, encoding="utf-8")
    with pytest.raises(IngestError) as caught:
        import_tables(log, tmp_path, KNOWN)
    assert (caught.value.where, caught.value.what) == (name, what)
    assert log.held == {}


def test_a_folder_without_a_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="it holds no CSV file"):
        import_tables(MemoryLog(), tmp_path, KNOWN)
