"""Runs command lines as a person types them, and a small authority whose figures can be counted on one hand.

Four children, two returns. By hand, as known at the later return (30 June 2012):

* ANNA   looked after since 1 May 2010; placements from 1 May 2010, 1 August 2011, 10 January 2012. Missing 1 to 2
  October 2011: possible. Asked for a visitor on 1 December 2011, and waits.
* BERT   looked after from 1 June 2010. That it ended on 20 March 2011 the second return says first.
* CLEO   looked after from 1 July to 1 December 2010.
* DORA   looked after since 1 September 2011. Missing 10 to 13 October 2011: certain.

Their identifiers stand for real ones: none may turn up on stderr.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.cli import main
from timeline.domain.checks import RULES

ANNA, BERT, CLEO, DORA = CHILDREN = ("CANARY-ANNA", "CANARY-BERT", "CANARY-CLEO", "CANARY-DORA")

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
VISITORS = "CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON"

RETURN_2011: Mapping[str, tuple[str, ...]] = {
    "header.csv": (
        HEADER,
        f"{ANNA},2,05/06/2004,WBRI,UN2,0,",
        f"{BERT},1,07/08/2001,MWBC,UN2,,",
        f"{CLEO},2,09/10/2008,WBRI,UN2,0,",
    ),
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2010,S,V2,N1,Q2,PR1,,,,HH1 1HH,AA1 1AA,",
        f"{BERT},01/06/2010,S,C2,N1,K2,PR1,,,,HH1 1HH,AA1 1AB,",
        f"{CLEO},01/07/2010,S,C1,N4,P1,PR0,01/12/2010,E4,,HH1 1HH,AA1 1AC,",
    ),
    "missing.csv": (MISSING,),
}

RETURN_2012: Mapping[str, tuple[str, ...]] = {
    "header.csv": (
        HEADER,
        f"{ANNA},2,05/06/2004,WBRI,UN2,0,",
        f"{BERT},1,07/08/2001,MWBC,UN2,,",
        f"{DORA},2,11/12/1998,AOTH,UN2,0,",
    ),
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2010,S,V2,N1,Q2,PR1,01/08/2011,X1,,HH1 1HH,AA1 1AA,",
        f"{ANNA},01/08/2011,P,V2,N1,Q2,PR1,10/01/2012,X1,,HH1 1HH,BB1 1BB,",
        f"{ANNA},10/01/2012,P,V2,N1,K2,PR4,,,,HH1 1HH,CC1 1CC,",
        f"{BERT},01/06/2010,S,C2,N1,K2,PR1,20/03/2011,E4,,HH1 1HH,AA1 1AB,",
        f"{DORA},01/09/2011,S,V2,N5,Q1,PR1,,,,HH1 1HH,DD1 1DD,",
    ),
    "missing.csv": (
        MISSING,
        f"{ANNA},05/06/2004,M,01/10/2011,02/10/2011",
        f"{DORA},11/12/1998,M,10/10/2011,13/10/2011",
    ),
    "reviews.csv": (REVIEWS, f"{ANNA},05/06/2004,30/11/2011,PN1"),
}

VISITOR_TABLE = (VISITORS, f"{ANNA},2011-12-01,,,,")


@dataclass(frozen=True)
class Result:
    """How a command line ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Stdout line by line."""
        return self.out.splitlines()


def run(*words: object) -> Result:
    """Run a command line through the entry point."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    return Result(code, out.getvalue(), err.getvalue())


def done(*words: object) -> Result:
    """Run a command line that must succeed and say nothing on stderr."""
    result = run(*words)
    assert (result.code, result.err) == (0, "")
    return result


def write_files(folder: Path, files: Mapping[str, tuple[str, ...]]) -> Path:
    """The files of a return, line by line."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def authority(folder: Path) -> Path:
    """The log of the small authority, both returns and the table in it."""
    store = folder / "log.db"
    for year, files in ((2011, RETURN_2011), (2012, RETURN_2012)):
        path = write_files(folder / str(year), files)
        done(
            *("--store", store, "import", "ssda903", path),
            *("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30"),
        )
    write_files(folder, {"visitors.csv": VISITOR_TABLE})
    done(
        *("--store", store, "import", "table", "visitor-requests", folder / "visitors.csv"),
        *("--known-on", "2012-06-30"),
    )
    return store


def is_of_two_returns(rule: str) -> bool:
    """Whether a rule names what a later return states otherwise than the one before: late and mistaken records."""
    return RULES[rule].compare is not None or rule == "newcomer-without-return-before"
