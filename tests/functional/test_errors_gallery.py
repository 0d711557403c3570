"""The gallery: every way a command can fail, what is typed, how it ends, and the very words on stderr.

An error says where, what is wrong, and what to do. It never repeats what was typed or read.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

import timeline.cli
from tests.functional.commands import (
    ANNA,
    CHILDREN,
    EPISODES,
    RETURN_2011,
    REVIEWS,
    VISITORS,
    Result,
    authority,
    run,
    write_files,
)
from tests.support.annex_a import rows_of, write
from timeline.cli import problems

AT = "--as-at 2012-03-31"
YEAR = "--year-ending 2011-03-31 --known-on 2011-06-30"
ISO = "Write the day as 2012-03-31 or 31/03/2012."

USAGE = {
    # the command
    "mesure": "timeline: there is no such command. Did you mean measure or measures.",
    f"{ANNA}": (
        "timeline: there is no such command. There are: "
        "template, measures, measure, series, triangle, children, explain, show, restated, tracker, shell, coverage, "
        "check, rebuild, demo, import, export, baseline, log."
    ),
    "import sda903": "timeline import: there is no such command. Did you mean ssda903.",
    "measure looked-after": "timeline measure: --as-at is missing. See `timeline measure --help`.",
    f"explain looked-after {AT}": "timeline explain: CHILD is missing. See `timeline explain --help`.",
    "load 2011": "timeline: there is no such command. Did you mean import.",
    "903 2011": "timeline: there is no such command. Did you mean import ssda903 or export ssda903.",
    "import 903 2011": "timeline import: there is no such command. Did you mean ssda903.",
    "diff plan": "timeline: there is no such command. Did you mean baseline diff.",
    f"measure --asat 2012-03-31 {AT}": "timeline measure: there is no option --asat. Did you mean --as-at.",
    f"measure looked-after {AT} --gender F": "timeline measure: there is no option --gender. Did you mean --by sex.",
    f"measure looked-after {AT} --{ANNA}": (
        "timeline measure: there is no such option. See `timeline measure --help`."
    ),
    f"measure looked-after {AT} --store other.db": (
        "timeline measure: there is no option --store. --store goes before the command: timeline --store URL COMMAND."
    ),
    # an option given more than once
    f"measure looked-after {AT} --as-at 2011-03-31": "timeline: --as-at: it is given more than once. Give it once.",
    f"measure looked-after {AT} --by sex --by age": "timeline: --by: it is given more than once. Give it once.",
    f"measure looked-after {AT} --brief --brief": "timeline: --brief: it is given more than once. Give it once.",
    f"--store log.db --store other.db measure {AT}": "timeline: --store: it is given more than once. Give it once.",
    f"import ssda903 2011 {YEAR} --known-on 2012-06-30": (
        "timeline: --known-on: it is given more than once. Give it once."
    ),
    f"measure {AT} --brief --full": "timeline: --full: it cannot be given with --brief. Leave out one of them.",
    f"show {ANNA} {ANNA} {AT}": (
        "timeline show: there are more words than the command takes. See `timeline show --help`."
    ),
    "measure --as-at": ("timeline: --as-at has no value, or one that it does not take. See `timeline --help`."),
    "demo --years 9": "timeline demo: --years cannot be read. See `timeline demo --help`.",
    # days
    "measure --as-at 31/02/2012": f"timeline: --as-at: there is no such day. {ISO}",
    "measure --as-at 31/03/12": f"timeline: --as-at: the year has two digits. {ISO}",
    f"measure --as-at {ANNA}": f"timeline: --as-at: it is not a date. {ISO}",
    f"measure {AT} --known-at yesterday": f"timeline: --known-at: it is not a date. {ISO}",
    "restated looked-after --published 2011-03-31": (
        "timeline: --published: it is not two days. Write AS_AT:KNOWN_AT, as 2012-03-31:2012-06-30."
    ),
    "restated looked-after --published 2011-03-31:soon": f"timeline: --published: it is not a date. {ISO}",
    "restated looked-after --published 2011-03-31:2011-06-30 --later soon": (
        f"timeline: --later: it is not a date. {ISO}"
    ),
    "import ssda903 2011 --year-ending 2011-12-31 --known-on 2012-06-30": (
        "timeline: --year-ending: it is no 31 March. Give the 31 March on which the return's year ends."
    ),
    f"import ssda903 2011 {YEAR} --to 2011-04-01": (
        "timeline: --to: it is not in the return's year. Give a day from 2010-04-01 to 2011-03-31."
    ),
    "import returns later.csv --known-each midsummer": (
        "timeline: --known-each: it is no day of a year. Write the month and the day, as 06-30."
    ),
    "import returns later.csv --list list.csv": (
        "timeline: --list: a list is given already. Leave it out, or name the folder of the returns."
    ),
    # what the files themselves speak against
    "import ssda903 2011 --year-ending 2011-03-31 --known-on 2010-10-01": (
        "timeline: the return: it became known on 2010-10-01, before its year ends on 2011-03-31. Give the day it was "
        "submitted; for an extract of the year so far, give its day with --to; --even-so imports it as it is."
    ),
    "import ssda903 2011 --year-ending 2011-03-31 --known-on 2010-10-01 --to 2010-10-02": (
        "timeline: the return: it became known on 2010-10-01, before the last day that it covers, "
        "2010-10-02. Give the day the authority knew it; --even-so imports it as it is."
    ),
    f"import ssda903 named.csv {YEAR}": (
        "timeline: the return: the column YEAR names 2019 in 1 row (named.csv row 2), but the return is imported "
        "as 2011. Import it as its own year; --even-so imports it as it is."
    ),
    f"import ssda903 two.csv {YEAR} --even-so": (
        "timeline: the return: the column LA names 2 authorities: 301, (not shown: it may be data). "
        "Choose one with --authority CODE."
    ),
    f"import ssda903 two.csv {YEAR} --authority 302": (
        "timeline: the return: no row has the authority of --authority in the column LA. "
        "Write the authority as the column LA does."
    ),
    "import returns blank.csv": (
        "timeline: blank.csv: KNOWN_ON is blank in row 2. Fill in the day on which each return became "
        "known, or give one day for all with --known-each 06-30."
    ),
    "import returns early.csv": (
        "timeline: the list: row 3: it became known on 2012-01-31, before its year ends on 2012-03-31. Give the day it "
        "was submitted; for an extract of the year so far, give its day with --to; --even-so imports it as it is."
    ),
    "import ssda903 2011 --year-ending 2011-03-31 --known-on 2199-06-30": (
        "timeline: --known-on: it lies in the future. Give the day the authority knew it."
    ),
    "import returns later.csv": "timeline: row 2: KNOWN_ON lies in the future. Give the day the authority knew it.",
    "import table visitor-requests visitors.csv --known-on 2012-06-30 --from 2012-07-01": (
        "timeline: --from: it is after the last day that the table covers. Give the first day it covers."
    ),
    "import table visitor-requests visitors.csv --known-on 2012-06-30 --to 2012-07-01": (
        "timeline: --to: it is after --known-on. Give the day up to which the table was extracted."
    ),
    "import annex-a nowhere.xlsx --known-on 2012-06-30 --from 2012-07-01": (
        "timeline: --from: it is after the last day that the workbook covers. Give the first day it covers."
    ),
    "import undo 99 --because mistake": (
        "timeline: N: there is no import of this number. There are 1 to 3: see `timeline import list`."
    ),
    "import undo 1 --because \x07": (
        "timeline: --because: it is blank, or has characters that do not print. Give the reason in words."
    ),
    # what is asked
    f"measure looked-aftr {AT}": (
        "timeline: measure: there is no measure of this id. Did you mean looked-after or looked-after-in-year."
    ),
    f"explain {ANNA} looked-after {AT}": (
        "timeline: measure: there is no measure of this id. See `timeline measures`."
    ),
    f"measure looked-after {AT} --definition-version 1999.1": (
        "timeline: --definition-version: looked-after has no definition of this version. It has: 2023.1."
    ),
    f"measure {AT} --definition-version 2012.1": (
        "timeline: --definition-version: a version is one measure's. Name one measure."
    ),
    "measures --text": "timeline: ID: a text and a version are one measure's. Name the measure.",
    f"measure looked-after {AT} --by gender": "timeline: --by: there is no such breakdown. Did you mean sex.",
    f"measure looked-after {AT} --by colour": (
        "timeline: --by: there is no such breakdown. There are: age, sex, ethnicity, need, legal-status, placement, "
        "provider, uasc."
    ),
    f"measure missing-24h {AT}": (
        "timeline: measure: there is no measure of this id. Did you mean missing-over-24h or missing-over-24h/at-date."
    ),
    f"measure s20 {AT}": (
        "timeline: measure: there is no measure of this id. "
        "Did you mean legal-status-s20 or legal-status-s20/started or legal-status-s20/long."
    ),
    f"measure looked-after {AT} --by seks": "timeline: --by: there is no such breakdown. Did you mean sex.",
    f"measure looked-after {AT} --by destination": (
        "timeline: --by: looked-after has no such breakdown. "
        "It has: age, sex, ethnicity, need, legal-status, placement, provider, uasc."
    ),
    f"measure looked-after {AT} --format ods": (
        "timeline: --format: there is no such format. There are: table, json, csv, xlsx."
    ),
    f"show {ANNA} {AT} --format xlsx": "timeline: --format: there is no such format. There are: table, json, csv.",
    f"measure looked-after {AT} --engine columns": (
        "timeline: --engine: there is no such engine. There are: auto, reference."
    ),
    "series": "timeline series: ID is missing. See `timeline series --help`.",
    "series looked-after --to 2012-03-31 --every year": (
        "timeline series: --from is missing. See `timeline series --help`."
    ),
    "series looked-after --from 2012-03-31 --to 2011-03-31 --every year": (
        "timeline: --to: it is before --from. Give a day that is not before the first day asked about."
    ),
    "series looked-after --from 2011-03-31 --to 2012-02-30 --every year": (
        f"timeline: --to: there is no such day. {ISO}"
    ),
    "series looked-after --from 2011-03-31 --to 2012-03-31 --every week": (
        "timeline: --every: there is no such step. There are: month, quarter, year."
    ),
    "series looked-after --from 2011-03-31 --to 2012-03-31 --every year --known-at then": (
        f"timeline: --known-at: it is not a date. {ISO}"
    ),
    "triangle looked-aftr --from 2011-03-31 --to 2012-03-31 --every year": (
        "timeline: measure: there is no measure of this id. Did you mean looked-after or looked-after-in-year."
    ),
    "triangle looked-after --from 2011-03-31 --to 2012-03-31 --every year --by sex": (
        "timeline: --by: the table of a triangle has one figure a cell. Add --format json, csv or xlsx."
    ),
    "triangle looked-after --from 2011-03-31 --to 2012-03-31 --every year --known-to 2010-06-30": (
        "timeline: --known-to: it is before the first day of knowing. Give a day that is not before it."
    ),
    "triangle ceased --from 2011-03-31 --to 2012-03-31 --every year --known-from 2009-06-30 --known-to 2010-06-30": (
        "timeline: --known-to: all days of knowing are before the first day asked about. Give a later day."
    ),
    f"measure looked-after {AT} --format xlsx": (
        "timeline: --output: a workbook is no text to show. Name a new file for it."
    ),
    f"measure looked-after {AT} --output visitors.csv": (
        "timeline: --output: there is such a file already. Name a new one."
    ),
    f"measure looked-after {AT} --output nowhere/figures.csv": (
        "timeline: --output: no file can be written there. Name a file in a folder that exists."
    ),
    f"measure looked-after {AT} --output {'a' * 300}": (
        "timeline: --output: no file can be written there. Name a file in a folder that exists."
    ),
    f"measure looked-after {AT} --output figures.xlsx": (
        "timeline: --output: the file is named as a workbook, and the format is none. Add --format xlsx."
    ),
    f"tracker adoptions {AT}": "timeline: LIST: there is no such list. Did you mean adoption-tracker.",
    f"measure looked-after {AT} --population nowhere.csv": (
        "timeline: --population: the file cannot be read. Give a CSV in UTF-8."
    ),
    f"measure looked-after {AT} --never-sent-again forget": (
        "timeline: --never-sent-again: there is no such choice. There are: keep, drop, close."
    ),
    f"measure looked-after {AT} --position first": (
        "timeline: --position: it is not a whole number. Give the log position that an answer printed."
    ),
    f"measure looked-after {AT} --position 999": (
        "timeline: --position: the log reaches to 30 only. Give a position that an answer printed."
    ),
    f"explain looked-after NOBODY {AT}": (
        "timeline: CHILD: there is no such child in this log. Check the identifier: the returns' own, as typed there."
    ),
    f"show NOBODY {AT}": (
        "timeline: CHILD: there is no such child in this log. Check the identifier: the returns' own, as typed there."
    ),
    "check --rule episode-overlaps": (
        "timeline: --rule: there is no such rule. Did you mean episode-overlap or episode-told-late or missing-overlap."
    ),
    "check --as-the-dfe-would 2024-26": (
        "timeline: --as-the-dfe-would: it is no year of a return. Give the year in which it ends, as 2025, or 2024-25."
    ),
    "check --as-the-dfe-would 2019": (
        "timeline: --as-the-dfe-would: no whole return for 2018-19 is in the log. "
        "Import it first; `timeline import list` lists what was imported."
    ),
    f"check --as-the-dfe-would 2011 {AT}": (
        "timeline: --as-the-dfe-would: a return is asked as it was when it became known. "
        "Leave out --as-at and --known-at."
    ),
    "check --authority 202": ("timeline: --authority: it is asked of reference lists only. Add --reference FOLDER."),
    "check --as-the-dfe-would 2012 --effect": (
        "timeline: --effect: it is asked of the recorded histories, and this is one return. "
        "Leave out --as-the-dfe-would."
    ),
    f"check --rule {ANNA}": "timeline: --rule: there is no such rule. See `timeline check --rules`.",
    "template visitors": "timeline: KIND: there is no such kind of table. Did you mean visitor-requests.",
    f"import table {ANNA} visitors.csv --known-on 2012-06-30": (
        "timeline: KIND: there is no such kind of table. There are: visitor-requests, plans, plan-reviews, "
        "health-assessments, assessments, audits, audit-actions, gateway-decisions, court-applications, "
        "court-hearings, court-orders, edge-of-care, referrals, missing-incidents, "
        "ssd-person, ssd-cla-episodes, ssd-cla-reviews, ssd-missing, ssd-permanence, ssd-cla-previous-permanence, "
        "ssd-cla-health, ssd-cla-care-plan, ssd-pre-proceedings."
    ),
    # the extract
    "import table visitor-requests visitors.csv --known-on 2012-06-30 --to 2012-06-01 --from 2012-06-02": (
        "timeline: --from: it is after the last day that the table covers. Give the first day it covers."
    ),
    "import undo 1 --because=": (
        "timeline: --because: it is blank, or has characters that do not print. Give the reason in words."
    ),
    "import undo 99 --because mistaken": (
        "timeline: N: there is no import of this number. There are 1 to 3: see `timeline import list`."
    ),
    "import annex-a annex.xlsx --known-on 2012-02-01 --extract-date 2012-02-02": (
        "timeline: --extract-date: it is after --known-on. Give the day whose state the workbook shows."
    ),
    # files to write
    "import annex-a annex.xlsx --known-on 2012-02-01 --write-mapping visitors.csv": (
        "timeline: --write-mapping: there is such a file already. "
        "Name it in --mapping as well, so that its answers are kept, or name a new file."
    ),
    f"import annex-a annex.xlsx --known-on 2012-02-01 --dry-run --write-mapping {'a' * 300}": (
        "timeline: --write-mapping: the file could not be written, though the import is done. "
        "Import again to another file."
    ),
    "export ssda903 full --year-ending 2012-03-31": (
        "timeline: DIR: it is not empty. Name an empty folder, or one that is not there."
    ),
    "export ssda903 visitors.csv/return --year-ending 2012-03-31": (
        "timeline: DIR: nothing can be written there. Name a folder that you may write to."
    ),
    f"import ssda903 2011 {YEAR} --quarantine nowhere/aside.csv": (
        "timeline: --quarantine: no file can be written there. Name a file in a folder that exists."
    ),
    "demo full": (
        "timeline: DIR: it is not empty, and no demo of ours. Name an empty folder, or one that is not there."
    ),
    "demo worked": (
        "timeline: DIR: its log holds what the demonstration did not write. "
        "Name another folder; or, if that log is not needed, remove the folder first."
    ),
    "demo visitors.csv/demo": ("timeline: DIR: nothing can be written there. Name a folder that you may write to."),
    "--store empty.db check": (
        "timeline: --as-at: the log is empty, so there is no day to check it at. Import a return first."
    ),
    f"import ssda903 2011 {YEAR} --dry-run --quarantine {'a' * 300}": (
        "timeline: --quarantine: the file could not be written, though the import is done. "
        "Import again to another file."
    ),
    "demo visitors.csv": (
        "timeline: DIR: it is not empty, and no demo of ours. Name an empty folder, or one that is not there."
    ),
}
"""Exit code 2: the command cannot be done as it was asked."""

UNREADABLE = {
    f"import ssda903 nowhere {YEAR}": (
        "timeline: nowhere: it cannot be opened (No such file or directory). Check the path and its permissions."
    ),
    f"import ssda903 empty.csv {YEAR}": "timeline: empty.csv: it is empty. Export it again, with its header row.",
    f"import ssda903 binary.csv {YEAR}": (
        "timeline: binary.csv: it is not text. Export the table as CSV in UTF-8 and import it again."
    ),
    f"import ssda903 nothing {YEAR}": (
        "timeline: the return: there is no file in it. Name its folder, its files or its workbook."
    ),
    f"import ssda903 unknown.csv {YEAR}": (
        "timeline: unknown.csv: its first row is not the header row of a module. "
        "Export a module of the return with its header row."
    ),
    f"import ssda903 no-decom.csv {YEAR}": (
        "timeline: no-decom.csv: its header row matches no module; the nearest is Episodes, which needs DECOM. "
        "Add the columns DECOM, or leave the file out of the return."
    ),
    f"import ssda903 empty.csv binary.csv {YEAR}": (
        "timeline: the return: none of its files could be read (empty.csv: it is empty; binary.csv: it is not text). "
        "Export its modules as CSV."
    ),
    "import returns lacks.csv": (
        "timeline: lacks.csv: its header row lacks KNOWN_ON. Give it the columns RETURN, YEAR_ENDING, KNOWN_ON."
    ),
    "import journal nowhere.journal": (
        "timeline: nowhere.journal: it cannot be opened (No such file or directory). "
        "Check the path and its permissions."
    ),
    "import journal binary.csv": (
        "timeline: binary.csv: it is not plain text in UTF-8. Save it as UTF-8 and import it again."
    ),
    "import journal ahead.journal": (
        "timeline: ahead.journal, line 2: the day is later than the day it became known. "
        "Correct the day, or the day in the header above it."
    ),
    f"import ssda903 {'a' * 5000} {YEAR}": (
        f"timeline: {'a' * 5000}: it cannot be opened (File name too long). Check the path and its permissions."
    ),
    "import journal bad.journal": (
        "timeline: bad.journal, line 2: no event has this name. Write became-looked-after if you mean that."
    ),
    "import table visitor-requests nowhere.csv --known-on 2012-06-30": (
        "timeline: nowhere.csv: it cannot be opened (No such file or directory). Check the path and its permissions."
    ),
    "import table visitor-requests empty.csv --known-on 2012-06-30": (
        "timeline: empty.csv: it is empty. Export it again, with its header row."
    ),
    "import table visitor-requests no-matched.csv --known-on 2012-06-30": (
        "timeline: no-matched.csv: its header row lacks MATCHED. "
        "Begin the file with the line CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON."
    ),
}
"""Exit code 3: the input could not be read at all."""

URLS = "Write a path, sqlite:///timeline.db, or postgresql://user@host/database."

STORE = {
    f"--store nowhere.db measure {AT}": (
        "timeline: nowhere.db: there is no log here. Record something first, or name another store."
    ),
    "--store nowhere.db log verify": (
        "timeline: nowhere.db: there is no log here. Record something first, or name another store."
    ),
    "--store visitors.csv check": "timeline: visitors.csv: the file is not a log. Name another file.",
    f"--store nowhere/log.db import ssda903 2011 {YEAR}": (
        "timeline: nowhere/log.db: the file cannot be opened. Check that the folder exists and that you may use it."
    ),
    "--store mysql://host/log log stats": (
        f"timeline: mysql://host/log: a log is kept in SQLite or in PostgreSQL only. {URLS}"
    ),
    "--store ://log log stats": f"timeline: the store: its URL cannot be read. {URLS}",
}
"""Exit code 4: the store could not be used."""


def texts_of_usage_errors() -> set[str]:
    """What the command line can say is wrong, read from its own source: every constant text of a ``UsageError``."""
    return {
        call.args[1].value
        for path in Path(timeline.cli.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "UsageError"
        if isinstance(call.args[1], ast.Constant)
    }


def test_every_text_is_in_the_gallery() -> None:
    shown = "\n".join(USAGE.values())
    assert len(texts_of_usage_errors()) > 10
    assert [text for text in texts_of_usage_errors() if text not in shown] == []


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log and with everything that can be wrong beside it."""
    folder = tmp_path_factory.mktemp("gallery")
    authority(folder)
    write_files(
        folder,
        {
            "empty.csv": (),
            "unknown.csv": ("NAME,FAVOURITE", f"{ANNA},blue"),
            "no-decom.csv": (EPISODES.replace("DECOM,", ""), f"{ANNA},S,V2,N1,Q2,PR1,,,,,AA1 1AA,"),
            "no-matched.csv": (VISITORS.replace("MATCHED,", ""), f"{ANNA},2011-12-01,,,"),
            "later.csv": ("RETURN,YEAR_ENDING,KNOWN_ON", "2011,2011-03-31,2199-06-30"),
            "named.csv": (f"{REVIEWS},YEAR", f"{ANNA},,30/11/2010,PN1,2018-19"),
            "two.csv": (f"{REVIEWS},LA", f"{ANNA},,30/11/2010,PN1,301", f"{ANNA},,30/11/2010,PN1,{ANNA}*1"),
            "blank.csv": ("RETURN,YEAR_ENDING,KNOWN_ON", "2011,2011-03-31,"),
            "early.csv": ("RETURN,YEAR_ENDING,KNOWN_ON", "2011,2011-03-31,2011-06-30", "2012,2012-03-31,2012-01-31"),
            "lacks.csv": ("RETURN,YEAR_ENDING", f"{ANNA},2011-03-31"),
            "ahead.journal": ("known 2012-06-30", f"2052-01-31 {ANNA} review-held"),
            "bad.journal": ("known 2012-06-30", f"2012-01-31 {ANNA} became-looked-aftr legal_status=V2"),
        },
    )
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 40)
    write_files(folder / "full", {"a-letter.txt": ("Dear",)})
    (folder / "nothing").mkdir()
    write_files(folder / "worked", {".timeline-demo": ("Made by the demonstration.",), "timeline.db": ("a log",)})
    contact = {"Child Unique ID": ANNA, "Date of Contact": "2011-09-16"}
    write(folder / "annex.xlsx", {"List 1": rows_of(1, contact)})
    write_files(folder, {"no-requests.csv": (VISITORS,)})
    run(
        *("--store", folder / "empty.db", "import", "table", "visitor-requests", folder / "no-requests.csv"),
        *("--known-on", "2012-06-30"),
    )
    return folder


