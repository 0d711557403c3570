"""The reference page of the Python interface, written from its docstrings: ``python -m tests.docs.api``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from re import sub

import timeline
from tests.docs.pages import DOCS
from timeline.api import functions, results

PAGE = DOCS / "reference" / "python.md"

HEAD = """# The Python interface

Written by `make docs`. These names of `timeline` are public; everything deeper is private and can change.

```
import pandas as pd
import timeline

with timeline.open_log("demo/timeline.db") as log:
    figures = timeline.measure(log, "placements-3-plus", as_at="2024-03-31", known_at="published", by="sex")
    frame = pd.DataFrame(figures.to_dicts())
```

"""

_RESULTS = (results.Figure, results.Member, results.CoveredDays, results.Baseline, results.Difference)


def page() -> str:
    """The page: what is common, the functions, what they return."""
    return "".join([HEAD, _text(functions), "\n", *_functions(), *_returned()])


def _functions() -> Iterator[str]:
    for name, function in vars(functions).items():
        if name in timeline.__all__:
            signature = sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(function)))
            yield f"\n## `{name}`\n\n```\ntimeline.{name}{signature}\n```\n\n{_text(function)}"


def _returned() -> Iterator[str]:
    yield "\n## What they return\n\nFrozen rows, in order; `to_dicts()` gives one dict a row, with the same keys.\n"
    for kind in (*_RESULTS, results.Explanation):
        assert is_dataclass(kind)
        names = ", ".join(f"`{each.name}`" for each in fields(kind))
        yield f"\n### `{kind.__name__}`\n\n{names}\n\n{_text(kind)}"


def _text(of: object) -> str:
    """The docstring as Markdown: its examples as code."""
    told, _, examples = (inspect.getdoc(of) or "").replace("``", "`").partition(">>> ")
    shown = f"\n```\n>>> {examples}\n```\n" if examples else ""
    return f"{told.strip()}\n{shown}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
