"""Running a command as a user does, without a new process."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from regels.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, [str(argument) for argument in arguments])
