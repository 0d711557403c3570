"""A plugin of pytest: laws fail on the first example that breaks them, and are not made smaller.

Nobody reads the example by which a planted fault was noticed, and making it small takes longer than to find it.
"""

from __future__ import annotations

from hypothesis import Phase, settings


def pytest_sessionstart() -> None:
    """After the profile is loaded, and before any law takes its settings from it."""
    name = settings.get_current_profile_name()
    settings.register_profile(name, parent=settings.get_profile(name), phases=(Phase.explicit, Phase.generate))
    settings.load_profile(name)
