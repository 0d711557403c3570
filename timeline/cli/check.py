"""``timeline check``: defects in the recorded histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from timeline.cli import options, output, questions
from timeline.cli.computing import Computing
from timeline.cli.destination import Destination, deliver
from timeline.cli.problems import CheckFailedError, UsageError, closest
from timeline.cli.reference import Lists, all_not_asked
from timeline.domain.attestations import ChildrenMerged
from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, Found
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.days import reporting_year
from timeline.domain.imports import ImportRecorded
from timeline.ingest.journal.attestations import attested_line
from timeline.projections.as_submitted import as_the_dfe_would, last_return
from timeline.projections.checking import histories_checked, histories_checked_against, last_known_on
from timeline.projections.engines import Engine
from timeline.projections.moved import moved
from timeline.report import findings, submitted
from timeline.report import rules as listed
from timeline.report.findings import Broken, Findings
from timeline.store import CaseLog

Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule", metavar="RULE", help="Only this rule, by its name or its 903 number, child by child. Repeatable."
    ),
]
AsAt = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The histories as at this day. Default: the last day anything became known."),
]
Year = Annotated[
    str | None,
    typer.Option(
        "--as-the-dfe-would",
        metavar="YEAR",
        help="The published rules of one return's own rows, and of what was known before it: 2025, or 2024-25.",
    ),
]
Brief = Annotated[bool, typer.Option("--brief", help="One line a rule, unless rules are named.")]
Catalogue = Annotated[
    bool, typer.Option("--rules", help="Every published rule by its number, and where it is answered.")
]
Effect = Annotated[
    bool, typer.Option("--effect", help="Which measures the children of each rule can move; the most first.")
]


def command(
    context: typer.Context,
    *,
    rules: Rules = None,
    as_at: AsAt = None,
    known_at: options.KnownAt = None,
    lists: Lists,
    year: Year = None,
    position: options.Position = None,
    brief: Brief = False,
    catalogue: Catalogue = False,
    effect: Effect = False,
    computing: Computing,
    to: Destination,
) -> None:
    """Defects in the recorded histories, by rule. Nothing is repaired. Ends with 1 where a rule of weight is broken.

    Rules are errors (it cannot be as recorded) or queries (it seldom is); only errors make it end with 1. A rule that
    needs a list which is not brought is named as not asked.

    \b
    timeline check --brief
    timeline check --rule episode-overlap
    timeline check --rule 501
    timeline check --rules
    timeline check --as-at 2012-03-31 --format csv
    timeline check --reference lists --authority 302
    timeline check --as-the-dfe-would 2025
    timeline check --as-at 2012-03-31 --effect --brief
    timeline check --as-at 2012-03-31 --format xlsx --output findings.xlsx
    """
    if catalogue:
        output.write(options.answer_format(to.form), listed.report())
        return
    asking = _Asking(as_at, known_at, position, lists, rules or [], brief, to.checked())
    if year is None:
        _of_the_histories(context, asking, computing, effect=effect)
    elif effect:
        what = "it is asked of the recorded histories, and this is one return"
        raise UsageError("--effect", what, "Leave out --as-the-dfe-would")
    else:
        _as_the_dfe_would(context, year, asking)


class _Asking(NamedTuple):
    """What is asked of the histories or of one return, how it is shown, and where."""

    as_at: str | None
    known_at: str | None
    position: str | None
    lists: Lists
    rules: list[str]
    brief: bool
    to: Destination


def _of_the_histories(context: typer.Context, asking: _Asking, computing: Computing, *, effect: bool) -> None:
    """What is wrong in all that is recorded."""
    engine, asked, notes = computing.chosen(), _rules(asking.rules), list[str]()
    with questions.opened(context) as log, output.patience("Checking"):
        basis = _basis(log, asking.as_at, asking.known_at, asking.position, engine)
        found = histories_checked(log, basis, engine=engine, note=notes.append)
        with asking.lists.read(basis.known_at) as brought:
            if brought.lists:
                found += histories_checked_against(log, basis, brought.reference)
        result = Findings(
            basis,
            _broken(found, asked),
            partial(_merging, basis.known_at or basis.as_at),
            all_not_asked(log, basis, brought.reference, asked),
            brought.lists,
        )
        if effect or asking.to.form == "xlsx":
            found = [each for each in found if each.finding.rule.id in asked]
            result = result.by_effect(moved(log, basis, found, engine=engine, note=notes.append))
    computing.show(notes)
    deliver(asking.to, findings.report(result, one_by_one=bool(asking.rules), brief=asking.brief))
    _end(result.broken)


def _end(broken: Sequence[Broken]) -> None:
    if any(each.rule.severity == "error" for each in broken):
        raise CheckFailedError


def _as_the_dfe_would(context: typer.Context, year: str, asking: _Asking) -> None:
    """What the DfE would see in the last whole return of a year."""
    ending, asked = options.return_year("--as-the-dfe-would", year), _rules(asking.rules)
    if (asking.as_at, asking.known_at) != (None, None):
        what = "a return is asked as it was when it became known"
        raise UsageError("--as-the-dfe-would", what, "Leave out --as-at and --known-at")
    with questions.opened(context) as log, output.patience("Checking"):
        held = questions.position_of(log, options.position(asking.position))
        last = last_return(log, ending, held)
        if last is None:
            what = f"no whole return for {reporting_year(ending)} is in the log"
            raise UsageError(
                "--as-the-dfe-would", what, "Import it first; `timeline import list` lists what was imported"
            )
        with asking.lists.read(last.known_on) as brought:
            found = as_the_dfe_would(log, last, held, brought.reference)
    named = {str(RULES[each].rule_number) for each in asked} if asking.rules else None
    seen = submitted.Seen.of(found, _broken(found.found, asked), named, brought.lists)
    report = submitted.report(seen, partial(_merging, ending), one_by_one=bool(asking.rules), brief=asking.brief)
    deliver(asking.to, report)
    _end(seen.broken)


def _merging(known_on: date, child: str, into: str) -> str:
    """The journal line that makes both one child, known on the day asked about, or today if that is earlier."""
    return attested_line(ChildrenMerged(known_on=min(known_on, options.today()), child=child, into=into))


def _rules(names: list[str]) -> set[str]:
    """The rules of these names or numbers; all, where none is named."""
    return {rule for name in names for rule in _of_name(name)} or set(RULES)


def _of_name(name: str) -> list[str]:
    if name in RULES:
        return [name]
    number = next((each for each in NUMBERS.values() if each.number.casefold() == name.casefold()), None)
    if number is None:
        raise UsageError("--rule", "there is no such rule", closest(name, RULES, "See `timeline check --rules`"))
    found = [rule.id for rule in listed.by_number().get(number.number, [])]
    if not found:
        where = listed.ANSWERED[number.answered]
        raise UsageError("--rule", f"check does not ask {number.number} ({number.title}): {where}", number.note)
    return found


def _basis(log: CaseLog, as_at: str | None, known_at: str | None, position: str | None, engine: Engine) -> Basis:
    if as_at is not None or known_at is not None:
        return questions.basis_of(log, as_at or known_at or "", known_at, position)
    last = last_known_on(log, engine) or _last_set_aside(log)
    if last is None:
        raise UsageError("--as-at", "the log is empty, so there is no day to check it at", "Import a return first")
    return questions.basis_of(log, last.isoformat(), None, position)


def _last_set_aside(log: CaseLog) -> date | None:
    """The last day of knowing of an import that set rows aside: all that is known, where no row could be read."""
    entries = [each.entry for each in log.imports().counting]
    return max(
        (each.known_on for each in entries if isinstance(each, ImportRecorded) and each.sets_aside), default=None
    )


def _broken(found: Sequence[Found], asked: set[str]) -> list[Broken]:
    return findings.by_rule(RULES.values(), [each for each in found if each.finding.rule.id in asked])
