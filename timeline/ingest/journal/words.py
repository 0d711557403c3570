"""The words of a journal line: bare, quoted, or ``key=value`` with either as its value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_WORD = re.compile(
    r'(?:(?P<key>[A-Za-z_][\w.]*)=)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"]+))(?=\s|$)', re.DOTALL
)
_KEY_ALONE = re.compile(r"[A-Za-z_][\w.]*=(?=\s|$)")
_BLANKS = re.compile(r"\s*")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:+*-]*")
IDENTITY = re.compile(r"id:[A-Za-z0-9_-]{22}")
"""An entry's identity in a journal."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

KEYWORDS = frozenset({"because", "nothing", "withdraw"})
"""A child whose identifier is one of these words must be in quotation marks."""


class LineError(Exception):
    """What is wrong with a line, and what to write instead. Never a word of the line itself, which may name a child."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class Word:
    """One word. ``key``: the part before an equals sign."""

    key: str | None
    text: str
    quoted: bool

    def is_keyword(self, keyword: str) -> bool:
        """Whether the word is this keyword, without quotation marks."""
        return self.key is None and not self.quoted and self.text == keyword


def split_words(line: str) -> list[Word]:
    """The words of a line up to its comment."""
    return list(_words(line))


def _words(line: str) -> Iterator[Word]:
    place = _skip_blanks(line, 0)
    while place < len(line) and line[place] != ";":
        found = None if _KEY_ALONE.match(line, place) else _WORD.match(line, place)
        if found is None:
            raise _no_word(line, place)
        key, quoted, bare = found.group("key", "quoted", "bare")
        yield Word(key, bare if quoted is None else _unquoted(quoted), quoted is not None)
        place = _skip_blanks(line, found.end())


def _skip_blanks(line: str, place: int) -> int:
    found = _BLANKS.match(line, place)
    assert found is not None  # it also matches the empty text
    return found.end()


def _no_word(line: str, place: int) -> LineError:
    if _KEY_ALONE.match(line, place):
        return LineError("a field has no value", "Leave the field out, or give it a value after the equals sign")
    return LineError(
        "a quotation mark is in the wrong place or is not closed",
        'Write "text" with a blank before and after it, and \\" for a quotation mark inside',
    )


def _unquoted(inside: str) -> str:
    try:
        return str(json.loads(f'"{inside}"', strict=False))
    except json.JSONDecodeError:
        raise LineError(
            "a backslash starts an unknown escape", "Write \\\\ for a backslash and \\n for a line break"
        ) from None


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return json.dumps(text, ensure_ascii=False)


def as_word(text: str) -> str:
    """The text, in quotation marks where it could not be read back without them."""
    return text if _PLAIN.fullmatch(text) and text not in KEYWORDS else quoted(text)


def day_of(text: str) -> date:
    """The day of an ISO date. ``LineError`` where it is not one."""
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise LineError("there is no such day", "Write a day of the calendar, as 2012-01-31") from None
    raise LineError("a day is expected", "Write it as year, month, day: 2012-01-31")
