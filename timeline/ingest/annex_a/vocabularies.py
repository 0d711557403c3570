"""From the spelling of a cell to a code: authorities type the same code in different ways.

Annex A writes codes with words (``a) Male``, ``f) U6: Foster placement - not FFA``, ``E1: Placement order``). Outer
blanks, the letter of the form's list, capitals and the words after a code are ignored. Two codes in one cell, a code
that the list lacks, and unknown words become questions of the mapping file (``mapping``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import normalize

from timeline.domain.codes import CODE_LISTS, EPISODE_CONTINUES, CodeList

Answer = str | bool

_LETTER_OF_THE_FORM = re.compile(r"[a-z]{1,2}\)\s*", re.IGNORECASE)
_CODE_AND_WORDS = re.compile(r"(?P<code>[0-9A-Za-z]{1,6})\s*[:\-\u2013\u2014]\s*(?P<words>\S.*)", re.DOTALL)
_WORD = re.compile(r"\b[0-9A-Z]+\b")
_PUNCTUATION = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The spellings of one kind of cell. ``choices``: the answers that a mapping file may give, with their values;
    ``words``: other spellings of them, folded."""

    name: str
    choices: Mapping[str, Answer]
    words: Mapping[str, Answer]

    def read(self, cell: str) -> Answer | None:
        """The value of a cell that is not blank; ``None`` where the spelling is unknown."""
        text = _LETTER_OF_THE_FORM.sub("", cell, count=1) if _LETTER_OF_THE_FORM.match(cell) else cell
        for found in (self._chosen(text), self.words.get(plain_words(text)), self._code_with_words(text)):
            if found is not None:
                return found
        return None

    def _chosen(self, text: str) -> Answer | None:
        by_capitals = {choice.upper(): answer for choice, answer in self.choices.items()}
        return by_capitals.get(text.upper())

    def _code_with_words(self, text: str) -> Answer | None:
        found = _CODE_AND_WORDS.fullmatch(text)
        answer = self._chosen(found["code"]) if found else None
        if found is None or answer is None:
            return None
        others = {word for word in _WORD.findall(found["words"]) if self._chosen(word) not in (None, answer)}
        return None if others else answer


def plain_words(text: str) -> str:
    """Words for comparison: lower-case letters and digits, single blanks."""
    return _PUNCTUATION.sub(" ", normalize("NFKC", text).casefold()).strip()


def _vocabulary(name: str, choices: Mapping[str, Answer], words: Mapping[str, Answer]) -> Vocabulary:
    spelled = {plain_words(word): answer for word, answer in words.items()}
    return Vocabulary(name, MappingProxyType(dict(choices)), MappingProxyType(spelled))


def _of_words(name: str, words: Mapping[str, Iterable[str]]) -> Vocabulary:
    """A vocabulary whose codes are words, with other spellings of each."""
    also = {other: word for word, others in words.items() for other in (word, *others)}
    return _vocabulary(name, {word: word for word in words}, also)


def _of_codes(name: str, codes: Mapping[str, str], words: Mapping[str, str]) -> Vocabulary:
    """A vocabulary of codes with their meanings and other spellings."""
    meanings = {meaning: code for code, meaning in codes.items()}
    return _vocabulary(name, {code: code for code in codes}, meanings | dict(words))


def _of_list(name: str, codes: CodeList, words: Mapping[str, str], *, without: Iterable[str] = ()) -> Vocabulary:
    """A vocabulary of the codes of a field of the return."""
    return _of_codes(name, {c.code: c.meaning for c in codes.codes if c.code not in set(without)}, words)


_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")

_AGENCIES = {
    "1A": "individual: family member, relative or carer",
    "1B": "individual: acquaintance",
    "1C": "individual: self",
    "1D": "individual: other",
    "2A": "schools",
    "2B": "education services",
    "3A": "health services: general practitioner",
    "3B": "health services: health visitor",
    "3C": "health services: school nurse",
    "3D": "health services: other primary",
    "3E": "health services: accident and emergency",
    "3F": "health services: other",
    "4": "housing",
    "5A": "local authority: social care",
    "5B": "local authority: other internal",
    "5C": "local authority: external",
    "6": "police",
    "7": "other legal agency",
    "8": "other",
    "9": "anonymous",
    "10": "unknown",
}

