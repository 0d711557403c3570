"""How fast the main job is, told as rates and ratios of one run. Never a test: a clock decides nothing here."""
