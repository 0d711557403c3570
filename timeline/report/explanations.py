"""Why a child is in a measure or out of it: the verdict, what was looked at, the facts and their source rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.spells import Spell
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.explanation import Explanation, Ground, Verdict
from timeline.projections.attesting import runs_data
from timeline.report import facts, spells, tables
from timeline.report.bases import basis_json, definition_json
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED
from timeline.report.words import basis_words, row_words, spell_words

# ------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(explanation: Explanation) -> dict[str, Any]:
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
        "facts": facts.as_json(explanation.facts),
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
        "found": [spells.as_json(spell, day) for spell in ground.found],
        "not_chosen": [spells.as_json(spell, day) for spell in ground.among],
    }


def as_csv(explanation: Explanation) -> str:
    """The facts that decide: one line for each source row of each."""
    return facts.as_csv(explanation.child, explanation.facts)


# -------------------------------------------------------------------------------------------------------------- words


def verdict_words(explanation: Explanation) -> str:
    """The main figure's verdict in one sentence, without the child's name."""
    if not explanation.verdicts:
        return f"There is no figure: {NOT_COVERED}: {explanation.reason}."
    main = explanation.verdicts[0]
    if main.counted:
        return f"This child is counted, {_in_or_out(main, explanation)}."
    if explanation.left_out:
        return f"This child is not counted; it is told apart as left out: {'; '.join(explanation.left_out)}."
    return f"This child is not counted: nothing was found of {main.grounds[0].looked_for}."


def _in_or_out(main: Verdict, explanation: Explanation) -> str:
    asked = explanation.indicator.readings[0].meets
    if asked is None:
        return "and the figure is the number of those counted"
    if main.meets:
        return f"and in the figure: the child {words(asked)}"
    if main.possible:
        return "and may be in the figure: days alone cannot decide"
    return f"and not in the figure, which asks that the child {words(asked)}"


def _further_rows(explanation: Explanation) -> Iterator[str]:
    for verdict in explanation.verdicts[1:]:
        if verdict.meets or verdict.possible:
            yield row_words(verdict.group, explanation.indicator.title) + ("" if verdict.meets else " (possible)")


# -------------------------------------------------------------------------------------------------------------- table


def as_table(explanation: Explanation) -> RenderableType:
    """For a manager: the verdict, the grounds of the rows that the child is in, the facts under them."""
    head = tables.heading(
        f"{explanation.indicator.title}: child {explanation.child}",
        basis_words(explanation.basis),
    )
    also = ", ".join(_further_rows(explanation))
    return Group(
        head,
        tables.blank(),
        tables.plain(verdict_words(explanation), "bold"),
        *(
            [tables.plain(f"{BEYOND_COVERAGE}: {explanation.reason}.")]
            if explanation.verdicts and explanation.reason
            else []
        ),
        *([tables.plain(f"Also in the rows: {also}.")] if also else []),
        *(part for ground in _telling_grounds(explanation) for part in _ground(ground, explanation)),
        tables.blank(),
        *_facts(explanation),
        tables.blank(),
        tables.notes([explanation.indicator.sentence]),
    )


def _telling_grounds(explanation: Explanation) -> Iterator[Ground]:
    """The grounds of the main figure, then those of the further rows that the child is in, each said once."""
    if not explanation.verdicts:
        return
    main, *further = explanation.verdicts
    told: set[str] = set()
    for verdict in (main, *(verdict for verdict in further if verdict.meets or verdict.possible)):
        for ground in verdict.grounds:
            if ground.looked_for not in told:
                told.add(ground.looked_for)
                yield ground


def _ground(ground: Ground, explanation: Explanation) -> Iterator[RenderableType]:
    yield tables.blank()
    yield tables.plain(f"Looked for: {ground.looked_for}")
    yield from _spells("found", ground.found, explanation)
    yield from _spells("not this", ground.among, explanation)


def _spells(sign: str, found: tuple[Spell, ...], explanation: Explanation) -> Iterator[RenderableType]:
    if not found and sign == "found":
        yield tables.indented(tables.plain("found     nothing"))
    for spell in found:
        yield tables.hanging(sign, 10, spell_words(spell, explanation.basis.as_at))


def _facts(explanation: Explanation) -> Iterator[RenderableType]:
    if explanation.facts:
        yield tables.plain("The facts it stands on", "bold")
        yield facts.as_table(explanation.facts)
    elif explanation.verdicts:
        yield tables.plain("Nothing that could decide it is known of this child at this basis.")
