"""The adopters (AD1): their number, their sexes and their legal status, which must agree; one table of rules.

``LS_ADOPTR`` says of which sexes the adopters are. A blank sex beside a legal status fails too, but for a civil
partnership, whose blank is rule 151.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Finder, Rule, published
from timeline.domain.events import MatchedWithAdopters


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Adopters of this legal status, or of this number, are of one of these sexes."""

    number: str
    rule_id: str
    title: str
    sexes: tuple[str, ...]
    status: str | None = None
    adopters: str | None = None
    blank_fails: bool = True

    def rule(self) -> Rule:
        """The rule that asks for it."""
        column, code = ("LS_ADOPTR", self.status) if self.status else ("NB_ADOPTR", self.adopters)
        sexes = " nor ".join(self.sexes) if len(self.sexes) > 1 else f"not {self.sexes[0]}"
        return published(
            self.number,
            self.rule_id,
            self._find(),
            title=self.title,
            means=f"{column} is {code} and SEX_ADOPTR is {'neither ' if len(self.sexes) > 1 else ''}{sexes}.",
            do="Correct the one that is wrong.",
            columns=("SEX_ADOPTR",) if self.blank_fails else (),
        )

    def _find(self) -> Finder:
        def find(history: History) -> Iterator[Defect]:
            for fact, match in history.story.of(MatchedWithAdopters):
                if self._concerns(match) and not self._agrees(match) and history.has_columns(fact.id):
                    yield Defect((fact.id,), (match.occurred_on,))

        return find

    def _concerns(self, match: MatchedWithAdopters) -> bool:
        if self.status is not None:
            return match.legal_status_of_adopters == self.status
        return match.number_of_adopters == self.adopters

    def _agrees(self, match: MatchedWithAdopters) -> bool:
        if match.sex_of_adopters is None:
            return not self.blank_fails
        return match.sex_of_adopters in self.sexes


_TWO = ("MM", "FF", "MF")

RULES = (
    _Agreement(
        "511",
        "match-adopters-unlike-their-number",
        "Two adopters of whom one sex is given",
        _TWO,
        adopters="2",
        blank_fails=False,
    ).rule(),
    _Agreement(
        "514", "match-single-adopter-of-two-sexes", "A single adopter who is two", ("M1", "F1"), status="L0"
    ).rule(),
    _Agreement(
        "517", "match-unmarried-couple-not-of-two-sexes", "An unmarried couple not of two sexes", ("MF",), status="L3"
    ).rule(),
    _Agreement(
        "518", "match-same-sex-couple-of-two-sexes", "A same-sex couple of two sexes", ("MM", "FF"), status="L4"
    ).rule(),
    _Agreement(
        "519",
        "match-civil-partners-who-are-one",
        "Civil partners of whom one sex is given",
        _TWO,
        status="L2",
        blank_fails=False,
    ).rule(),
    _Agreement(
        "520", "match-married-couple-not-of-two-sexes", "A married couple not of two sexes", ("MF",), status="L11"
    ).rule(),
    _Agreement(
        "524",
        "match-same-sex-spouses-of-two-sexes",
        "A same-sex married couple not of one sex",
        ("MM", "FF"),
        status="L12",
    ).rule(),
)
