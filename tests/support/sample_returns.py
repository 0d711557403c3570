"""Where public synthetic returns made by others lie on this machine, if they do."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parents[3] / "shared" / "data"
COMBINED = DATA / "data-to-insight+cs-demand-model/cs_demand_model_samples/combined"
FAKE = DATA / "data-to-insight+csc-validator-be-903/tests/fake_data"
REGIONAL = DATA / "SocialFinanceDigitalLabs+liia-tools-pipeline/liiatools/ssda903_pipeline/spec/samples"
