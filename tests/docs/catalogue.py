"""The reference pages of the measures, written from their declarations: ``python -m tests.docs.catalogue``.

One page a measure: its sentence, whom it counts, who is left out, its rows, its source and versions, a drawing of what
counts when, and the spec stories that define it, each test's name being a sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.docs import released
from tests.docs.drawing import drawing
from tests.docs.pages import DOCS
from timeline.projections.algebra.definition import called, words
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.indicators import CATALOGUE, DEFINITIONS
from timeline.projections.indicators.documents import LOCAL
from timeline.projections.indicators.sources import SOURCES
from timeline.report.words import row_words

FOLDER = DOCS / "reference" / "measures"
ABOUT_OTHER_THINGS = ("test_baselines", "test_restatement_at_scale", "test_scenarios", "test_importing_returns")
"""Stories that only happen to use a measure."""

SPEC = Path(__file__).parents[1] / "spec"


def name_of(indicator: Indicator) -> str:
    """The page's file."""
    return f"{indicator.id.replace('/', '--')}.md"


def pages() -> dict[str, str]:
    """Every page by its file: one a measure, and the list of them."""
    found = {name_of(indicator): page(indicator) for indicator in CATALOGUE.values()}
    return {**found, "README.md": listing()}


def listing() -> str:
    """All measures, in the order of the catalogue."""
    rows = "".join(
        f"| [`{each.id}`]({name_of(each)}) | {each.title} | {each.unit.value} | {_short(each)} |\n"
        for each in CATALOGUE.values()
    )
    head = "# Measures\n\nWritten by `make docs`.\n\n| id | title | unit | source |\n|---|---|---|---|\n"
    return head + rows


def page(indicator: Indicator) -> str:
    """The page of one measure."""
    drawn = drawing(indicator)
    parts = [
        f"# `{indicator.id}`: {indicator.title}\n\n{indicator.sentence}\n",
        _particulars(indicator),
        _rows(indicator),
        *([f"Where {_names(indicator)}.\n"] if called(indicator) else []),
        f"## What counts when\n\n```\n{drawn}\n```\n",
        _stories(indicator),
    ]
    return "\n".join(parts)


def _particulars(indicator: Indicator) -> str:
    first, last = indicator.in_force
    in_force = "for any day" if first is last is None else f"{first or ''} to {last or ''}"
    months = indicator.window_months
    rows = [
        ("counts children with", words(indicator.counted)),
        ("window", "none: a day" if months is None else f"{months} months to the day"),
        *(("left out", f"{label}: who {words(question)}") for label, question in indicator.excluded),
        ("breakdowns look", indicator.seen.value),
        ("breakdowns", ", ".join(f"`{each}` ({DIMENSIONS[each].title})" for each in indicator.dimensions) or "none"),
        ("needs", ", ".join(indicator.needs)),
        *_sources(indicator),
        ("in force", in_force),
        *(("version", _version(each)) for each in DEFINITIONS[indicator.id]),
    ]
    return "| | |\n|---|---|\n" + "".join(f"| {label} | {_cell(text)} |\n" for label, text in rows)


def _short(indicator: Indicator) -> str:
    followed = SOURCES[indicator.id].references[0]
    return f"{followed.document.title}, {followed.where}"


def _sources(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The documents, linked where they can be opened, and the page that gives their wording."""
    cited = SOURCES[indicator.id]
    if cited.is_local:
        yield ("source", LOCAL)
    for each in cited.references:
        said = f"{each.document.title}, {each.where}"
        linked = f"[{said}]({each.address})" if each.address else said
        yield ("source", f"{linked} ({each.document.publisher}, {each.document.year})")
    page = cited.page.removeprefix("docs/")
    yield ("wording and choices", f"[{page.partition('#')[0]}](../../{page})")


def _version(indicator: Indicator) -> str:
    file = released.file_of(indicator)
    return f"{indicator.version}: [all that it means](../../definitions/released/{file.name})"


def _rows(indicator: Indicator) -> str:
    lines = "".join(_row(indicator, reading) for reading in indicator.readings)
    return f"## Rows\n\n| row | unit | the child |\n|---|---|---|\n{lines}"


def _row(indicator: Indicator, reading: Reading) -> str:
    meets = "is counted" if reading.meets is None else words(reading.meets)
    possible = f"; possible: {words(reading.possible)}" if reading.possible else ""
    label, unit = _cell(row_words(dict(reading.group), indicator.title)), indicator.unit_of(reading).value
    return f"| {label} | {unit} | {_cell(meets + possible)} |\n"


def _names(indicator: Indicator) -> str:
    return "; ".join(f"**{name}** is {meaning}" for name, meaning in called(indicator).items())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _stories(indicator: Indicator) -> str:
    told = [f"* {sentence} ([{file}](../../../tests/spec/{file}))\n" for file, sentence in stories(indicator.id)]
    return "## The stories that define it\n\n" + ("".join(told) or "None yet.\n")


def stories(measure: str) -> Iterator[tuple[str, str]]:
    """The spec tests that speak of a measure: the file, and the test's name as a sentence."""
    for file, named in _spoken_of():
        for test, measures in named.items():
            if measure in measures:
                yield file, test.removeprefix("test_").replace("_", " ").capitalize() + "."


@cache
def _spoken_of() -> list[tuple[str, dict[str, set[str]]]]:
    found = []
    for path in sorted(SPEC.glob("test_*.py")):
        if path.stem in ABOUT_OTHER_THINGS:
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
        texts = {name: set(_texts(node, constants)) for name, node in functions.items()}
        for name, node in functions.items():
            texts[name] |= {text for helper in _named(node) & functions.keys() for text in texts[helper]}
        found.append((path.name, {name: said for name, said in texts.items() if name.startswith("test_")}))
    return found


def _named(test: ast.FunctionDef) -> set[str]:
    """The functions that a test calls or asks for as fixtures."""
    called = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    return called | {argument.arg for argument in test.args.args}


def _texts(test: ast.FunctionDef, constants: dict[str, object]) -> Iterator[str]:
    for node in ast.walk(test):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.Name) and isinstance(constants.get(node.id), str):
            yield str(constants[node.id])


def write() -> None:
    """Every page, and nothing else, in the folder."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
