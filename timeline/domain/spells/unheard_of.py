"""Open episodes that were never sent again, taken for what the basis says. See ``timeline.domain.received``."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.basis import NeverSentAgain
from timeline.domain.spells.episodes import Episode, Stay, episodes
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story


def never_sent_again(story: Story, rows: Sequence[Episode]) -> tuple[Episode, ...]:
    """The open episodes that the return which should have had them does not have."""
    missing = story.absence
    if missing is None:
        return ()
    return tuple(row for row in rows if missing.concerns(row.began_on, row.ended_on))


def as_the_basis_takes_them(story: Story, rows: Sequence[Episode]) -> tuple[Episode, ...]:
    """The episodes, those that were never sent again closed where the basis says so.

    Closed, an episode ends on the day after the last that its last return speaks of: at the end of that year the child
    was still looked after. There is no reason for it, and so no destination.
    """
    missing = story.absence
    if missing is None or story.basis.never_sent_again is not NeverSentAgain.CLOSE:
        return tuple(rows)
    return tuple(
        row._replace(ended_on=missing.day_after) if missing.concerns(row.began_on, row.ended_on) else row
        for row in rows
    )


def without_unheard_of(
    story: Story, runs: Sequence[tuple[Stay, ...]], breaks: Sequence[Spell]
) -> tuple[tuple[tuple[Stay, ...], ...], tuple[Spell, ...]]:
    """The periods of care and the short breaks less those that go on and were never sent again."""
    unheard_of = never_sent_again(story, [run[-1].episode for run in runs])
    facts = {fact for row in never_sent_again(story, episodes(story)) for fact in row.facts}
    return (
        tuple(run for run in runs if run[-1].span.end is not None or run[-1].episode not in unheard_of),
        tuple(spell for spell in breaks if spell.end is not None or facts.isdisjoint(spell.facts)),
    )
