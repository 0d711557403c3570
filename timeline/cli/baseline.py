"""``timeline baseline``: figures as they were published, to be run again for ever, and why they changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from replay import baselines
from replay.errors import BaselineError, BaselineFileError
from replay.files import as_toml, from_toml
from replay.restatement import BaselineComparison, compare_baseline
from timeline.cli import baseline_runs, definitions, options, output, questions
from timeline.cli.baseline_file import new_file, published_basis, write_baseline
from timeline.cli.computing import Computing
from timeline.cli.problems import CheckFailedError, closest
from timeline.domain.attestations import BaselineTaken
from timeline.domain.basis import Basis
from timeline.projections.cases import pinned
from timeline.report import baselines as report
from timeline.report import differences as differences_report
from timeline.report.comparisons import Comparison

Name = Annotated[str, typer.Argument(metavar="NAME", help="A baseline: see `timeline baseline list`.")]


# ---------------------------------------------------------------------------------------------------------------- take


def take(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it, as plan-2012.")],
    as_at: options.AsAt,
    ids: options.MeasureIds = None,
    known_at: options.KnownAtOrPublished = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    definition_version: options.DefinitionVersion = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A new file to write it to. Default: stdout.")
    ] = None,
) -> None:
    """Attest figures: in the log, and as a TOML file that can be kept in version control.

    It holds the basis, the log's position and hash, of each measure the definition, the figures, and a digest of the
    members. No name can be taken twice.

    \b
    timeline baseline take plan-2012 --as-at 2012-03-31 --known-at 2012-06-30 --file plan-2012.toml
    timeline baseline take stability-2012 --as-at 2012-03-31 placements-3-plus multiple-periods
    """
    asked = definitions.indicators(ids or [], definition_version)
    published = options.is_published(known_at)
    basis = options.basis(as_at, None if published else known_at, None, never_sent_again)
    with questions.opened(context) as log:
        baselines.check_name(log, name)
        if published:
            basis = published_basis(log, definitions.in_force(asked, basis), basis)
        with new_file(file) as sheet:
            with output.patience("Reading the log"):
                taken = baselines.take(log, name, definitions.in_force(asked, basis), basis)
            if sheet is not None:
                write_baseline(sheet, taken)
    if file is None:
        output.write_text(as_toml(taken))


# ------------------------------------------------------------------------------------------------------- list and show


def list_(context: typer.Context, form: options.FormatOption = "table") -> None:
    """Every baseline in the log, in the order they were taken.

    \b
    timeline baseline list
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log:
        found = baselines.taken(log)
    output.write(chosen, report.report(found))


def show(
    context: typer.Context,
    name: Name,
    form: Annotated[str, typer.Option("--format", metavar="table|json|toml", help="How it is written.")] = "table",
) -> None:
    """What a baseline attests: its basis, the hash of the log, the figures as they were. Nothing is run again.

    As TOML it is the file that `baseline take` writes.

    \b
    timeline baseline show plan-2012
    timeline baseline show plan-2012 --format toml > plan-2012.toml
    """
    chosen = _show_format(form)
    with questions.opened(context) as log:
        found = baselines.named(log, name)
    if chosen == "toml":
        output.write_text(as_toml(found))
    else:
        definitions = {each.measure: baselines.definition_of(each, found.as_at) for each in found.measures}
        output.write(chosen, report.report_of(found, definitions))


_SHOWN_AS = ("table", "json", "toml")


def _show_format(text: str) -> str:
    if text.strip().lower() in _SHOWN_AS:
        return text.strip().lower()
    raise BaselineError("--format", "there is no such format", closest(text, _SHOWN_AS))


# -------------------------------------------------------------------------------------------------------------- verify


def verify(
    context: typer.Context,
    *,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Default: all in the log.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option("--file", metavar="FILE", help="A baseline in a file. Repeatable.")
    ] = None,
    from_projections: Annotated[
        bool, typer.Option("--from-projections", help="Run them from the projections: see `timeline rebuild`.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing where all of them reproduce.")] = False,
    form: options.FormatOption = "table",
) -> None:
    """Run baselines again from the log and compare byte for byte. Where one does not reproduce: 1 and a diff.

    The hash chain is checked first, then the definitions, the figures, and the digest of the members. From the
    projections, the hash at the baseline's position is, and a baseline that they cannot answer for is named on stderr.

    \b
    timeline baseline verify
    timeline baseline verify plan-2012
    timeline baseline verify --from-projections
    timeline baseline verify --file plan-2012.toml
    """
    chosen = options.answer_format(form)
    read = [_read(path) for path in file or []]
    with questions.opened(context) as log:
        asked = [*(baselines.named(log, name) for name in names or []), *read] or baselines.taken(log)
        if not asked:
            output.note("timeline: no baseline was taken yet, so there is nothing to verify.")
        verified = (baseline_runs.from_projections if from_projections else baseline_runs.from_the_log)(log, asked)
    failed = [(baseline.title, failures) for baseline, failures in verified if failures]
    if failed or chosen != "table":
        output.write(chosen, report.report_of_failures(failed))
    if verified and not quiet:
        output.note(baseline_runs.words_of(verified))
    if failed:
        raise CheckFailedError


