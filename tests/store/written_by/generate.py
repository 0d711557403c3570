"""Writes a log of the present version as SQL: ``python -m tests.store.written_by.generate RELEASE``."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store.making import Ticking
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.ingest.journal import import_journal
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import import_table
from timeline.store import open_log

FOLDER = Path(__file__).parent

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"

RETURNS: dict[int, dict[str, tuple[str, ...]]] = {
    2011: {
        "header.csv": (HEADER, "A1,2,05/06/2004,WBRI,UN1,0,", "B2,1,07/08/2001,MWBC,UN1,,"),
        "episodes.csv": (
            EPISODES,
            "A1,01/05/2010,S,V2,N1,Q2,PR1,,,,,AA1 1AA,",
            "B2,01/06/2010,S,C2,N1,K2,PR1,,,,,AA1 1AB,",
        ),
    },
    2012: {
        "header.csv": (
            HEADER,
            "A1,2,05/06/2004,WBRI,UN1,0,",
            "B2,1,07/08/2001,MWBC,UN1,,",
            "C3,2,11/12/1998,AOTH,UN1,0,",
        ),
        "episodes.csv": (
            EPISODES,
            "A1,01/05/2010,S,V2,N1,Q2,PR1,01/08/2011,X1,,,AA1 1AA,",
            "A1,01/08/2011,P,V2,N1,Q2,PR1,,,,,BB1 1BB,",
            "B2,01/06/2010,S,C2,N1,K2,PR1,20/03/2011,E4,,,AA1 1AB,",
            "C3,01/09/2011,S,V2,N5,Q1,PR1,,,,,DD1 1DD,",
        ),
        "missing.csv": (MISSING, "C3,11/12/1998,M,10/10/2011,13/10/2011"),
        "reviews.csv": (REVIEWS, "A1,05/06/2004,30/11/2011,PN1"),
    },
}
"""As at 31 March 2011 two children were looked after, as known on 30 June 2011; one, as known a year later. As at 31
March 2012: A1 and C3."""

JOURNAL = (
    "known 2012-07-10",
    "2011-12-15 C3 review-held participation=PN3",
    "",
    "known 2012-08-10",
    'withdraw 2011-12-15 C3 review-held participation=PN3 because "it was another child\'s"',
)
VISITORS = ("CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON", "A1,2011-12-01,2012-02-01,,,")

BASELINE = BaselineTaken(
    title="plan-2012",
    as_at=date(2012, 3, 31),
    known_at=date(2012, 6, 30),
    position=1,
    chain_hash="sha256:00",
    measures=(AttestedMeasure(measure="looked-after", version="1", definition="x", figures="[]", members="x"),),
)


def bring(location: Path, folder: Path) -> None:
    """Record all of it, by the ways that sources take. Again: nothing is added."""
    folder.mkdir(exist_ok=True)
    with open_log(location, clock=Ticking()) as log:
        for year, modules in RETURNS.items():
            paths = [written(folder / f"{year}-{name}", lines) for name, lines in modules.items()]
            import_return(log, paths, date(year, 3, 31), date(year, 6, 30))
        import_journal(log, written(folder / "notes.journal", JOURNAL))
        import_table(log, "visitor-requests", written(folder / "visitors.csv", VISITORS), date(2012, 6, 30))
        log.record([], [BASELINE])


def written(path: Path, lines: tuple[str, ...]) -> Path:
    """A file of these lines."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def as_sql(location: Path) -> str:
    """All of an SQLite file as statements that make it again."""
    with closing(sqlite3.connect(location)) as connection:
        return "".join(f"{line}\n" for line in connection.iterdump())


def from_sql(text: str, location: Path) -> None:
    """Make the file again."""
    with closing(sqlite3.connect(location)) as connection:
        connection.executescript(text)


def main() -> None:
    """A new file. ``FileExistsError`` where there is one of that release."""
    with TemporaryDirectory() as folder, (FOLDER / f"{sys.argv[1]}.sql").open("x", encoding="utf-8") as file:
        bring(Path(folder) / "log.db", Path(folder) / "files")
        file.write(as_sql(Path(folder) / "log.db"))


if __name__ == "__main__":
    main()
