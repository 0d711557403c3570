"""The examples of every rule about one child, by the rule's name."""

from __future__ import annotations

from tests.unit.checks_examples import EXAMPLES_OF_AGES
from tests.unit.checks_examples_adoption import EXAMPLES_OF_ADOPTION
from tests.unit.checks_examples_changes import EXAMPLES_OF_CHANGES
from tests.unit.checks_examples_codes import EXAMPLES_OF_CODES
from tests.unit.checks_examples_histories import EXAMPLES_OF_HISTORIES
from tests.unit.checks_examples_outcomes import (
    EXAMPLES_OF_HEALTH,
    EXAMPLES_OF_LEAVERS,
    EXAMPLES_OF_MATCHES,
    EXAMPLES_OF_WORKERS,
)
from tests.unit.checks_examples_reference import EXAMPLES_OF_LISTS, EXAMPLES_OF_PLACES_CHANGED, EXAMPLES_OF_POSTCODES
from tests.unit.checks_examples_registration import EXAMPLES_OF_REGISTRATION
from tests.unit.checks_examples_returns import EXAMPLES_OF_HEADERS, EXAMPLES_OF_PROVIDERS, EXAMPLES_OF_YEARS

EXAMPLES = EXAMPLES_OF_HISTORIES
EXAMPLES |= EXAMPLES_OF_AGES | EXAMPLES_OF_CODES | EXAMPLES_OF_ADOPTION | EXAMPLES_OF_REGISTRATION
EXAMPLES |= EXAMPLES_OF_HEADERS | EXAMPLES_OF_PROVIDERS | EXAMPLES_OF_YEARS
EXAMPLES |= EXAMPLES_OF_POSTCODES | EXAMPLES_OF_PLACES_CHANGED | EXAMPLES_OF_LISTS
EXAMPLES |= EXAMPLES_OF_HEALTH | EXAMPLES_OF_LEAVERS | EXAMPLES_OF_WORKERS | EXAMPLES_OF_MATCHES
EXAMPLES |= EXAMPLES_OF_CHANGES
