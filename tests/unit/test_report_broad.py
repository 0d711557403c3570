"""A broad table is laid out sign for sign as rich lays it out, wherever it is laid out without rich."""

from __future__ import annotations

import io

from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.padding import Padding

from timeline.report.writers.broad import Broad, Column
from timeline.report.writers.terminal import PAGE, InParts

PLAIN = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), max_size=9)
ANY = st.one_of(PLAIN, st.text(max_size=4)).map(str.rstrip)  # no cell of a table ends in blanks


def columns(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Column]]:
    """Headers of one line to three, and as many cells under each."""
    return st.integers(0, 4).flatmap(
        lambda cells: st.lists(
            st.tuples(st.lists(texts, min_size=1, max_size=3), st.lists(texts, min_size=cells, max_size=cells)),
            min_size=2,
            max_size=5,
        )
    )


def indented(content: RenderableType) -> RenderableType:
    return Padding(content, (0, 0, 0, 2))


def laid_out(content: RenderableType, width: int, encoding: str) -> list[str]:
    """On a page so wide, for whoever speaks this encoding; no line ends in blanks."""

    class Sheet(io.StringIO):
        @property
        def encoding(self) -> str:  # type: ignore[override]
            return encoding

    sheet = Sheet()
    Console(file=sheet, width=width, markup=False, highlight=False, emoji=False).print(content)
    return [line.rstrip() for line in sheet.getvalue().splitlines()]


@given(columns(ANY), st.sampled_from([100, 40, 20]), st.sampled_from(["utf-8", "ascii"]))
@example([((" as at",), ["31 Mar 2010"]), (("31 Mar", "2010"), ["22.2%"])], 18, "utf-8")
@example([((" as at",), ["31 Mar 2010"]), (("31 Mar", "2010"), ["22.2%"])], 17, "utf-8")
@example([(("",), []), (("",), [])], 100, "utf-8")
def test_as_rich_lays_it_out(found: list[Column], width: int, encoding: str) -> None:
    for part in InParts(found[0], found[1:]).parts(PAGE):
        inside, outside = indented(part), indented(part.by_rich())
        assert laid_out(inside, width, encoding) == laid_out(outside, width, encoding)


def test_a_triangle_is_laid_out_without_rich() -> None:
    def never(*_: object) -> None:
        raise AssertionError("rich was asked")

    table = InParts((("as at",), ["31 Mar 2010"]), [(("31 Mar", "2010"), ["22.2%"])])
    (part,) = table.parts(PAGE)
    alone = Broad(part.columns, part.gap, never)  # type: ignore[arg-type]
    whole = ["              31 Mar", "as at           2010", "─" * 20, "31 Mar 2010    22.2%"]
    assert laid_out(alone, 100, "utf-8") == whole
