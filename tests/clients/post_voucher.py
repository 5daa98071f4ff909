"""What a caller does with the SDK alone: posts a voucher, the same again, and one that does not balance.

Reads one JSON object {"target", "token", "company_id", "request_ids"} and writes one; run where only the SDK is.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable
from typing import Any

import grpc
import grpc.aio
from businessm_sdk.businessm.ledger.v1 import PostVoucherRequest, PostVoucherResponse, Voucher, VoucherLine
from businessm_sdk.businessm.ledger.v1.clients import LedgerServiceClient
from businessm_sdk.businessm.type.v1 import Money
from businessm_sdk.google.rpc import ErrorInfo, Status

TIMEOUT_SECONDS = 30.0
NOT_NEEDED = ("businessm", "google", "grpclib", "m_kit", "business_m")


def request(company_id: str, request_id: str, debit: str, credit: str) -> PostVoucherRequest:
    """A voucher of two lines."""
    lines = [
        VoucherLine(account_code="Cash", debit=Money(currency_code="USD", amount=debit)),
        VoucherLine(account_code="Sales", credit=Money(currency_code="USD", amount=credit)),
    ]
    voucher = Voucher(posting_date="2024-01-15", narration="by the SDK", lines=lines)
    return PostVoucherRequest(request_id=request_id, company_id=company_id, voucher=voucher)


async def main(order: dict[str, Any]) -> dict[str, Any]:
    """What came of it."""
    metadata = [("authorization", f"Bearer {order['token']}")]
    first, second = order["request_ids"]
    async with grpc.aio.insecure_channel(order["target"]) as channel:
        post = LedgerServiceClient(channel).post_voucher
        posting = request(order["company_id"], first, "1.50", "1.50")
        posted = (await post(posting, timeout=TIMEOUT_SECONDS, metadata=metadata)).voucher
        again = (await post(posting, timeout=TIMEOUT_SECONDS, metadata=metadata)).voucher
        refused = await refusal(post(request(order["company_id"], second, "2", "1"), metadata=metadata))
    assert posted is not None
    assert again is not None
    return {"id": posted.id, "number": posted.number, "replayed_id": again.id, **refused}


async def refusal(call: Awaitable[PostVoucherResponse]) -> dict[str, str]:
    """Code and reason of a call that is to fail."""
    try:
        await call
    except grpc.aio.AioRpcError as error:
        status = Status.parse(dict(error.trailing_metadata())["grpc-status-details-bin"])
        reasons = [one.reason for one in (detail.unpack() for detail in status.details) if isinstance(one, ErrorInfo)]
        return {"refused_code": error.code().name, "refused_reason": reasons[0]}
    raise AssertionError("the voucher was posted")


if __name__ == "__main__":
    told = asyncio.run(main(json.load(sys.stdin)))
    told["foreign_modules"] = [name for name in NOT_NEEDED if name in sys.modules]
    json.dump(told, sys.stdout)