@pytest.fixture
def typed(room: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Result]:
    """Runs a line of words in that folder."""
    monkeypatch.chdir(room)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    return lambda line: run(*line.split())


def holds(result: Result, code: int, words: str) -> None:
    """It ended so, said so, and named no child."""
    assert (result.code, result.err) == (code, f"{words}\n")
    assert not any(child in result.err for child in CHILDREN)


@pytest.mark.parametrize("line", USAGE)
def test_what_cannot_be_done_as_asked(typed: Callable[[str], Result], line: str) -> None:
    holds(typed(line), problems.USAGE, USAGE[line])


@pytest.mark.parametrize("line", UNREADABLE)
def test_what_cannot_be_read_at_all(typed: Callable[[str], Result], line: str) -> None:
    result = typed(line)
    holds(result, problems.UNREADABLE, UNREADABLE[line])
    assert result.out == ""


@pytest.mark.parametrize("line", [f"measure {AT}", "import list", f"import ssda903 2011 {YEAR}"])
def test_a_store_whose_name_is_longer_than_the_system_takes(typed: Callable[[str], Result], line: str) -> None:
    result = typed(f"--store {'x' * 5000} {line}")
    assert result.code == problems.STORE
    assert result.err.endswith("Check its name, its path and its permissions.\n")


@pytest.mark.parametrize("line", STORE)
def test_a_store_that_cannot_be_used(typed: Callable[[str], Result], line: str) -> None:
    result = typed(line)
    holds(result, problems.STORE, STORE[line])
    assert result.out == ""


@pytest.mark.parametrize("line", ["measure", "children looked-after", f"explain looked-after {ANNA}", f"show {ANNA}"])
def test_a_question_to_no_store_makes_none(typed: Callable[[str], Result], room: Path, line: str) -> None:
    typed(f"--store nowhere.db {line} {AT}")
    assert not (room / "nowhere.db").exists()


def test_a_return_of_which_nothing_can_be_read_is_in_the_gallery_and_one_of_which_something_can_is_not(
    typed: Callable[[str], Result], room: Path
) -> None:
    write_files(room / "mixed", {"header.csv": RETURN_2011["header.csv"], "episodes.csv": ()})
    assert typed(f"--store mixed.db import ssda903 mixed {YEAR}").code == 0
