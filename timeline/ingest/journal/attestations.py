"""Journal lines about the log as a whole: returns received, children merged or parted, facts moved.

``received DAY known DAY [modules A,B] children N``: the return for the year that ends on a 31 March was received, and
a child it does not name is missing from it. ``merged CHILD into CHILD known DAY``: both are one child, named by the
second identifier. ``parted CHILD known DAY``: undoes a merge of the child. ``moved FACT to CHILD known DAY``: the fact,
recorded for one child, is about another; ``id:ID CHILD`` may replace FACT.
"""

from __future__ import annotations

from datetime import date

from timeline.domain.attestations import Attestation, ChildrenMerged, ChildrenParted, FactMoved, ReturnReceived
from timeline.domain.days import year_ending
from timeline.domain.entries import fact_id
from timeline.ingest.journal.fields import read_fact
from timeline.ingest.journal.headers import expect, take_day, take_modules
from timeline.ingest.journal.words import IDENTITY, LineError, Word, as_word

_FORMS = {
    "received": "Write received DAY known DAY modules A,B children N",
    "merged": "Write merged CHILD into CHILD known DAY",
    "parted": "Write parted CHILD known DAY",
    "moved": "Write moved FACT to CHILD known DAY",
}
ATTESTATION_WORDS = frozenset(_FORMS)
"""The first words of such lines."""


def read_attested(words: list[Word]) -> Attestation:
    """The attestation in the words of a line. ``LineError`` where they cannot be read."""
    keyword, rest = words[0].text, words[1:]
    read = {"received": _received, "merged": _merged, "parted": _parted, "moved": _moved}[keyword]
    try:
        return read(rest)
    except IndexError:
        raise LineError("the line ends too early", _FORMS[keyword]) from None


def _received(rest: list[Word]) -> ReturnReceived:
    last = take_day(rest)
    if last != year_ending(last):
        raise LineError("a return's year ends on 31 March", "Write the 31 March on which the year ends")
    expect(rest, "known")
    known_on = take_day(rest)
    modules = take_modules(rest) if rest[0].is_keyword("modules") else ()
    expect(rest, "children")
    number = rest.pop(0).text
    if not (number.isascii() and number.isdigit()):
        raise LineError("the number of children is not a whole number", _FORMS["received"])
    _end(rest, "received")
    return ReturnReceived(year_ending=last, known_on=known_on, modules=modules, children=int(number))


def _merged(rest: list[Word]) -> ChildrenMerged:
    child = _child(rest, "merged")
    expect(rest, "into")
    into = _child(rest, "merged")
    if child == into:
        raise LineError("a child is merged into itself", _FORMS["merged"])
    return ChildrenMerged(known_on=_known(rest, "merged"), child=child, into=into)


def _parted(rest: list[Word]) -> ChildrenParted:
    child = _child(rest, "parted")
    return ChildrenParted(known_on=_known(rest, "parted"), child=child)


def _moved(rest: list[Word]) -> FactMoved:
    fact, tail = rest[:-4], rest[-4:]
    if len(tail) < 4 or not tail[0].is_keyword("to"):
        raise LineError("the child it moves to, or the known day, is missing", _FORMS["moved"])
    tail.pop(0)
    to = _child(tail, "moved")
    known_on = _known(tail, "moved")
    if len(fact) == 2 and IDENTITY.fullmatch(fact[0].text) and not fact[0].quoted:
        identity = fact[0].text.removeprefix("id:")
        content = {"known_on": known_on, "child": fact[1].text, "fact": identity, "to": to}
        return FactMoved.from_content(content)
    child, entry = read_fact(fact)
    return FactMoved(known_on=known_on, child=child, fact=fact_id(child, entry), to=to)


def _child(rest: list[Word], keyword: str) -> str:
    word = rest.pop(0)
    if word.key is not None or not word.text.strip():
        raise LineError("a child is expected", _FORMS[keyword])
    return word.text


def _known(rest: list[Word], keyword: str) -> date:
    expect(rest, "known")
    known_on = take_day(rest)
    _end(rest, keyword)
    return known_on


def _end(rest: list[Word], keyword: str) -> None:
    if rest:
        raise LineError("the line has words that do not belong to it", _FORMS[keyword])


def attested_line(attested: Attestation) -> str:
    """The line of an attestation, which ``read_attested`` reads back. ``ValueError`` for kinds that journals lack."""
    if isinstance(attested, ReturnReceived):
        modules = f" modules {','.join(attested.modules)}" if attested.modules else ""
        return f"received {attested.year_ending} known {attested.known_on}{modules} children {attested.children}"
    if isinstance(attested, ChildrenMerged):
        return f"merged {as_word(attested.child)} into {as_word(attested.into)} known {attested.known_on}"
    if isinstance(attested, ChildrenParted):
        return f"parted {as_word(attested.child)} known {attested.known_on}"
    if isinstance(attested, FactMoved):
        identity = attested.content()["fact"]
        return f"moved id:{identity} {as_word(attested.child)} to {as_word(attested.to)} known {attested.known_on}"
    raise ValueError(f"no journal line states {attested.name}")
