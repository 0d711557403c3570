"""How a workbook of Annex A is read: what it says of a day, what is set aside, and that it moves no figure."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.fuzz.returns import write_return
from tests.support.annex_a import HEADINGS, Cells, Rows, rows_of, write
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.checks import check
from timeline.ingest import IngestError
from timeline.ingest.annex_a import AnnexAImport, Answers, import_annex_a
from timeline.ingest.ssda903 import import_return
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.report import imports
from timeline.store import CaseLog, open_log

TAKEN = date(2012, 1, 31)
KNOWN = date(2012, 2, 1)

CHILD = "Child Unique ID"
STARTED = "Date Started to be Looked After"
IN_CARE = {CHILD: "A1", STARTED: date(2011, 5, 1)}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "timeline.db") as opened:
        yield opened


def read(log: CaseLog, folder: Path, *sheets: list[Rows], answers: Answers | None = None) -> AnnexAImport:
    """Import a workbook of these sheets, taken at the end of January and known the day after."""
    path = write(folder / "annex.xlsx", {f"Sheet {n}": rows for n, rows in enumerate(sheets, 1)})
    return import_annex_a(log, path, KNOWN, extract_on=TAKEN, answers=answers or Answers())


def known(log: CaseLog, child: str = "A1", known_at: date | None = None) -> list[e.Event]:
    (story,) = log.stories(Basis(date(2013, 3, 31), known_at), [child])
    return [fact.event for fact in story.facts]


def the(kind: type[e.Event], log: CaseLog, child: str = "A1") -> e.Event:
    (event,) = [event for event in known(log, child) if type(event) is kind]
    return event


def counts(done: AnnexAImport) -> dict[str, tuple[int, int, int, int]]:
    return {each.module: (each.read, each.recorded, each.unchanged, each.quarantined) for each in done.report.modules}


# ----------------------------------------------------------------------------------------------------- what a list says


def test_list_8_says_how_the_record_of_a_child_in_care_stood(log: CaseLog, tmp_path: Path) -> None:
    row: Cells = {
        **IN_CARE,
        "Gender": "b) Female",
        "Ethnicity": "a) WBRI",
        "Date of Birth": datetime(2005, 2, 28),
        "Age of Child (Years)": 6.9,
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": "b) No",
        "Does the Child have a Disability": "a) Yes",
        "Child's Category of Need": "N1 - Abuse or neglect",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)": "b) No",
        "Start date of current legal status": "01/11/2011",
        "Child's Legal Status": "C2: FCO",
        "Date of Latest Statutory Review": date(2012, 1, 10),
        "Date of Last Social Work Visit": date(2012, 1, 20),
        "What is the permanence plan for this child?": "f) Long-term fostering",
        "Date of Last IRO Visit / Contact to the Child": date(2012, 1, 11),
        "Date of Last Health Assessment": date(2011, 9, 1),
        "Date of Last Dental Check": date(2011, 8, 1),
        "Number of Placements in the Last 12 months": 2,
        "Start Date of Most Recent Placement": date(2011, 12, 1),
        "Placement Type": "f) U6: Foster placement - not FFA",
        "Placement Provider": "e) PR4 - Private provision",
        "Placement postcode": "ab1  2cd",
        "URN of Placement": 1234567,
        "Placement Location": "Out",
        "LA of Placement": "Other Town",
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": 1,
        "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months": 0,
        "Was the child offered a Return Interview after their last missing episode (Y/N)?": "Y",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?": "N",
        "Allocated Team": "Team  One",
        "Allocated Worker": "Robin Example",
    }
    read(log, tmp_path, rows_of(8, row))
    assert the(e.LookedAfterObserved, log) == e.LookedAfterObserved(
        occurred_on=TAKEN,
        unaccompanied=False,
        started_on=date(2011, 5, 1),
        category_of_need="N1",
        second_period_in_12_months=False,
        legal_status="C2",
        legal_status_since=date(2011, 11, 1),
        last_review_on=date(2012, 1, 10),
        last_social_work_visit_on=date(2012, 1, 20),
        permanence_plan="long-term fostering",
        last_reviewing_officer_contact_on=date(2012, 1, 11),
        last_health_assessment_on=date(2011, 9, 1),
        last_dental_check_on=date(2011, 8, 1),
        placements_in_12_months=2,
        ceased_on=None,
        reason_episode_ceased=None,
        placement_since=date(2011, 12, 1),
        placement_type="U6",
        placement_provider="PR4",
        placement_postcode="AB1 2CD",
        placement_urn="1234567",
        placement_location="OUT",
        placement_authority="Other Town",
        missing_incidents_in_12_months=1,
        away_incidents_in_12_months=0,
        return_interview_offered=True,
        return_interview_accepted=False,
        team="Team One",
    )
    assert the(e.ParticularsObserved, log) == e.ParticularsObserved(
        occurred_on=TAKEN, born_on=date(2005, 2, 28), gender="female", ethnicity="WBRI", disabled=True
    )
    assert "ROBIN" not in str([event.canonical().upper() for event in known(log)])


def test_a_child_who_has_ceased_is_observed_with_day_and_reason(log: CaseLog, tmp_path: Path) -> None:
    row = {
        **IN_CARE,
        "Date Ceased to be Looked After": date(2011, 12, 24),
        "Reason Ceased to be Looked After": "f) E4A: Returned home",
    }
    read(log, tmp_path, rows_of(8, row))
    seen = the(e.LookedAfterObserved, log)
    assert isinstance(seen, e.LookedAfterObserved)
    assert (seen.ceased_on, seen.reason_episode_ceased) == (date(2011, 12, 24), "E4A")


def test_nothing_of_a_state_becomes_an_episode_a_review_or_a_registration(log: CaseLog, tmp_path: Path) -> None:
    row = {**IN_CARE, "Date of Birth": date(2005, 2, 28), "Date of Latest Statutory Review": date(2012, 1, 10)}
    read(log, tmp_path, rows_of(8, row))
    assert {type(event) for event in known(log)} == {e.LookedAfterObserved, e.ParticularsObserved}


def test_contacts_are_happenings(log: CaseLog, tmp_path: Path) -> None:
    rows = rows_of(
        1,
        {CHILD: "A1", "Date of Contact": date(2011, 9, 16), "Contact Source": "q) 6: Police"},
        {CHILD: "A1", "Date of Contact": date(2011, 9, 16), "Contact Source": "t) 9: Anonymous"},
    )
    read(log, tmp_path, rows)
    contacts = [event for event in known(log) if isinstance(event, e.ContactReceived)]
    assert contacts == [e.ContactReceived(occurred_on=date(2011, 9, 16), source=source) for source in ("6", "9")]


def test_early_help_begins_and_is_completed(log: CaseLog, tmp_path: Path) -> None:
    rows = rows_of(
        2,
        {
            CHILD: "A1",
            "Assessment start date": date(2011, 9, 16),
            "Assessment completion date": date(2011, 9, 30),
            "Organisation completing assessment": "School",
        },
        {CHILD: "B2", "Assessment start date": date(2011, 9, 17)},
    )
    read(log, tmp_path, rows)
    assert the(e.EarlyHelpAssessmentStarted, log) == e.EarlyHelpAssessmentStarted(
        occurred_on=date(2011, 9, 16), organisation="School"
    )
    assert the(e.EarlyHelpAssessmentCompleted, log) == e.EarlyHelpAssessmentCompleted(
        occurred_on=date(2011, 9, 30), began_on=date(2011, 9, 16), began_as=None
    )
    assert [event for event in known(log, "B2") if isinstance(event, e.EarlyHelpAssessmentCompleted)] == []


@pytest.mark.parametrize(
    ("number", "row", "kind", "says"),
    [
        (
            3,
            {
                "Date of Referral": date(2011, 9, 16),
                "Referral Source": "j) 3D: Health services",
                "Referral NFA?": "No",
                "Number of Referrals in Last 12 Months": 2,
            },
            e.ReferralObserved,
            {
                "referred_on": "2011-09-16",
                "source": "3D",
                "no_further_action": False,
                "referrals_in_12_months": 2,
            },
        ),
        (
            4,
            {
                "Continuous Assessment Start Date": date(2011, 9, 16),
                "Child Seen During Continuous Assessment": "Yes",
                "Continuous Assessment Date of Authorisation": date(2011, 10, 30),
                "Was the child assessed as requiring LA children's social care support?": "b) No",
            },
            e.AssessmentObserved,
            {
                "started_on": "2011-09-16",
                "child_seen": True,
                "authorised_on": "2011-10-30",
                "support_needed": False,
            },
        ),
        (
            5,
            {
                "Strategy discussion initiating Section 47 Enquiry Start Date": date(2011, 9, 16),
                "Was an Initial Child Protection Conference deemed unnecessary?": "No",
                "Date of Initial Child Protection Conference": date(2011, 10, 5),
                "Did the Initial Child Protection Conference Result in a Child Protection Plan": "Yes",
                "Number of Section 47 Enquiries in the last 12 months": 1,
                "Number of ICPCs in the last 12 months": 3,
            },
            e.ProtectionEnquiryObserved,
            {
                "discussed_on": "2011-09-16",
                "conference_unnecessary": False,
                "conference_on": "2011-10-05",
                "plan_resulted": True,
                "enquiries_in_12_months": 1,
                "conferences_in_12_months": 3,
            },
        ),
        (
            6,
            {
                "CIN Start Date": date(2010, 6, 9),
                "Primary Need Code": "N1 - Abuse or Neglect",
                "Date Child Was Last Seen": date(2012, 1, 21),
                "CIN Closure Date": date(2012, 1, 30),
                "Reason for Closure": "RC7",
                "Case Status": "c) Child in need plan",
                "Allocated Team": "Team One",
            },
            e.ChildInNeedObserved,
            {
                "started_on": "2010-06-09",
                "primary_need": "N1",
                "last_seen_on": "2012-01-21",
                "closed_on": "2012-01-30",
                "reason_closed": "RC7",
                "case_status": "child in need plan",
                "team": "Team One",
            },
        ),
        (
            7,
            {
                "Child Protection Plan Start Date": date(2011, 4, 27),
                "Initial Category of Abuse": "Emotional abuse",
                "Latest Category of Abuse": "PHY",
                "Date of the Last Statutory Visit": date(2012, 1, 2),
                "Was the Child Seen Alone?": "a) Yes",
                "Date of latest review conference": date(2012, 1, 4),
                "Child Protection Plan End Date": date(2012, 1, 5),
                "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)": "N",
                "Number of Previous Child Protection Plans": 0,
            },
            e.ProtectionPlanObserved,
            {
                "started_on": "2011-04-27",
                "initial_category": "EMO",
                "latest_category": "PHY",
                "last_visited_on": "2012-01-02",
                "seen_alone": True,
                "last_conference_on": "2012-01-04",
                "ended_on": "2012-01-05",
                "emergency_protection": False,
                "previous_plans": 0,
            },
        ),
        (
            9,
            {
                "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": "a) Yes",
                "Eligibility Category": "b) Former relevant child",
                "Latest Pathway Plan Review Date": date(2011, 10, 1),
                "LA in Touch": "a) Yes",
                "Latest Date of Contact": date(2012, 1, 3),
                "Type of Accommodation": "U: Independent living",
                "Suitability of Accommodation": "b) Unsuitable",
                "Activity Status": "F1: Full time in higher education",
                "Allocated Personal Advisor": "Robin Example",
            },
            e.CareLeaverObserved,
            {
                "unaccompanied": True,
                "eligibility": "former relevant",
                "pathway_plan_reviewed_on": "2011-10-01",
                "in_touch": "YES",
                "last_contact_on": "2012-01-03",
                "accommodation": "U",
                "accommodation_suitable": False,
                "activity": "F1",
            },
        ),
    ],
    ids=lambda value: f"list {value}" if isinstance(value, int) else "",
)
def test_each_other_list_is_observed_field_by_field(
    log: CaseLog, tmp_path: Path, number: int, row: Cells, kind: type[e.Observed], says: dict[str, object]
) -> None:
    read(log, tmp_path, rows_of(number, {CHILD: "A1", **row}))
    assert the(kind, log).content() == {"occurred_on": "2012-01-31", **says}


DECIDED = "Date of Decision that Child Should be Placed for Adoption"
NO_LONGER = "Date of Decision that Child Should No Longer be Placed for Adoption"


def test_list_10_gives_the_decision_and_its_reversal_and_observes_the_rest(log: CaseLog, tmp_path: Path) -> None:
    row = {
        CHILD: "A1",
        "Family identifier": 77,
        "Date the Child Entered Care": date(2009, 8, 6),
        DECIDED: date(2009, 8, 11),
        "Date of Placement Order": date(2009, 8, 16),
        NO_LONGER: date(2011, 8, 12),
        "Reason Why Child No Longer Placed for Adoption": "RD2",
    }
    read(log, tmp_path, rows_of(10, row))
    assert the(e.AdoptionDecided, log) == e.AdoptionDecided(occurred_on=date(2009, 8, 11))
    assert the(e.AdoptionDecisionReversed, log) == e.AdoptionDecisionReversed(
        occurred_on=date(2011, 8, 12), began_on=date(2009, 8, 11), began_as=None, reason="RD2"
    )
    seen = the(e.AdoptionObserved, log)
    assert isinstance(seen, e.AdoptionObserved)
    assert seen.placement_order_on == date(2009, 8, 16)
    assert seen.family not in (None, "77")


def test_adopters_are_told_of_every_child_of_their_family_and_of_no_other(log: CaseLog, tmp_path: Path) -> None:
    children = rows_of(
        10,
        *({CHILD: child, "Family identifier": family, DECIDED: date(2011, 8, 11)} for child, family in FAMILIES),
    )
    adopter = {"Individual adopter identifier": "P9", "Family identifier": "77", "No. of children placed": 2}
    done = read(log, tmp_path, rows_of(11, adopter), children)
    assert counts(done)["List 11: adopters"] == (1, 1, 0, 0)
    told = {child for child, _ in FAMILIES if e.AdopterObserved in {type(event) for event in known(log, child)}}
    assert told == {"A1", "B2"}
    seen = the(e.AdopterObserved, log)
    assert isinstance(seen, e.AdopterObserved)
    assert seen.adopter != "P9"
    assert seen.children_placed == 2


FAMILIES = (("A1", "77"), ("B2", "77"), ("C3", "78"))


def test_an_adopter_without_a_child_is_set_aside(log: CaseLog, tmp_path: Path) -> None:
    adopter = {"Individual adopter identifier": "P9", "Family identifier": "77"}
    done = read(log, tmp_path, rows_of(11, adopter))
    (aside,) = done.report.quarantine
    assert (aside.row, aside.column) == (2, "Family identifier")
    assert (
        aside.reason
        == "no child in List 10 has this family identifier, and an adopter is recorded with the children of the family"
    )


# ------------------------------------------------------------------------------------------------------------ messiness


def test_a_dash_and_a_failed_look_up_are_blank_and_counted(log: CaseLog, tmp_path: Path) -> None:
    done = read(log, tmp_path, rows_of(8, {**IN_CARE, "Allocated Team": "#N/A", "Placement postcode": " - "}))
    assert the(e.LookedAfterObserved, log).content() == {"occurred_on": "2012-01-31", "started_on": "2011-05-01"}
    assert done.report.cells.read_as_blank == 2


def named(done: AnnexAImport) -> list[tuple[str, int]]:
    return [(each.kind, each.count) for each in done.report.discrepancies]


def test_a_time_of_day_behind_a_day_does_not_matter(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(8, {**IN_CARE, "Date of Last Social Work Visit": datetime(2012, 1, 20, 14, 30)}))
    seen = the(e.LookedAfterObserved, log)
    assert isinstance(seen, e.LookedAfterObserved)
    assert seen.last_social_work_visit_on == date(2012, 1, 20)


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        (STARTED, None, "it is blank"),
        (STARTED, "31/02/2012", "there is no such day"),
        (STARTED, "last week", "it is not a date"),
        ("Date of Birth", "31/02/2012", "there is no such day"),
        ("Date Ceased to be Looked After", "soon", "it is not a date"),
        ("Date Ceased to be Looked After", "01/05/1911", "the day is before 1950: the century may be mistyped"),
        (CHILD, None, "it is blank"),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_with_its_reason(
    log: CaseLog, tmp_path: Path, heading: str, cell: object, reason: str
) -> None:
    done = read(log, tmp_path, rows_of(8, {**IN_CARE, heading: cell}, {**IN_CARE, CHILD: "B2"}))
    (aside,) = done.report.quarantine
    assert (aside.file, aside.row, aside.column, aside.reason) == ("annex.xlsx[Sheet 1]", 2, heading, reason)
    assert counts(done) == {"List 8: children in care": (2, 1, 0, 1)}
    assert list(log.children()) == ["B2"]


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("Number of Placements in the Last 12 months", "many", "it is not a whole number from 0 to 9999"),
        ("Allocated Team", "#REF!", "the cell holds a spreadsheet error"),
        ("Allocated Team", "T" * 201, "it is longer than 200 characters"),
        ("Child's Legal Status", "E1 and C2 granted simultaneously", "this spelling is not known"),
        ("Date of Last Dental Check", "last week", "it is not a date"),
        ("Placement postcode", "=H2+5", None),
    ],
)
def test_a_cell_beside_the_fact_is_set_aside_and_its_row_recorded(
    log: CaseLog, tmp_path: Path, heading: str, cell: object, reason: str | None
) -> None:
    done = read(log, tmp_path, rows_of(8, {**IN_CARE, heading: cell}))
    (aside,) = done.report.cells.set_aside
    assert (aside.file, aside.row, aside.column) == ("annex.xlsx[Sheet 1]", 2, heading)
    assert reason in (None, aside.reason)
    assert counts(done) == {"List 8: children in care": (1, 1, 0, 0)}
    assert the(e.LookedAfterObserved, log).content() == {"occurred_on": "2012-01-31", "started_on": "2011-05-01"}


def test_a_formula_is_read_as_the_value_it_shows(log: CaseLog, tmp_path: Path) -> None:
    """Where a program wrote the formula and no value, there is none to read."""
    book = Workbook()
    assert book.active is not None
    book.active.append(HEADINGS[1])
    book.active.append(["A1", None, None, None, None, "=DATE(2011,9,16)", None])
    path = tmp_path / "annex.xlsx"
    book.save(path)
    done = import_annex_a(log, path, KNOWN)
    assert [aside.reason for aside in done.report.quarantine] == ["it is not a date"]
    _give_the_formula_its_value(path, "40802")  # 16 September 2011, as a workbook counts days
    done = import_annex_a(log, path, KNOWN)
    assert [aside.value for aside in done.report.quarantine] == ["40802"]
    _give_the_formula_its_value(path, "2011-09-16", as_text=True)
    import_annex_a(log, path, KNOWN)
    assert the(e.ContactReceived, log) == e.ContactReceived(occurred_on=date(2011, 9, 16), source=None)


def _give_the_formula_its_value(path: Path, value: str, *, as_text: bool = False) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    start, end = sheet.index("<f>DATE"), sheet.index("</c>", sheet.index("<f>DATE"))
    cell = f"<f>DATE(2011,9,16)</f><v>{value}</v>"
    sheet = sheet[:start] + cell + sheet[end:]
    if as_text:
        place = sheet.rindex("<c ", 0, start)
        sheet = sheet[:place] + sheet[place:].replace("<c ", '<c t="str" ', 1)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_what_does_not_fit_is_recorded_and_named(log: CaseLog, tmp_path: Path) -> None:
    rows = rows_of(
        8,
        {**IN_CARE, "Gender": "Male", "Date of Last Dental Check": date(2012, 2, 1)},
        {**IN_CARE, STARTED: date(2011, 6, 1)},
        {**IN_CARE, CHILD: "B2", "Gender": "Male"},
    )
    other = rows_of(1, {CHILD: "B2", "Gender": "Female", "Date of Contact": date(2011, 9, 16)})
    done = read(log, tmp_path, rows, other)
    assert named(done)[:3] == [
        ("a day after the extract", 1),
        ("two rows of List 8 about one child", 1),
        ("other particulars than in another list", 1),
    ]
    assert counts(done) == {"List 1: contacts": (1, 1, 0, 0), "List 8: children in care": (3, 3, 0, 0)}


def test_columns_that_are_not_kept_are_named(log: CaseLog, tmp_path: Path) -> None:
    done = read(log, tmp_path, rows_of(9, {CHILD: "A1"}))
    (kept_out,) = [each for each in done.report.discrepancies if each.kind.startswith("columns not kept")]
    assert kept_out.examples == ("Age of Child (Years)", "Allocated Personal Advisor", "Allocated Worker")


# -------------------------------------------------------------------------------------- spellings that nobody explained

UNCLEAR = {**IN_CARE, "Child's Legal Status": "Full order", "Placement Type": "Nan's house"}


def test_every_unexplained_spelling_of_a_row_is_asked_about_at_once(log: CaseLog, tmp_path: Path) -> None:
    done = read(log, tmp_path, rows_of(8, UNCLEAR))
    assert done.questions == (("legal_status", "Full order"), ("placement_type", "Nan's house"))
    assert ("with spellings of legal_status that no list knows", 1) in named(done)
    assert "Nan" not in str(imports.data(done.report))


def test_once_answered_the_row_is_recorded(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(8, UNCLEAR))
    answers = Answers({"legal_status": {"Full order": "C2"}, "placement_type": {"Nan's house": "(blank)"}})
    done = read(log, tmp_path, rows_of(8, UNCLEAR), answers=answers)
    assert done.questions == ()
    assert counts(done) == {"List 8: children in care": (1, 1, 0, 0)}
    seen = the(e.LookedAfterObserved, log)
    assert isinstance(seen, e.LookedAfterObserved)
    assert (seen.legal_status, seen.placement_type) == ("C2", None)


def test_headings_of_no_list_are_asked_about_too(log: CaseLog, tmp_path: Path) -> None:
    headings, *rows = rows_of(8, IN_CARE)
    done = read(log, tmp_path, [[*headings, "Legal code"], *rows])
    assert done.questions == (("headings", "Legal code"),)


# ------------------------------------------------------------------------------------------------------------ over time


def test_importing_a_workbook_again_adds_nothing(log: CaseLog, tmp_path: Path) -> None:
    sheets = [rows_of(8, IN_CARE), rows_of(1, {CHILD: "A1", "Date of Contact": date(2011, 9, 16)})]
    read(log, tmp_path, *sheets)
    before = log.head().position
    done = read(log, tmp_path, *reversed(sheets))
    assert (done.report.facts_added, done.report.statements_added) == (0, 0)
    assert log.head().position == before + 1  # that it was imported again
    assert counts(done)["List 8: children in care"] == (1, 0, 1, 0)


def test_the_same_day_s_extract_sent_again_takes_the_place_of_the_one_before(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(8, {**IN_CARE, "Child's Legal Status": "V2"}))
    read(log, tmp_path, rows_of(8, {**IN_CARE, "Child's Legal Status": "C2"}))
    seen = the(e.LookedAfterObserved, log)
    assert isinstance(seen, e.LookedAfterObserved)
    assert seen.legal_status == "C2"


def test_a_row_that_cannot_be_read_the_second_time_takes_nothing_back(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(8, IN_CARE))
    read(log, tmp_path, rows_of(8, {**IN_CARE, STARTED: "?"}), rows_of(9, {CHILD: "A1"}))
    assert the(e.LookedAfterObserved, log).occurred_on == TAKEN


def test_an_extract_of_another_day_is_another_observation(log: CaseLog, tmp_path: Path) -> None:
    path = write(tmp_path / "annex.xlsx", {"List 8": rows_of(8, IN_CARE)})
    for day in (TAKEN, date(2012, 2, 29)):
        import_annex_a(log, path, day)
    days = [event.occurred_on for event in known(log) if isinstance(event, e.LookedAfterObserved)]
    assert days == [TAKEN, date(2012, 2, 29)]


def test_it_is_not_known_before_the_day_it_became_known(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(8, IN_CARE))
    assert list(log.stories(Basis(KNOWN, TAKEN))) == []


def test_an_extract_cannot_be_taken_after_it_was_known(log: CaseLog, tmp_path: Path) -> None:
    path = write(tmp_path / "annex.xlsx", {"List 8": rows_of(8, IN_CARE)})
    with pytest.raises(IngestError, match="is after the day it became known"):
        import_annex_a(log, path, TAKEN, extract_on=KNOWN)


def test_a_dry_run_says_as_much_and_records_nothing(log: CaseLog, tmp_path: Path) -> None:
    path = write(tmp_path / "annex.xlsx", {"List 8": rows_of(8, IN_CARE)})
    done = import_annex_a(log, path, KNOWN, dry_run=True)
    assert (done.report.facts_added, done.report.statements_added) == (2, 1)
    assert log.head().position == 0


# ---------------------------------------------------------------------------------------------------- beside the return

RETURN = {
    "header": "A1,2,28/02/2005,WBRI,UN2,0,",
    "episodes": "A1,01/05/2011,S,V2,N1,Q2,PR1,,,,HH1 1HH,AB1 2CD,",
    "reviews": "A1,28/02/2005,10/01/2012,PN1",
}


def figures(log: CaseLog) -> dict[str, object]:
    """Every row, its members included, of every indicator that does not say that an extract is what it reads."""
    basis = Basis(date(2012, 3, 31), date(2012, 6, 30))
    of_no_extract = [each for each in CATALOGUE.values() if not any(need.startswith("annex-a") for need in each.needs)]
    answers = measure(log, of_no_extract, basis)
    return {answer.indicator.id: answer.rows for answer in answers}


def with_return(log: CaseLog, folder: Path) -> None:
    import_return(log, [write_return(folder / "return", RETURN)], date(2012, 3, 31), date(2012, 6, 1))


def test_a_workbook_beside_the_return_moves_no_figure(log: CaseLog, tmp_path: Path) -> None:
    """It contradicts the return in all it can, and names a child of whom the return knows nothing. Nor does it make a
    figure of none: what lists 8 and 9 say of checks and plans is not all that there was."""
    with_return(log, tmp_path)
    before = figures(log)
    contrary: Cells = {
        **IN_CARE,
        STARTED: date(2011, 12, 1),
        "Gender": "Male",
        "Ethnicity": "AOTH",
        "Date of Birth": date(1994, 1, 1),
        "Child's Legal Status": "C2",
        "Child's Category of Need": "N2",
        "Placement Type": "P1",
        "Number of Placements in the Last 12 months": 5,
        "Date of Latest Statutory Review": date(2012, 1, 20),
        "Date of Last Health Assessment": date(2011, 11, 11),
        "Date of Last Dental Check": date(2011, 11, 12),
        "Date Ceased to be Looked After": date(2012, 1, 2),
        "Reason Ceased to be Looked After": "E4A",
    }
    everywhere = [rows_of(number, {CHILD: "B2", **FIRST_DAYS[number]}) for number in FIRST_DAYS]
    done = read(log, tmp_path, rows_of(8, contrary, {**IN_CARE, CHILD: "B2"}), *everywhere)
    assert (done.report.rows_quarantined, done.report.rows_read) == (0, 10)
    assert figures(log) == before


FIRST_DAYS: dict[int, Cells] = {
    1: {"Date of Contact": date(2011, 9, 16)},
    2: {"Assessment start date": date(2011, 9, 16)},
    3: {"Date of Referral": date(2011, 9, 16)},
    4: {"Continuous Assessment Start Date": date(2011, 9, 16)},
    5: {"Strategy discussion initiating Section 47 Enquiry Start Date": date(2011, 9, 16)},
    6: {"CIN Start Date": date(2011, 9, 16)},
    7: {"Child Protection Plan Start Date": date(2011, 9, 16)},
    9: {"Eligibility Category": "a) Relevant child", "Latest Pathway Plan Review Date": date(2011, 9, 16)},
}


def found(log: CaseLog) -> set[str]:
    basis = Basis(date(2012, 3, 31))
    return {finding.rule.id for story in log.stories(basis) for finding in check(story)}


def test_where_they_say_the_same_nothing_is_found(log: CaseLog, tmp_path: Path) -> None:
    with_return(log, tmp_path)
    row = {
        **IN_CARE,
        "Date of Birth": date(2005, 2, 28),
        "Child's Legal Status": "V2",
        "Child's Category of Need": "N1",
        "Placement Type": "Q2",
        "Date of Latest Statutory Review": date(2012, 1, 10),
    }
    read(log, tmp_path, rows_of(8, row))
    assert found(log) == set()


@pytest.mark.parametrize(
    ("heading", "cell", "rule"),
    [
        (STARTED, date(2011, 5, 2), "extract-other-period"),
        ("Date Ceased to be Looked After", date(2012, 1, 2), "extract-other-period"),
        ("Child's Legal Status", "C2", "extract-other-legal-status"),
        ("Child's Category of Need", "N2", "extract-other-category-of-need"),
        ("Placement Type", "K2", "extract-other-placement"),
        ("Date of Latest Statutory Review", date(2012, 1, 11), "extract-other-last-review"),
        ("Date of Birth", date(2005, 2, 27), "extract-other-birth-day"),
    ],
)
def test_where_they_do_not_check_names_it(log: CaseLog, tmp_path: Path, heading: str, cell: object, rule: str) -> None:
    with_return(log, tmp_path)
    read(log, tmp_path, rows_of(8, {**IN_CARE, heading: cell}))
    assert found(log) == {rule}


def test_what_the_return_could_not_know_yet_is_no_contradiction(log: CaseLog, tmp_path: Path) -> None:
    """The extract is of May; the return is for the year that ended in March."""
    with_return(log, tmp_path)
    path = write(tmp_path / "annex.xlsx", {"List 8": rows_of(8, {**IN_CARE, "Child's Legal Status": "C2"})})
    import_annex_a(log, path, date(2012, 5, 15))
    story = next(log.stories(Basis(date(2012, 5, 31)), ["A1"]))
    assert check(story) == []


def test_children_whom_no_return_names_are_no_defect(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path, rows_of(10, {CHILD: "B2", DECIDED: date(2011, 8, 11)}), rows_of(1, CONTACT))
    assert found(log) == set()


CONTACT = {CHILD: "C3", "Date of Contact": date(2011, 9, 16)}


def test_the_return_and_the_workbook_tell_one_decision(log: CaseLog, tmp_path: Path) -> None:
    """One fact with two tellings, and with another day two facts that check names."""
    modules = {**RETURN, "placed": "A1,28/02/2005,11/08/2011,,"}
    import_return(log, [write_return(tmp_path / "return", modules)], date(2012, 3, 31), date(2012, 6, 1))
    read(log, tmp_path, rows_of(10, {CHILD: "A1", DECIDED: date(2011, 8, 11)}))
    (story,) = log.stories(Basis(date(2012, 3, 31)), ["A1"])
    (decision,) = story.of(e.AdoptionDecided)
    assert {telling.source for telling in decision[0].told} == {"ssda903", "annex-a"}
    assert found(log) == set()
    path = write(tmp_path / "later.xlsx", {"List 10": rows_of(10, {CHILD: "A1", DECIDED: date(2011, 8, 12)})})
    import_annex_a(log, path, date(2012, 7, 1))
    assert found(log) == {"adoption-decided-again", "adoption-decision-never-reversed"}
