"""Columns of one kind: ``column.counts("findings", "children")``. A heading is one line, or a tuple of lines."""

from __future__ import annotations

from timeline.report.value import Column, Kind

Heading = str | tuple[str, ...]


def texts(*headings: Heading) -> list[Column]:
    """Texts that wrap between words."""
    return [Column(heading) for heading in headings]


def identifiers(*headings: Heading) -> list[Column]:
    """Texts that never wrap."""
    return [Column(heading, Kind.IDENTIFIER) for heading in headings]


def days(*headings: Heading) -> list[Column]:
    """Days, or words in the place of one."""
    return [Column(heading, Kind.DAY) for heading in headings]


def counts(*headings: Heading) -> list[Column]:
    """Whole numbers."""
    return [Column(heading, Kind.COUNT) for heading in headings]


def figures(*headings: Heading) -> list[Column]:
    """Values in their units."""
    return [Column(heading, Kind.FIGURE) for heading in headings]
