"""Settings of the interpreter that shorten a command that answers at once.

The garbage collector runs again and again while modules are imported, and once more at exit. Imported modules are no
garbage, and what a command leaves goes with the process: both runs together take a fifth of the time of such a command.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Within it the garbage collector is off. What exists at its end is never looked at again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def leave_all_at_the_end() -> None:
    """At exit the garbage collector looks at nothing. Files are closed all the same."""
    atexit.register(gc.freeze)


def no_threads_for_matrices() -> None:
    """Keep NumPy's matrix library at one thread. It starts one for each processor when it is imported, which takes as
    long as the rest of NumPy, and no figure is a product of matrices. A setting of the user's is kept."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
