"""``timeline check``: defects in the recorded histories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from timeline.cli import options, output, questions
from timeline.cli.engines import chosen_engine
from timeline.cli.problems import CheckFailedError, UsageError, closest
from timeline.domain.attestations import ChildrenMerged
from timeline.domain.basis import Basis
from timeline.domain.checks import NEEDING, RULES, Found
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.imports import ImportRecorded
from timeline.domain.reference import Reference
from timeline.ingest import IngestError
from timeline.ingest.journal.attesting import attested_line
from timeline.ingest.reference import Brought, reference_lists
from timeline.projections.checking import histories_checked, histories_checked_against, last_known_on
from timeline.projections.engines import Engine
from timeline.report import findings
from timeline.report import rules as listed
from timeline.report.findings import Broken, Findings, NotAsked
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
    reference: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Lists of postcodes, providers and authorities: asks what needs them."),
    ] = None,
    authority: Annotated[
        str | None, typer.Option(metavar="CODE", help="The own authority, for rules that ask what is inside it.")
    ] = None,
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

    Rules are errors (it cannot be as recorded) or queries (it seldom is); only errors make it end with 1. A rule that
    needs a list which is not brought is named as not asked.

    \b
    timeline check --brief
    timeline check --rule episode-overlap
    timeline check --rule 501
    timeline check --rules
    timeline check --as-at 2012-03-31 --format csv
    timeline check --reference lists --authority 302
    """
    if catalogue:
        output.write(options.answer_format(form), table=listed.as_table, data=listed.as_json, csv=listed.as_csv)
        return
    chosen, answering, told = options.answer_format(form), chosen_engine(engine), list[str]()
    asked = _rules(rules or [])
    with questions.opened(context) as log, output.patience("Checking"):
        basis = _basis(log, as_at, known_at, position, answering)
        found = histories_checked(log, basis, engine=answering, say=told.append)
        with _lists(reference, basis, authority) as brought:
            if brought.lists:
                found += histories_checked_against(log, basis, brought.reference)
        what = Findings(
            basis,
            _broken(found, asked),
            partial(_merging, basis.known_at or basis.as_at),
            _not_asked(brought.reference, asked),
            brought.lists,
        )
    output.aside(told, verbose=verbose)
    output.write(
        chosen,
        table=lambda: _laid_out(what, one_by_one=bool(rules), brief=brief),
        data=lambda: findings.as_json(what),
        csv=lambda: findings.as_csv(what),
    )
    if any(each.rule.severity == "error" for each in what.broken):
        raise CheckFailedError


@contextmanager
def _lists(folder: Path | None, basis: Basis, authority: str | None) -> Iterator[Brought]:
    """The reference lists of a folder, while they are asked."""
    if folder is None and authority is not None:
        raise UsageError("--authority", "it is asked of reference lists only", "Add --reference FOLDER")
    try:
        with reference_lists(folder, basis.known_at, authority, _say) as brought:
            yield brought
    except IngestError as error:
        raise UsageError("--reference", f"{error.where}: {error.what}", error.do) from None


def _say(text: str) -> None:
    output.say(f"timeline: {text}.")


def _not_asked(reference: Reference, asked: set[str]) -> list[NotAsked]:
    """The rules of these that need what was not brought."""
    rules = [each for each in NEEDING if each.id in asked]
    return [NotAsked(each, ", ".join(why)) for each in rules if (why := list(reference.lacks(each.needs)))]


def _laid_out(what: Findings, *, one_by_one: bool, brief: bool) -> RenderableType:
    if one_by_one:
        return findings.as_list(what)
    return findings.as_brief(what) if brief else findings.as_table(what)


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
