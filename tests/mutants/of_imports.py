"""Planted faults of what imports cover, take back and leave behind, and of what a definition is identified by."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_COVERAGE = "timeline/domain/coverage.py"
_ASSERTIONS = "timeline/domain/assertions.py"
_IMPORTS = "timeline/domain/imports.py"
_TEXT = "timeline/projections/meaning/text.py"
_BASELINES = "replay/baselines.py"

OF_IMPORTS = (
    Mutant(
        name="stock-of-two-days-before-the-first",
        wrong="A stock is answered for the day before the last day before a run of covered days",
        file=_COVERAGE,
        old="return self.first is None or day >= self.first - _ONE_DAY",
        new="return self.first is None or day >= self.first - 2 * _ONE_DAY",
    ),
    Mutant(
        name="covered-by-what-was-not-brought",
        wrong="A module of which every row was set aside is covered",
        file=_COVERAGE,
        old="            if module.brought:",
        new="            if True:",
    ),
    Mutant(
        name="covered-by-a-part",
        wrong="What was imported with --partial covers its year",
        file=_COVERAGE,
        old="elif entry.last is not None and not entry.partial and entry.source != JOURNAL:",
        new="elif entry.last is not None and entry.source != JOURNAL:",
    ),
    Mutant(
        name="covered-before-it-was-known",
        wrong="A day is covered before the return that covers it became known",
        file=_COVERAGE,
        old="            if each.known_on <= day:",
        new="            if True:",
    ),
    Mutant(
        name="two-years-with-a-gap-are-one-run",
        wrong="Two years without the one between them are one unbroken run of covered days",
        file=_COVERAGE,
        old="if before is not None and piece.first == before + _ONE_DAY:",
        new="if before is not None:",
    ),
    Mutant(
        name="silence-of-an-earlier-return-of-the-year",
        wrong="A second return of a year takes back what it says itself of a child without an episode",
        file=_ASSERTIONS,
        old="return each.record.position in self.own or not is_of_year(each.statement, self.received.year_ending)",
        new="return not is_of_year(each.statement, self.received.year_ending)",
    ),
    Mutant(
        name="silence-in-modules-not-brought",
        wrong="A second return takes back, of a child it lacks, what modules said that it did not bring",
        file=_ASSERTIONS,
        old="if not isinstance(entry, Event) or entry.module not in self.received.modules:",
        new="if not isinstance(entry, Event):",
    ),
    Mutant(
        name="undone-and-counting",
        wrong="An import that was undone still counts",
        file=_IMPORTS,
        old="        return tuple(each for each in self.all if each.undone is None)",
        new="        return tuple(self.all)",
    ),
    Mutant(
        name="columns-of-another-file",
        wrong="What one file of a module has no column for, another file of it states nothing of either",
        file="timeline/ingest/ssda903/importer.py",
        old="absent = frozenset.intersection(*lacking.values())",
        new="absent = frozenset.union(*lacking.values())",
    ),
    Mutant(
        name="identity-without-the-rows",
        wrong="Two definitions with other rows have one identity",
        file=_TEXT,
        old="declared = [*_head(indicator, say), *_rows(indicator, say), *_left_out(indicator, say)]",
        new="declared = [*_head(indicator, say), *_left_out(indicator, say)]",
    ),
    Mutant(
        name="identity-of-the-last-day",
        wrong="A code of a later year is part of what a definition meant on an earlier day",
        file="timeline/projections/meaning/clauses.py",
        old="    return first is None or first <= day",
        new="    return True",
    ),
    Mutant(
        name="verified-by-the-present-definition",
        wrong="A baseline is run by the present definition, whatever it attests",
        file=_BASELINES,
        old="return next((one for one in kept if identity(one, as_at) == each.definition), None)",
        new="return next(iter(kept), None)",
    ),
    Mutant(
        name="figures-not-compared",
        wrong="A baseline reproduces whatever its figures come to",
        file=_BASELINES,
        old="    if without_words(found.figures) != without_words(each.figures):",
        new="    if False:",
    ),
)
