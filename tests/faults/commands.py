"""The commands that write to a log, each with a log to start from, and what a log holds.

A command that writes must be here, and so be killed at every point: ``test_commands`` holds this against the command
line itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.functional.commands import ANNA, BERT, RETURN_2011, RETURN_2012, VISITOR_TABLE, write_files
from tests.store.making import Ticking
from timeline.domain.imports import ImportRecorded
from timeline.ingest.ssda903 import import_return
from timeline.store import StoreAbsentError, open_log

JOURNAL = (
    "known 2012-07-10",
    f"2011-06-15 {ANNA} review-held participation=PN1",
    f"2011-12-15 {ANNA} review-held participation=PN3",
    "",
    "known 2012-08-10",
    f"2010-09-15 {BERT} review-held participation=PN1",
)

RETURNS_LISTED = ("RETURN,YEAR_ENDING,KNOWN_ON", "2011,2011-03-31,2011-06-30", "2012,2012-03-31,2012-06-30")

Files = Path
"""The folder with the returns, the journal, the table, and the list of the returns."""


@dataclass(frozen=True)
class Writing:
    """A command that writes: how it is typed, the years of the returns that the log holds before, and how it ends when
    it is run again after it was done."""

    words: Callable[[Files], tuple[object, ...]]
    before: tuple[int, ...]
    again: int = 0


LOG_ALONE = ("--no-projections",)
"""What becomes of the projections that an import keeps up: ``test_keeping_up``."""


def _ssda903(year: int) -> Callable[[Files], tuple[object, ...]]:
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    return lambda files: ("import", "ssda903", files / str(year), *days, *LOG_ALONE)


COMMANDS: dict[str, Writing] = {
    "import ssda903, the first": Writing(_ssda903(2011), before=()),
    "import ssda903": Writing(_ssda903(2012), before=(2011,)),
    "import returns": Writing(lambda files: ("import", "returns", files / "returns.csv", *LOG_ALONE), before=()),
    "import journal": Writing(
        lambda files: ("import", "journal", files / "corrections.journal", *LOG_ALONE), before=(2011, 2012)
    ),
    "import table": Writing(
        lambda files: (
            *("import", "table", "visitor-requests", files / "visitors.csv", "--known-on", "2012-06-30"),
            *LOG_ALONE,
        ),
        before=(2011, 2012),
    ),
    "import undo": Writing(
        lambda _: ("import", "undo", "1", "--because", "mistake", *LOG_ALONE), before=(2011, 2012), again=2
    ),  # it is undone already
    "baseline take": Writing(
        lambda _: ("baseline", "take", "plan-2012", "--as-at", "2012-03-31", "looked-after", "placements-3-plus"),
        before=(2011, 2012),
        again=2,  # the name is taken
    ),
}


def written_files(folder: Path) -> Files:
    """Everything that the commands read."""
    for year, files in ((2011, RETURN_2011), (2012, RETURN_2012)):
        write_files(folder / str(year), files)
    return write_files(
        folder, {"visitors.csv": VISITOR_TABLE, "corrections.journal": JOURNAL, "returns.csv": RETURNS_LISTED}
    )


def prepare(location: str, files: Files, years: tuple[int, ...]) -> None:
    """A log with these returns in it, the same to the last byte of its hash wherever it is made; none without years."""
    if not years:
        return
    with open_log(location, clock=Ticking()) as log:
        for year in years:
            import_return(log, [files / str(year)], date(year, 3, 31), date(year, 6, 30))


def wholes(before: list[Any], after: list[Any]) -> list[list[Any]]:
    """What a log may hold while a command goes on that makes ``after`` of ``before``: whole transactions, one after the
    other. Most commands make one."""
    links, said = _links(after), [each for each in after if type(each) is not tuple]
    found = []
    for number in range(len(_links(before)), len(links) + 1):
        last = links[number - 1][2] if number else 0
        found.append([*links[:number], *(each for each in said if each.id <= last)])
    assert (found[0], found[-1]) == (before, after)
    return found


def _links(held: list[Any]) -> list[tuple[int, int, int]]:
    return [each for each in held if type(each) is tuple]


def told(held: list[Any]) -> list[tuple[Any, ...]]:
    """All that a log holds but where: what an import adds that finds nothing new is left out, and imports have no
    number. So a log to which a command was given twice holds what it holds when it was given once."""
    entries = [each for each in held if type(each) is not tuple]
    return sorted(found for each in entries if (found := _told(each)) is not None)


def _told(each: Any) -> tuple[Any, ...] | None:
    if each.topic != ImportRecorded.name:
        return (each.originator_id, each.topic, each.state)
    body = json.loads(each.state)
    if not body["facts"] and not body["statements"]:
        return None
    body["number"] = 0
    return (each.originator_id, each.topic, json.dumps(body, sort_keys=True).encode())


def content(location: str) -> list[Any]:
    """All that a log holds but its times; nothing where there is none. It must be sound."""
    try:
        with open_log(location, create=False) as log:
            verdict = log.verify()
            assert verdict.is_sound, verdict
            links = [(link.number, link.first_position, link.last_position) for link in log._reader.links()]
            return [*links, *log.recorder.select_notifications(None, 1_000_000)]
    except StoreAbsentError:
        return []