_REASONS_CLOSED = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "transferred to another local authority",
    "RC6": "transferred to adult social care",
    "RC7": "no longer in need",
    "RC8": "no further action after assessment",
    "RC9": "early help after assessment",
}

_ABUSE = {
    "NEG": "neglect",
    "PHY": "physical abuse",
    "SAB": "sexual abuse",
    "EMO": "emotional abuse",
    "MUL": "multiple",
}

_LEGAL_WORDS = {
    "ICO": "C1",
    "FCO": "C2",
    "care order": "C2",
    "freed for adoption": "D1",
    "section 20": "V2",
    "police powers": "L1",
}

_LIVING = {
    code.code[0]: code.meaning.rpartition(", ")[0] or code.meaning for code in CODE_LISTS["ACCOM"].codes if code.code
}

_NEEDS = {"N0": "not stated", **{c.code: c.meaning for c in CODE_LISTS["CIN"].codes}, "N9": "not a child in need"}

_ALL = (
    _vocabulary("yes-or-no", {"yes": True, "no": False}, dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)),
    _vocabulary(
        "suitability",
        {"suitable": True, "unsuitable": False},
        {"considered suitable": True, "considered unsuitable": False, "not suitable": False},
    ),
    _of_words(
        "gender",
        {
            "male": ("m", "1"),
            "female": ("f", "2"),
            "not stated": ("not stated/recorded", "not stated / recorded (or unborn)", "not recorded", "unknown", "u"),
            "neither": (),
        },
    ),
    _of_list("ethnicity", CODE_LISTS["ETHNIC"], {"not known": "NOBT", "Gypsy / Roma": "WROM"}),
    _of_list("category-of-need", CODE_LISTS["CIN"], {}),
    _of_codes("primary-need", _NEEDS, {}),
    _of_list("legal-status", CODE_LISTS["LS"], _LEGAL_WORDS),
    _of_list("reason-ceased", CODE_LISTS["REC"], {}, without=EPISODE_CONTINUES),
    _of_list("placement-type", CODE_LISTS["PLACE"], {}),
    _of_list("placement-provider", CODE_LISTS["PLACE_PROVIDER"], {"voluntary/third sector": "PR5"}),
    _of_list(
        "placement-location",
        CODE_LISTS["PL_LOCATION"],
        {"inside local authority boundary": "IN", "outside local authority boundary": "OUT"},
    ),
    _of_list("reason-no-longer-placed", CODE_LISTS["REASON_PLACED_CEASED"], {}),
    _of_list("in-touch", CODE_LISTS["IN_TOUCH"], {"y": "YES", "n": "NO"}),
    _of_list("activity", CODE_LISTS["ACTIV"], {}),
    _of_codes("accommodation", _LIVING, {}),
    _of_codes("agency", _AGENCIES, {"school": "2A", "GP": "3A", "health visitor": "3B", "school nurse": "3C"}),
    _of_codes("category-of-abuse", _ABUSE, {}),
    _of_codes("reason-closed", _REASONS_CLOSED, {}),
    _of_words(
        "case-status",
        {
            "looked after": ("looked after child", "child looked after"),
            "child protection plan": ("subject to a child protection plan",),
            "child in need plan": (),
            "open assessment": (),
            "closed": ("closed episode",),
        },
    ),
    _of_words(
        "permanence-plan",
        {
            "return to family": (),
            "adoption": (),
            "special guardianship or child arrangements": ("SGO/CAO", "special guardianship order"),
            "supported living": ("supported living in the community",),
            "long-term residential": ("long-term residential placement",),
            "long-term fostering": (),
            "other": (),
        },
    ),
    _of_words(
        "eligibility",
        {
            "relevant": ("relevant child",),
            "former relevant": ("former relevant child",),
            "qualifying": ("qualifying care leaver",),
        },
    ),
)

VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType({each.name: each for each in _ALL})
"""Every vocabulary by the name that columns and mapping files use.

Sources: the return's code lists (``timeline.domain.codes``); the children in need census for sources of referral,
reasons for closure and categories of abuse; Ofsted's Annex A for the rest.
"""
