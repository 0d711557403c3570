"""A line of the table, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.steps import Step
from benchmarks.targets import Target, times

_MIB = 1024**2


@dataclass(frozen=True)
class Line:
    """``seconds`` for what stands in ``per``; ``ratio`` in words; ``peak``: the most bytes its process ever held."""

    what: str
    seconds: float | None
    per: str
    ratio: str = ""
    target: str = ""
    verdict: str = ""
    peak: int | None = None

    def cells(self) -> list[str]:
        """As text."""
        seconds = "" if self.seconds is None else number(self.seconds)
        peak = "" if self.peak is None else f"{self.peak / _MIB:,.0f} MiB"
        return [self.what, seconds, self.per, self.ratio, self.target, self.verdict, peak]


class Section(NamedTuple):
    """Lines under a heading, and what is to be known of them."""

    title: str
    remark: str
    lines: list[Line]


def line(step: Step, ratio: str = "", peak: int | None = None) -> Line:
    """A step, without a target."""
    return Line(step.name, step.seconds, per(step), ratio, peak=peak)


def against(step: Step, ratio: float, words: str, target: Target, peak: int | None = None) -> Line:
    """A step with a target. ``words``: what the ratio is, its number standing for ``{}``."""
    told = words.format(times(ratio))
    return Line(step.name, step.seconds, per(step), told, target.words, target.verdict(ratio), peak)


def per(step: Step) -> str:
    """How much was done, and how much that is a second."""
    return f"{step.number:,} {step.unit}, {_rounded(step.rate)}/s"


def number(seconds: float) -> str:
    """In three figures."""
    return f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:#.3g}"


def _rounded(rate: float) -> str:
    """In three figures, written out."""
    return f"{float(f'{rate:.3g}'):,.0f}" if rate >= 1 else f"{rate:.3g}"
