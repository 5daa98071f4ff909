"""Group 11: after any random history an engine has answered as the model, and debits equal credits."""

import asyncio

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from m_engines.ledger import LedgerEngine
from m_engines.tests.ledger.conformance.random_history import history_on

FEW = settings(
    max_examples=6, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
MANY = settings(max_examples=400, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("chosen", [FEW, pytest.param(MANY, marks=pytest.mark.campaign)], ids=["few", "many"])
async def test_11_after_any_history_the_engine_and_the_model_agree(engine: LedgerEngine, chosen: settings) -> None:
    machine = history_on(engine, asyncio.get_running_loop())
    await asyncio.to_thread(run_state_machine_as_test, machine, settings=chosen)
