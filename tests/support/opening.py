"""What a log begins with, and what may be asked of it: for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from tests.support.anchors import JUMPS, LAGS, SHORT_JUMPS, Question, questions
from tests.support.histories import PICKS, histories
from tests.support.returns import returns_about
from tests.support.telling import History
from tests.support.walking import VERBS, Move
from timeline.domain.attestations import Attestation, ReturnReceived
from timeline.domain.basis import NeverSentAgain
from timeline.domain.story import Draft
from timeline.ingest.journal import print_journal
from timeline.projections.indicators import CATALOGUE

Drafts = list[tuple[str, Draft]]

_MOVE = st.builds(Move, st.sampled_from(VERBS["any"]), st.one_of(SHORT_JUMPS, JUMPS), PICKS, LAGS)
MOVES = st.lists(_MOVE, min_size=1, max_size=5)

TOLD_OF = {"Episodes", "Missing", "visitor-requests"}
"""What the children's stories here are about."""
MEASURES = st.lists(
    st.sampled_from([each.id for each in CATALOGUE.values() if set(each.needs) <= TOLD_OF]),
    min_size=1,
    max_size=3,
    unique=True,
)
ASKED = st.tuples(st.sampled_from((0, -1, 1, -31, -365)), st.sampled_from((None, None, 0, 1, 30, 400)))
POLICIES = st.sampled_from((NeverSentAgain.KEEP, NeverSentAgain.KEEP, *NeverSentAgain))


@dataclass(frozen=True)
class Opening:
    """What a log begins with: a day asked about, what is known of some children, and returns about others."""

    question: Question
    history: History
    returns: Drafts

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        """How Hypothesis prints it: as journals that can be pasted from."""
        printer.text(f"{self.question}{self.history!r}\nand on the shelf\n\n{print_journal(self.returns)}")


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """A history about a day, and returns about the same day."""
    question = draw(questions())
    history = draw(histories(question, crowds=False))
    return Opening(question, history, list(draw(returns_about(question)).drafts))


def of_which_return(said: tuple[str, Draft]) -> tuple[date, date]:
    """One return is what was known on one day about one year; what was said by hand comes after it."""
    _, draft = said
    return (draft.known_on, draft.coverage.last if draft.coverage else date.max)


def received(drafts: Drafts) -> list[Attestation]:
    """That a return was received; nothing, of what was said by hand."""
    covered = [draft for _, draft in drafts if draft.coverage is not None]
    return [
        ReturnReceived(
            year_ending=draft.coverage.last,
            known_on=draft.known_on,
            modules=draft.coverage.silence_counts_in,
            children=len(covered),
        )
        for draft in covered[:1]
        if draft.coverage is not None
    ]
