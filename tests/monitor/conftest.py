"""What the tests of the monitor share."""

from collections.abc import Iterator
from datetime import date

import pytest

from regels.monitor.check import load
from regels.monitor.model import SignalSet
from regels.monitor.pool import Child, DurableMissing

PEILDATUM = date(2026, 7, 1)


@pytest.fixture(scope="session")
def national() -> SignalSet:
    """The national signals on 1 July 2026."""
    return load(peildatum=PEILDATUM)


@pytest.fixture(scope="session")
def durable(national: SignalSet) -> Iterator[Child]:
    """A child with the national signals; the test is skipped where durable-rules is not there."""
    try:
        child = Child(national)
    except DurableMissing as error:
        pytest.skip(str(error))
    yield child
    child.kill()
