"""Spells made of one event that begins them and one that ends them."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.domain.events import SpellBegan, SpellEnded
from timeline.domain.order import order_key
from timeline.domain.story import Fact, Story


def paired(
    story: Story, began: type[SpellBegan], *ended: type[SpellEnded]
) -> Iterator[tuple[Fact, SpellBegan, Fact | None, SpellEnded | None]]:
    """Every beginning with each ending it has; once without, where it has none."""
    endings = sorted(story.of(*ended), key=lambda pair: order_key(pair[1]))
    for fact, event in story.of(began):
        own = [
            (told, end) for told, end in endings if end.spell_key == event.spell_key and end.began_as in (None, fact.id)
        ]
        if not own:
            yield fact, event, None, None
        for told, end in own:
            yield fact, event, told, end
