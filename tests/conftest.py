"""What every test has: Hypothesis' profiles."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.support import profiles

profiles.register()
settings.load_profile(profiles.chosen(os.environ))
