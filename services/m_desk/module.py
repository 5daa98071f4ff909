"""desk: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.desk.v1 import (
    desk_service_pb2_grpc,
    notification_service_pb2_grpc,
    preferences_service_pb2_grpc,
    saved_view_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.events import DELIVERED, being_told
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Background, Environment, Module, Wiring
from m_kit.ui import SHOWN, shown

from m_desk.clients import clients_of
from m_desk.servicers.desk import DeskServicer
from m_desk.servicers.notifications import NotificationServicer
from m_desk.servicers.preferences import PreferencesServicer
from m_desk.servicers.saved_views import SavedViewServicer
from m_desk.store.arrivals import Arrivals
from m_desk.store.sortings import SORTINGS
from m_desk.subscribers import SUBSCRIPTIONS
from m_desk.usecases.dead_letters import DeadLetterLook
from m_desk.usecases.watch import Watch


def wire(environment: Environment) -> Wiring:
    """desk's servicers, which ask every context what it brings; what listens for notifications."""
    clients, arrivals = clients_of(environment), Arrivals(environment.database)
    dead_letters = DeadLetterLook(environment.name, environment.uow, clients.presenters, arrivals)
    return Wiring(
        servicers=[
            (desk_service_pb2_grpc.add_DeskServiceServicer_to_server, DeskServicer(clients)),
            (saved_view_service_pb2_grpc.add_SavedViewServiceServicer_to_server, SavedViewServicer(environment)),
            (preferences_service_pb2_grpc.add_PreferencesServiceServicer_to_server, PreferencesServicer(environment)),
            (
                notification_service_pb2_grpc.add_NotificationServiceServicer_to_server,
                NotificationServicer(environment, clients, Watch(environment.uow, arrivals)),
            ),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
            *described(environment, Path(__file__).parent / "document_types", SORTINGS).servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
            *being_told(environment, SUBSCRIPTIONS, in_deferred_commits=True),
        ],
        background=[
            Background("desk: notifications that arrive", arrivals.run),
            Background("desk: events that nobody could handle", dead_letters.run),
        ],
    )


MODULE = Module(
    name="desk",
    services=(
        "businessm.desk.v1.DeskService",
        "businessm.desk.v1.NotificationService",
        "businessm.desk.v1.PreferencesService",
        "businessm.desk.v1.SavedViewService",
    ),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, DELIVERED, DESCRIBED, SHOWN),
    subscriptions=SUBSCRIPTIONS,
)
