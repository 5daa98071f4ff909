"""`m events`: what contexts have yet to tell each other, and what nobody could make anything of."""

from collections.abc import Iterator
from typing import Any

import click
from businessm.events.v1 import outbox_service_pb2 as pb
from businessm.events.v1 import outbox_service_pb2_grpc
from m_kit.errors import NotFound
from m_kit.events import OUTBOX
from m_kit.ids import new_id

from business_m.catalog import sharers
from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, Ended, print_json
from business_m.cli.tables import print_table

PAGE_SIZE = 250


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def events(click_context: click.Context, as_json: bool) -> None:
    """Show what has not reached every consumer, and dead letters, which wait until they are replayed."""
    if click_context.invoked_subcommand is not None:
        return
    outboxes = _Outboxes(Connection.open())
    pending = sum(outboxes.pending(context) for context in outboxes.contexts)
    letters = [letter for context in outboxes.contexts for letter in outboxes.dead_letters(context)]
    if as_json:
        print_json({"outbox_pending": pending, "dead_letters": letters})
        return
    print(f"{pending} pending, {len(letters)} dead")
    if letters:
        shown = [{name: str(value) for name, value in letter.items()} for letter in letters]
        print_table(["event_id", "type", "consumer", "attempts", "reason"], shown)


@events.command()
@click.argument("event_id")
@click.option("--consumer", default="", help="Only for this context.")
@click.option("--json", "as_json", is_flag=True)
def replay(event_id: str, consumer: str, as_json: bool) -> None:
    """Have a dead letter tried again, and with it what waits behind it."""
    outboxes = _Outboxes(Connection.open())
    consumers = sum(outboxes.replay(context, event_id, consumer) for context in outboxes.contexts)
    if not consumers:
        raise Ended(f"no dead letter {event_id}", REFUSED, reason=NotFound.reason)
    if as_json:
        print_json({"event_id": event_id, "consumers": consumers})
    else:
        print(f"{event_id} is tried again")


class _Outboxes:
    """Of every context with events of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stub = outbox_service_pb2_grpc.OutboxServiceStub(connection.channel)
        self.contexts = sharers().get(OUTBOX, ())

    def pending(self, context: str) -> int:
        """Events that a consumer has yet to take."""
        request = pb.GetOutboxStatusRequest(context=context)
        return int(self._connection.call(self._stub.GetOutboxStatus, request, context=context).pending)

    def dead_letters(self, context: str) -> Iterator[dict[str, Any]]:
        """The oldest first."""
        token = ""
        while True:
            request = pb.ListDeadLettersRequest(context=context, page_size=PAGE_SIZE, page_token=token)
            page = self._connection.call(self._stub.ListDeadLetters, request, context=context)
            for letter in page.dead_letters:
                yield {
                    "event_id": letter.event_id,
                    "type": letter.type,
                    "consumer": letter.consumer,
                    "attempts": letter.attempts,
                    "reason": letter.reason,
                }
            token = page.next_page_token
            if not token:
                return

    def replay(self, context: str, event_id: str, consumer: str) -> int:
        """How many consumers it is tried again for; 0 where the context has no such dead letter."""
        request = pb.ReplayDeadLetterRequest(
            request_id=str(new_id()), context=context, event_id=event_id, consumer=consumer
        )
        try:
            return int(self._connection.call(self._stub.ReplayDeadLetter, request, context=context).consumers)
        except Ended as end:
            if end.reason != NotFound.reason:
                raise
            return 0
