"""The run as text: for the terminal, and for the page that keeps the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.lines import Line, Section

BEGIN = "<!-- speed: python -m benchmarks --write -->"
END = "<!-- end of speed -->"

HEAD = ("what", "seconds", "per what", "ratio", "target", "met or missed", "peak memory")


class PageError(Exception):
    """The page has no place for the run."""


def section(found: Section) -> str:
    """A heading, a remark and a table."""
    ruled = ["---", "--:", "---", "---", "---", "---", "--:"]
    rows = "\n".join(_row(cells) for cells in (HEAD, ruled, *(each.cells() for each in found.lines)))
    return f"### {found.title}\n\n{found.remark}\n\n{rows}\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def missed(lines: Iterable[Line]) -> list[str]:
    """What misses its target."""
    return [f"{each.what}: {each.ratio}; {each.target}; {each.verdict}" for each in lines if "missed" in each.verdict]


def rewritten(page: str, run: str) -> str:
    """The page with this run in its place. ``PageError`` where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise PageError("the page has no place for the run")
    return f"{before}{BEGIN}\n{run}\n{END}{after}"
