"""CheckService of the books."""

import grpc
from businessm.check.v1 import check_service_pb2 as pb
from businessm.check.v1 import check_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.checks import checks_response
from m_kit.uow import UnitOfWork

from book_keeper.store.checks import BooksChecker


class CheckServicer(check_service_pb2_grpc.CheckServiceServicer):
    """See check_service.proto."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def RunChecks(self, _: pb.RunChecksRequest, __: grpc.aio.ServicerContext) -> pb.RunChecksResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            return checks_response(await BooksChecker(transaction).findings())
