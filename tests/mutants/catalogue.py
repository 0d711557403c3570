"""Every planted fault, by family."""

from __future__ import annotations

from tests.mutants.of_care import OF_CARE
from tests.mutants.of_days import OF_DAYS
from tests.mutants.of_figures import OF_FIGURES
from tests.mutants.of_findings import OF_FINDINGS
from tests.mutants.of_identity import OF_IDENTITY
from tests.mutants.of_imports import OF_IMPORTS
from tests.mutants.of_knowledge import OF_KNOWLEDGE
from tests.mutants.of_local_tables import OF_LOCAL_TABLES
from tests.mutants.of_projections import OF_PROJECTIONS
from tests.mutants.of_spans import OF_SPANS
from tests.mutants.of_the_answer import OF_THE_ANSWER
from tests.mutants.of_the_log import OF_THE_LOG

MUTANTS = (
    *OF_DAYS,
    *OF_KNOWLEDGE,
    *OF_IDENTITY,
    *OF_IMPORTS,
    *OF_CARE,
    *OF_LOCAL_TABLES,
    *OF_FIGURES,
    *OF_SPANS,
    *OF_FINDINGS,
    *OF_PROJECTIONS,
    *OF_THE_ANSWER,
    *OF_THE_LOG,
)
"""In the order they are run."""
