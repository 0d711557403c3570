"""Why a child is in a measure or out of it: the verdict, what was looked at, the facts and their source rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.domain.spells import Spell
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.explanation import Explanation, Ground, Verdict
from timeline.projections.attesting import runs_data
from timeline.report import facts, spells
from timeline.report.bases import basis_json, definition_json
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED
from timeline.report.value import GAP, Block, Heading, Line, Notes, Report
from timeline.report.words import basis_words, row_words, spell_words


def report(explanation: Explanation) -> Report:
    """The verdict with its grounds. CSV has the facts that decide, one line for each source row of each."""
    return Report(
        page=lambda: _page(explanation),
        data=lambda: data(explanation),
        records=lambda: facts.table_of(explanation.child, explanation.facts),
    )


# ---------------------------------------------------------------------------------------------------------------- JSON


def data(explanation: Explanation) -> dict[str, Any]:
    """Every row's verdict with its grounds; the labels under which the child is left out; the facts."""
    return {
        "measure": explanation.indicator.id,
        "definition": definition_json(explanation.indicator, explanation.basis.as_at),
        "basis": basis_json(explanation.basis),
        "reading": explanation.basis.reading,
        **_coverage_json(explanation),
        "child": explanation.child,
        "verdict": verdict_words(explanation),
        "left_out": list(explanation.left_out),
        "rows": [_verdict_json(verdict, explanation) for verdict in explanation.verdicts],
        "facts": facts.data(explanation.facts),
    }


def _coverage_json(explanation: Explanation) -> dict[str, Any]:
    """``reason`` where the days are not covered; ``beyond_coverage`` where there is a verdict all the same."""
    found: dict[str, Any] = {}
    if explanation.coverage is not None:
        found["coverage"] = runs_data(explanation.coverage)
    if explanation.reason is not None:
        found["reason"] = explanation.reason
        found |= {"beyond_coverage": True} if explanation.verdicts else {}
    return found


def _verdict_json(verdict: Verdict, explanation: Explanation) -> dict[str, Any]:
    found: dict[str, Any] = {"group": dict(verdict.group), "counted": verdict.counted, "meets": verdict.meets}
    if verdict.possible is not None:
        found["possible"] = verdict.possible
    found["grounds"] = [_ground_json(ground, explanation) for ground in verdict.grounds]
    return found


def _ground_json(ground: Ground, explanation: Explanation) -> dict[str, Any]:
    day = explanation.basis.as_at
    return {
        "looked_for": ground.looked_for,
        "found": [spells.data(spell, day) for spell in ground.found],
        "not_chosen": [spells.data(spell, day) for spell in ground.among],
    }


# -------------------------------------------------------------------------------------------------------------- words


def verdict_words(explanation: Explanation) -> str:
    """The verdict on the measure's first row in one sentence, without the child's identifier."""
    if not explanation.verdicts:
        return f"There is no figure: {NOT_COVERED}: {explanation.reason}."
    first = explanation.verdicts[0]
    if first.counted:
        return f"This child is counted, {_in_or_out(first, explanation)}."
    if explanation.left_out:
        return f"This child is not counted; it is told apart as left out: {'; '.join(explanation.left_out)}."
    return f"This child is not counted: nothing was found of {first.grounds[0].looked_for}."


def _in_or_out(first: Verdict, explanation: Explanation) -> str:
    asked = explanation.indicator.readings[0].meets
    if asked is None:
        return "and the figure is the number of those counted"
    if first.meets:
        return f"and in the figure: the child {words(asked)}"
    if first.possible:
        return "and may be in the figure: days alone cannot decide"
    return f"and not in the figure, which asks that the child {words(asked)}"


def _further_rows(explanation: Explanation) -> Iterator[str]:
    for verdict in explanation.verdicts[1:]:
        if verdict.meets or verdict.possible:
            yield row_words(verdict.group, explanation.indicator.title) + ("" if verdict.meets else " (possible)")


# ---------------------------------------------------------------------------------------------------------------- page


def _page(explanation: Explanation) -> Iterator[Block]:
    """The verdict, the grounds of the rows that the child is in, the facts under them."""
    indicator = explanation.indicator
    yield Heading(f"{indicator.title}: child {explanation.child}", [basis_words(explanation.basis)])
    yield from (GAP, Line(verdict_words(explanation), "bold"))
    if explanation.verdicts and explanation.reason:
        yield Line(f"{BEYOND_COVERAGE}: {explanation.reason}.")
    also = ", ".join(_further_rows(explanation))
    if also:
        yield Line(f"Also in the rows: {also}.")
    for ground in _grounds(explanation):
        yield from (GAP, Line(f"Looked for: {ground.looked_for}"))
        yield from _spells("found", ground.found, explanation)
        yield from _spells("not this", ground.among, explanation)
    yield from (GAP, *_facts(explanation), GAP, Notes([indicator.sentence]))


def _grounds(explanation: Explanation) -> Iterator[Ground]:
    """The grounds of the measure's first row, then of the further rows that the child is in, each once."""
    if not explanation.verdicts:
        return
    first, *further = explanation.verdicts
    printed: set[str] = set()
    for verdict in (first, *(verdict for verdict in further if verdict.meets or verdict.possible)):
        for ground in verdict.grounds:
            if ground.looked_for not in printed:
                printed.add(ground.looked_for)
                yield ground


def _spells(mark: str, found: tuple[Spell, ...], explanation: Explanation) -> Iterator[Line]:
    if not found and mark == "found":
        yield Line("found     nothing", indent=True)
    for spell in found:
        yield Line(spell_words(spell, explanation.basis.as_at), indent=True, mark=mark, width=10)


def _facts(explanation: Explanation) -> Iterator[Block]:
    if explanation.facts:
        yield from (Heading("The facts behind it", level=2), facts.block(explanation.facts))
    elif explanation.verdicts:
        yield Line("Nothing that could decide it is known of this child at this basis.")
