"""Text that is safe to print: a file name or a cell may hold an escape sequence that controls the terminal."""

from __future__ import annotations


def spelled_out(text: str) -> str:
    """The text with each unprintable character replaced by its escape: ``\\x1b``, ``\\n``."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def lines_spelled_out(text: str) -> str:
    """As ``spelled_out``, but line ends are kept."""
    return "\n".join(map(spelled_out, text.split("\n")))
