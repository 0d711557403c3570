"""``timeline check``: defects in the recorded histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated

import typer
from rich.console import RenderableType

from timeline.cli import options, output, questions
from timeline.cli.engines import chosen_engine
from timeline.cli.problems import CheckFailedError, UsageError, closest
from timeline.domain.attestations import ChildrenMerged
from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, Found
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.imports import ImportRecorded
from timeline.ingest.journal.attesting import attested_line
from timeline.projections.checking import histories_checked, last_known_on
from timeline.projections.engines import Engine
from timeline.report import findings
from timeline.report import rules as listed
from timeline.report.findings import Broken, Merging
from timeline.store import CaseLog


def command(
    context: typer.Context,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rule", metavar="RULE", help="Only this rule, by its name or its 903 number, child by child. Repeatable."
        ),
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The histories as at this day. Default: the last day anything became known."),
    ] = None,
    known_at: options.KnownAt = None,
    position: options.Position = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line a rule, unless rules are named.")] = False,  # noqa: FBT002
    catalogue: Annotated[  # noqa: FBT002
        bool, typer.Option("--rules", help="Every published rule by its number, and where it is answered.")
    ] = False,
    engine: options.EngineOption = "auto",
    verbose: options.Verbose = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """Defects in the recorded histories, by rule. Nothing is repaired. Ends with 1 where a rule of weight is broken.

    Rules are errors (it cannot be as recorded) or queries (it seldom is); only errors make it end with 1.

    \b
    timeline check --brief
    timeline check --rule episode-overlap
    timeline check --rule 501
    timeline check --rules
    timeline check --as-at 2012-03-31 --format csv
    """
    if catalogue:
        output.write(options.answer_format(form), table=listed.as_table, data=listed.as_json, csv=listed.as_csv)
        return
    chosen, answering, told = options.answer_format(form), chosen_engine(engine), list[str]()
    asked = _rules(rules or [])
    with questions.opened(context) as log, output.patience("Checking"):
        basis = _basis(log, as_at, known_at, position, answering)
        broken = _broken(histories_checked(log, basis, engine=answering, say=told.append), asked)
    output.aside(told, verbose=verbose)
    merging = partial(_merging, basis.known_at or basis.as_at)
    output.write(
        chosen,
        table=lambda: _laid_out(broken, basis, merging, one_by_one=bool(rules), brief=brief),
        data=lambda: findings.as_json(broken, basis, merging),
        csv=lambda: findings.as_csv(broken, basis, merging),
    )
    if any(each.rule.severity == "error" for each in broken):
        raise CheckFailedError


def _laid_out(
    broken: Sequence[Broken], basis: Basis, merging: Merging, *, one_by_one: bool, brief: bool
) -> RenderableType:
    if one_by_one:
        return findings.as_list(broken, basis, merging)
    return findings.as_brief(broken, basis) if brief else findings.as_table(broken, basis)


def _merging(known_on: date, child: str, into: str) -> str:
    """The journal line that says that both are one child, known since the day of the question or today."""
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
