"""Planted faults of the log: identity, the hash chain, positions, baselines."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_ENTRIES = "timeline/domain/entries.py"
_RECORDER = "timeline/store/recorder.py"
_CANONICAL = "timeline/store/canonical_pages.py"
_INTEGRITY = "timeline/store/integrity.py"

OF_THE_LOG = (
    Mutant(
        name="identity-without-the-child",
        wrong="Two children of whom the same is said share one fact",
        file=_ENTRIES,
        old="[{canonical_text(child)},{canonical_text(entry.name)},{entry.identity()}]",
        new="[{canonical_text(entry.name)},{entry.identity()}]",
    ),
    Mutant(
        name="identity-without-the-kind",
        wrong="Two sorts of events with the same content share one fact",
        file=_ENTRIES,
        old="[{canonical_text(child)},{canonical_text(entry.name)},{entry.identity()}]",
        new="[{canonical_text(child)},{entry.identity()}]",
    ),
    Mutant(
        name="blank-fields-in-the-identity",
        wrong="A field added to a later version, left blank, changes every identity",
        file="timeline/domain/canonical.py",
        old="            if (each := given[name]) is not None\n",
        new="            for each in (given[name],)\n",
    ),
    Mutant(
        name="file-names-in-the-identity",
        wrong="The same return saved under another name says everything again",
        file="timeline/domain/statements.py",
        old="        return statement_identity(covering, canonical_text(self.known_on), said)\n",
        new="        return canonical_text(self.files) + "
        "statement_identity(covering, canonical_text(self.known_on), said)\n",
    ),
    Mutant(
        name="import-says-again",
        wrong="A return imported twice leaves its statements twice",
        file="timeline/domain/drafts.py",
        old="    if stated.identity in recorded:\n        return []\n",
        new="",
    ),
    Mutant(
        name="chain-not-linked",
        wrong="The hash of a transaction does not cover the one before it",
        file="timeline/store/chain.py",
        old="    digest.update(_framed(link.previous_hash))\n",
        new="",
    ),
    Mutant(
        name="chain-begins-anew",
        wrong="Every transaction begins a chain of its own",
        file=_RECORDER,
        old="previous_hash=before.hash if before else GENESIS,",
        new="previous_hash=GENESIS,",
    ),
    Mutant(
        name="texts-hashed-without-their-length",
        wrong="Two contents that differ only in where one text ends and the next begins have one hash",
        file="timeline/store/chain.py",
        old="    return _NUMBER.pack(len(value)) + value",
        new="    return value",
    ),
    Mutant(
        name="plain-in-any-spelling",
        wrong="A body that another program wrote in a spelling of its own passes for what this one writes",
        file=_CANONICAL,
        old=" and _writer.encode_lines(found) == lines",
        new="",
    ),
    Mutant(
        name="plain-whatever-the-rules",
        wrong="A body with a code that is in no list passes where nobody reads it field by field",
        file=_CANONICAL,
        old=" and (self._check is None or self._check(found))",
        new="",
    ),
    Mutant(
        name="plain-in-fewer-lines",
        wrong="Two bodies that only together are two contents pass for two that are",
        file=_CANONICAL,
        old="len(found) == len(bodies) and ",
        new="",
    ),
    Mutant(
        name="identities-in-any-spelling",
        wrong="An identity spelled in another way passes for what this program writes",
        file="timeline/store/canonical_structs.py",
        old="    return not any(digits[_BYTES::_FILLED])",
        new="    return bool(digits) == bool(texts)",
    ),
    Mutant(
        name="identities-not-compared",
        wrong="Where a page stands as it was written, nobody asks whether the identities are those of its entries",
        file=_CANONICAL,
        old="    return seen if are_identities(",
        new="    return seen if are_identities((), (), (), ()) or are_identities(",
    ),
    Mutant(
        name="statements-cite-what-comes-later",
        wrong="A statement on a plain page may say what was stored after it",
        file=_INTEGRITY,
        old="        seen.update(read.identities[first : place + 1])\n",
        new="        seen.update(read.identities[first : places.stop])\n",
    ),
    Mutant(
        name="statements-cite-another-child",
        wrong="A statement on a plain page may say what was stored of the child before",
        file=_INTEGRITY,
        old="            child = child if child.stream == stream else Child(stream)\n",
        new="            child = child if child.stream == stream else Child(stream, seen=child.seen)\n",
    ),
    Mutant(
        name="plain-though-out-of-place",
        wrong="On a plain page nobody looks whether the positions of a child's entries rise",
        file=_INTEGRITY,
        old=" and all(map(lt, (child.position, *positions), positions))",
        new="",
    ),
    Mutant(
        name="plain-though-known-later",
        wrong="On a plain page nobody looks whether something was recorded before it was known",
        file=_INTEGRITY,
        old="if read is not None and not days.are_kept(read.known_on):",
        new="if read is not None and not days.are_kept(()):",
    ),
    Mutant(
        name="clock-may-step-back",
        wrong="A transaction is recorded before the one before it when the machine's clock is set back",
        file=_RECORDER,
        old='        printed = max(at, not_before or at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")\n'
        "        return max(printed, before.recorded_at) if before else printed\n",
        new='        return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")\n',
    ),
    Mutant(
        name="known-in-the-future",
        wrong="Something is recorded before the day it became known",
        file="timeline/store/recording.py",
        old="known_on > today:",
        new="known_on > date.max:",
    ),
    Mutant(
        name="position-not-held",
        wrong="What the log stored after the position asked about is used",
        file="timeline/domain/basis.py",
        old="return self.position is None or position <= self.position",
        new="return True",
    ),
    Mutant(
        name="baseline-not-pinned",
        wrong="A baseline is run again from the head of the log, so that history loaded since moves it",
        file="replay/baselines.py",
        old="    return _compared(baseline, evaluate(log, _known_definitions(baseline), baseline.basis))",
        new="    return _compared(baseline, evaluate(log, _known_definitions(baseline), "
        "replace(baseline.basis, position=log.head().position)))",
    ),
    Mutant(
        name="baselines-not-pinned",
        wrong="Of several baselines verified together each is run again from the head of the log",
        file="replay/baselines.py",
        old="    questions = [(_known_definitions(baseline), baseline.basis) for _, baseline in run]",
        new="    questions = [\n"
        "        (_known_definitions(baseline), replace(baseline.basis, position=log.head().position))\n"
        "        for _, baseline in run\n"
        "    ]",
    ),
    Mutant(
        name="figures-not-pinned",
        wrong="An answer does not say which position it was given at",
        file="timeline/projections/cases.py",
        old="    return replace(basis, position=log.head().position)",
        new="    return basis",
    ),
    Mutant(
        name="baseline-compares-totals-only",
        wrong="A baseline reproduces though other children make up the same figures",
        file="replay/baselines.py",
        old="    if found.members != each.members:\n",
        new="    if False and found.members != each.members:\n",
    ),
)
"""What is stored, under which identity, and how it is shown that nothing was changed."""
