"""Rounding, said once: half up, from the exact fraction, in whole numbers. No float takes part in it."""

from __future__ import annotations

from fractions import Fraction

JSON_PLACES = 6
"""To how many decimals a value is rounded in JSON and CSV."""


def half_up(value: Fraction, places: int) -> Fraction:
    """The value to so many decimals; a half goes away from zero, so that a fall prints like the rise it undoes."""
    scaled = abs(value) * 10**places
    rounded = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**places)
    return rounded if value >= 0 else -rounded


def fixed(value: Fraction, places: int) -> str:
    """The value with exactly so many decimals, rounded half up: ``4.6``."""
    rounded = half_up(value, places)
    whole, part = divmod(abs(rounded.numerator) * 10**places // rounded.denominator, 10**places)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{part:0{places}}" if places else f"{sign}{whole}"


def shortest(value: Fraction, places: int = JSON_PLACES) -> str:
    """The value rounded half up, without the zeros that end it: ``4.597701``, ``12.5``, ``261``."""
    text = fixed(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def json_number(value: Fraction | None) -> int | float | None:
    """The value as a JSON number, rounded half up to 6 decimals: whole where it is whole, ``None`` where there is none.

    The float is the one nearest to the rounded decimal, and so prints as that decimal.
    """
    if value is None:
        return None
    text = shortest(value)
    return float(text) if "." in text else int(text)
