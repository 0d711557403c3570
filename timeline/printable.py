"""Text for a terminal. A file's name or a cell may hold an escape that moves the cursor or sets the window's title."""

from __future__ import annotations


def spelled_out(text: str) -> str:
    """The text with characters that cannot be printed in letters: ``\\x1b`` for an escape, ``\\n`` for a line end."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def lines_spelled_out(text: str) -> str:
    """As ``spelled_out``, line by line: line ends stay."""
    return "\n".join(map(spelled_out, text.split("\n")))
