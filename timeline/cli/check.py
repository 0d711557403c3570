"""``timeline check``: defects in the recorded histories."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import CheckFailedError, UsageError, closest
from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, checked
from timeline.report import findings
from timeline.report.findings import Broken
from timeline.store import CaseLog


def command(
    context: typer.Context,
    rules: Annotated[
        list[str] | None, typer.Option("--rule", metavar="RULE", help="Only this rule, child by child. Repeatable.")
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The histories as at this day. Default: the last day anything became known."),
    ] = None,
    known_at: options.KnownAt = None,
    position: options.Position = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line a rule, unless rules are named.")] = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """Defects in the recorded histories, by rule. Nothing is repaired. Ends with 1 where a rule of weight is broken.

    Rules are errors (it cannot be as recorded) or queries (it seldom is); only errors make it end with 1.

    \b
    timeline check
    timeline check --brief
    timeline check --rule episode-overlap
    timeline check --as-at 2012-03-31 --format csv
    """
    chosen = options.answer_format(form)
    asked = _rules(rules or [])
    as_table = findings.as_list if rules else findings.as_brief if brief else findings.as_table
    with questions.opened(context) as log, output.patience("Checking"):
        basis = _basis(log, as_at, known_at, position)
        broken = _broken(log, basis, asked)
    output.write(
        chosen,
        table=lambda: as_table(broken, basis),
        data=lambda: findings.as_json(broken, basis),
        csv=lambda: findings.as_csv(broken, basis),
    )
    if any(each.rule.severity == "error" for each in broken):
        raise CheckFailedError


def _rules(names: list[str]) -> set[str]:
    for name in names:
        if name not in RULES:
            raise UsageError("--rule", "there is no such rule", closest(name, RULES))
    return set(names) or set(RULES)


def _basis(log: CaseLog, as_at: str | None, known_at: str | None, position: str | None) -> Basis:
    if as_at is not None or known_at is not None:
        return questions.basis_of(log, as_at or known_at or "", known_at, position)
    last = log.stats().last_known_on
    if last is None:
        raise UsageError("--as-at", "the log is empty, so there is no day to check it at", "Import a return first")
    return questions.basis_of(log, last.isoformat(), None, position)


def _broken(log: CaseLog, basis: Basis, asked: set[str]) -> list[Broken]:
    found = [each for story in log.stories(basis) for each in checked(story).found if each.finding.rule.id in asked]
    return findings.by_rule(RULES.values(), found)