def _read(path: Path) -> BaselineTaken:
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise BaselineFileError(path.name, "it is not text in UTF-8", "Give the file as it was written") from None
    except OSError as error:
        what = f"it cannot be opened ({error.strerror})"
        raise BaselineFileError(path.name, what, "Check the path and its permissions") from None
    return from_toml(text, path.name)


# -------------------------------------------------------------------------------------------------------------- import


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A baseline's TOML file.")],
) -> None:
    """Attest in this log a baseline that was taken elsewhere: from this log before it was moved, or from a copy of it.

    It must reproduce here: the log must reach to its position and have its hash there. Where it does not, the
    reason is printed, nothing is recorded, and the command ends with 1. Importing it again adds nothing.

    \b
    timeline baseline import plan-2012.toml
    """
    found = _read(file)
    with questions.opened(context) as log, output.patience("Running the baseline again"):
        failures = baselines.bring(log, found)
    if not failures:
        return
    output.write(output.TABLE, report.report_of_failures([(found.title, failures)]))
    elsewhere = any(failure.measure is None for failure in failures)
    why = "this log does not hold what the baseline was taken from" if elsewhere else "it does not reproduce"
    output.note(f"timeline: {file.name}: {why}. Nothing was recorded.")
    raise CheckFailedError


# ---------------------------------------------------------------------------------------------------------------- diff


Day = Annotated[str | None, typer.Option("--known-at", metavar="DATE", help="Compare with what was known by this day.")]
Against = Annotated[str | None, typer.Option("--against", metavar="NAME", help="Compare with this baseline.")]
Measures = Annotated[list[str] | None, typer.Option("--measure", metavar="ID", help="Only this measure. Repeatable.")]
AllRows = Annotated[bool, typer.Option("--all-rows", help="Every row of each measure, not the first alone.")]


def diff(
    context: typer.Context,
    *,
    name: Name,
    known_at: Day = None,
    against: Against = None,
    measure: Measures = None,
    all_rows: AllRows = False,
    computing: Computing,
    form: options.FormatOption = "table",
) -> None:
    """Why figures changed since a baseline was taken: by child, and by the facts that moved each child.

    Compares with all that is known now of the same day, with another day of knowing, or with another baseline. Facts
    are recorded late, amended, withdrawn, or history loaded afterwards; or the definition changed. The sums are shown.

    \b
    timeline baseline diff plan-2012
    timeline baseline diff plan-2012 --known-at 2013-06-30 --measure placements-3-plus --all-rows
    timeline baseline diff plan-2012 --against plan-2012-revised --format csv
    """
    chosen, engine, notes = options.answer_format(form), computing.chosen(), list[str]()
    if known_at is not None and against is not None:
        raise BaselineError("--against", "a baseline has its own day of knowing", "Leave out --known-at")
    known = options.known_at_day(known_at)
    with questions.opened(context) as log, output.patience("Reading the log"):
        then = baselines.named(log, name)
        now = None if against is None else baselines.named(log, against)
        basis = pinned(log, replace(then.basis, known_at=known, position=None)) if now is None else now.basis
        found = compare_baseline(log, then, now, basis, measure or [], engine=engine, note=notes.append)
    computing.show(notes)
    compared = _compared(then, basis, against, found, all_rows=all_rows)
    output.write(chosen, differences_report.report(compared))
    _end_well(found)


def _compared(
    then: BaselineTaken, now: Basis, now_name: str | None, found: BaselineComparison, *, all_rows: bool
) -> Comparison:
    return Comparison(
        then=then.basis,
        now=now,
        then_name=then.title,
        now_name=now_name,
        differences=found.differences,
        lost=found.lost,
        all_rows=all_rows,
    )


def _end_well(found: BaselineComparison) -> None:
    """``CheckFailedError`` where a figure does not reproduce: then the changes explain another figure than the attested
    one."""
    if found.not_reproduced:
        measures = ", ".join(each.measure for each in found.not_reproduced)
        output.note(f"timeline: the baseline does not reproduce ({measures}): run `timeline baseline verify`.")
        raise CheckFailedError
