"""What keeps a stock revaluation from being posted is told once for each reason."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from businessm.wms.v1.events_pb2 import StockRevaluationHeld
from google.protobuf import any_pb2
from m_kit.clock import Clock
from m_kit.errors import BusinessError, FieldInvalid
from m_kit.events import Outbox
from m_kit.ids import new_id
from m_kit.statuses import status_of
from m_kit.testing import MigratedDatabases, new_tenant
from m_kit.uow import UnitOfWork

from m_wms.domain.revaluations import RevaluationLine, StockRevaluation
from m_wms.module import MODULE
from m_wms.store.revaluations import RevaluationRepository
from m_wms.usecases.revaluations import Reposter

NOW = datetime(2026, 5, 2, tzinfo=UTC)
EVENTS = sa.text("select event_id, data from outbox where aggregate_id = :id order by place")
