"""How figures leave: in which form, and to stdout or to a file that is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.cli import options, output
from timeline.cli.problems import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

_WORKBOOK = ".xlsx"


@dataclass(frozen=True)
class Delivery:
    """The form, and the file where it is not stdout."""

    form: options.FigureFormat
    to: Path | None


def delivery(form: str, to: Path | None) -> Delivery:
    """What the options say, refused before anything is worked out where it could not be done."""
    chosen = options.figure_format(form)
    if to is None:
        if chosen == "xlsx" and not output.takes_bytes():
            raise UsageError("--output", "a workbook is no text to show", "Name a new file for it")
        return Delivery(chosen, None)
    if to.suffix.lower() == _WORKBOOK and chosen != "xlsx":
        raise UsageError("--output", "the file is named as a workbook, and the format is none", "Add --format xlsx")
    try:
        if to.exists():
            raise UsageError("--output", "there is such a file already", "Name a new one")
        if not to.parent.is_dir():
            raise _unwritable()
    except OSError:
        raise _unwritable() from None
    return Delivery(chosen, to)


def deliver(
    how: Delivery,
    *,
    table: Callable[[], RenderableType],
    data: Callable[[], Any],
    csv: Callable[[], str],
    xlsx: Callable[[], bytes],
) -> None:
    """The answer in its form; only that one is made."""
    if how.to is not None:
        _write_new(how.to, _content(how.form, table, data, csv, xlsx))
    elif how.form == "xlsx":
        output.write_bytes(xlsx())
    else:
        output.write(how.form, table=table, data=data, csv=csv)


def _content(
    form: options.FigureFormat,
    table: Callable[[], RenderableType],
    data: Callable[[], Any],
    csv: Callable[[], str],
    xlsx: Callable[[], bytes],
) -> bytes:
    if form == "xlsx":
        return xlsx()
    if form == "json":
        return f"{output.as_json(data())}\n".encode()
    return (csv() if form == "csv" else output.laid_out(table())).encode()


def _write_new(path: Path, content: bytes) -> None:
    """Under another name until it is whole; not left behind where it cannot be finished."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable() from None
        raise


def _unwritable() -> UsageError:
    return UsageError("--output", "no file can be written there", "Name a file in a folder that exists")
