"""Hypothesis' profiles: how many examples, and how they are drawn.

``quick`` for `make quick` (few, the same every time), ``dev`` for work on a machine of one's own, ``ci`` for every push
(the same examples every time), ``nightly`` for the time-boxed run that draws afresh. ``HYPOTHESIS_PROFILE`` names one;
without it ``ci`` where ``CI`` is set, else ``dev``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hypothesis import HealthCheck, seed, settings

SLOW_TO_DRAW = (HealthCheck.too_slow,)


def register() -> None:
    """Make the profiles known."""
    settings.register_profile(
        "quick", max_examples=10, derandomize=True, deadline=None, suppress_health_check=SLOW_TO_DRAW
    )
    settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=SLOW_TO_DRAW)
    settings.register_profile(
        "ci",
        max_examples=300,
        derandomize=True,
        deadline=None,
        print_blob=True,
        suppress_health_check=SLOW_TO_DRAW,
    )
    settings.register_profile(
        "nightly", max_examples=5000, deadline=None, print_blob=True, suppress_health_check=SLOW_TO_DRAW
    )


def one_in(number: int) -> settings:
    """The profile with so many times fewer examples: for a law that asks many questions of each."""
    return settings(max_examples=max(10, _profile().max_examples // number))


def _profile() -> settings:
    assert settings.default is not None
    return settings.default


MACHINES = {"quick": (5, 10), "dev": (10, 20), "ci": (50, 30), "nightly": (500, 100)}
"""By profile: how many runs a machine makes, and of how many steps."""


def machine() -> settings:
    """The profile for a machine, which does far more in one run than a law asks of one example."""
    runs, steps = MACHINES[settings.get_current_profile_name()]
    return settings(max_examples=runs, stateful_step_count=steps, suppress_health_check=list(HealthCheck))


RUNS = 6


def in_runs(law: Callable[[], None], run: int) -> None:
    """One of ``RUNS`` shorter runs of a law, each with a part of the profile's examples.

    Within a run Hypothesis makes most examples by changing a part of the one before; several runs see more.
    """
    shorter = one_in(RUNS)(law)
    (seed(run)(shorter) if _profile().derandomize else shorter)()


def chosen(environment: Mapping[str, str]) -> str:
    """The profile this environment asks for."""
    return environment.get("HYPOTHESIS_PROFILE") or ("ci" if environment.get("CI") else "dev")
