// What a caller does with the package alone: posts a voucher, the same again, and one that does not balance.
// Reads one JSON object {"url", "token", "company_id", "request_ids"} and writes one; run where only the package is.
import { readFileSync } from "node:fs";

import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { connect } from "business-m-sdk";
import { LedgerService } from "business-m-sdk/businessm/ledger/v1/ledger_service";
import { Voucher_State } from "business-m-sdk/businessm/ledger/v1/voucher";
import { ErrorInfoSchema } from "business-m-sdk/google/rpc/error_details";

const order = JSON.parse(readFileSync(0, "utf8"));
const ledger = createClient(LedgerService, connect(order.url, order.token));
const [first, second] = order.request_ids;

/** A voucher of two lines. @param {string} requestId @param {string} debit @param {string} credit */
function request(requestId, debit, credit) {
  /** @param {string} amount */
  const money = (amount) => ({ currencyCode: "USD", amount });
  /** @type {import("@bufbuild/protobuf").MessageInitShape<typeof LedgerService.method.postVoucher.input>} */
  const made = {
    requestId,
    companyId: order.company_id,
    voucher: {
      postingDate: "2024-01-15",
      narration: "by the package",
      lines: [
        { accountCode: "Cash", side: { case: "debit", value: money(debit) } },
        { accountCode: "Sales", side: { case: "credit", value: money(credit) } },
      ],
    },
  };
  return made;
}

const posted = (await ledger.postVoucher(request(first, "1.50", "1.50"))).voucher;
const again = (await ledger.postVoucher(request(first, "1.50", "1.50"))).voucher;
const refused = await ledger.postVoucher(request(second, "2", "1")).then(
  () => { throw new Error("the voucher was posted"); },
  (error) => ConnectError.from(error),
);
console.log(JSON.stringify({
  id: posted?.id,
  number: posted?.number,
  state: Voucher_State[posted?.state ?? 0],
  replayed_id: again?.id,
  refused_code: Code[refused.code],
  refused_reason: refused.findDetails(ErrorInfoSchema)[0]?.reason,
}));
