import assert from "node:assert/strict";
import { test } from "node:test";

import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { ComputeTaxesRequestSchema } from "business-m-sdk/businessm/regional/v1/tax_service";
import { BadRequestSchema, ErrorInfoSchema } from "business-m-sdk/google/rpc/error_details";

import { computeTaxes } from "./taxes.js";

type Request = Omit<MessageInitShape<typeof ComputeTaxesRequestSchema>, "$typeName" | "$unknown">;

const seller = { countryCode: "AE", extensionValues: { ae_trn: { kind: { case: "text", value: "100123456700003" } } } } as const;
const aed = (amount: string) => ({ currencyCode: "AED", amount });
const line = (amount: string, ratePercent = "5") => ({ quantity: "1", amount: aed(amount), ratePercent });

/** [taxable, tax] of each line, and the grand total. */
function computed(request: Request): [string | undefined, string | undefined][] {
  const answer = computeTaxes(create(ComputeTaxesRequestSchema, { seller, buyer: { countryCode: "AE" }, ...request }));
  return [
    ...answer.lines.map((one) => [one.taxable?.amount, one.components[0]?.amount?.amount] as [string, string]),
    ["total", answer.grandTotal?.amount],
  ];
}

/** [reason, field]. */
function refusal(request: Request): (string | undefined)[] {
  try {
    computed(request);
  } catch (error) {
    const refused = ConnectError.from(error);
    const [info] = refused.findDetails(ErrorInfoSchema);
    const [fields] = refused.findDetails(BadRequestSchema);
    return [info?.reason, fields?.fieldViolations[0]?.field];
  }
  throw new Error("it was not refused");
}

test("five per cent, each line rounded half away from zero", () => {
  assert.deepEqual(computed({ lines: [line("100"), line("0.10"), line("0.09")] }), [
    ["100.00", "5.00"],
    ["0.10", "0.01"],
    ["0.09", "0.00"],
    ["total", "105.20"],
  ]);
});

test("zero rated, and exports", () => {
  assert.deepEqual(computed({ lines: [line("100", "0")] }), [["100.00", "0.00"], ["total", "100.00"]]);
  assert.deepEqual(computed({ buyer: { countryCode: "OM" }, lines: [line("80", "0")] }), [["80.00", "0.00"], ["total", "80.00"]]);
});

test("goods that go abroad are exported whoever buys them, and a rate may have zeros behind it", () => {
  assert.deepEqual(computed({ shipTo: { countryCode: "OM" }, lines: [line("80", "0.00")] }), [["80.00", "0.00"], ["total", "80.00"]]);
  assert.deepEqual(computed({ lines: [line("80", "5.0")] }), [["80.00", "4.00"], ["total", "84.00"]]);
});

test("charges are shared out and taxed", () => {
  assert.deepEqual(computed({ charges: aed("10"), lines: [line("1"), line("2")] }), [
    ["4.33", "0.22"],
    ["8.67", "0.43"],
    ["total", "13.65"],
  ]);
});

test("a seller without a TRN charges nothing", () => {
  assert.deepEqual(computed({ seller: {}, lines: [line("100")] }), [["100.00", undefined], ["total", "100.00"]]);
});

test("what is refused says why and where", () => {
  const stated = [{ component: "VAT", ratePercent: "5" }];
  assert.deepEqual(refusal({ buyer: { countryCode: "OM" }, lines: [line("1")] }), ["TAX_NOT_FOR_PLACE", "lines[0].rate_percent"]);
  assert.deepEqual(refusal({ lines: [line("1", "7")] }), ["FIELD_INVALID", "lines[0].rate_percent"]);
  assert.deepEqual(refusal({ lines: [line("1.005")] }), ["FIELD_INVALID", "lines[0].amount.amount"]);
  assert.deepEqual(refusal({ placeOfSupply: "Dubai" }), ["PLACE_OF_SUPPLY_INVALID", "place_of_supply"]);
  assert.deepEqual(refusal({ seller: {}, statedTaxes: stated }), ["TAX_FROM_COMPOSITION_DEALER", "stated_taxes[0].component"]);
  assert.deepEqual(refusal({ lines: [{ ...line("1"), amount: { currencyCode: "USD", amount: "1" } }] }), [
    "FIELD_INVALID",
    "lines[0].amount.currency_code",
  ]);
});
