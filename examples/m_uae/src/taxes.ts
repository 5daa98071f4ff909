// Value added tax (Federal Decree-Law 8 of 2017): 5 %, or 0 % on exports and what the law names; none from sellers who are
// not registered. Each line is rounded to the fils.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { FieldValue } from "business-m-sdk/businessm/metadata/v1/field_value";
import { ErrorReason } from "business-m-sdk/businessm/regional/v1/error_reason";
import type { TaxableLine, TaxedLineSchema, TaxParty } from "business-m-sdk/businessm/regional/v1/tax";
import {
  type ComputeTaxesRequest,
  type ComputeTaxesResponse,
  ComputeTaxesResponseSchema,
} from "business-m-sdk/businessm/regional/v1/tax_service";

import { filsOf, partOf, sumOf, textOf } from "./fils.js";
import { invalid, refused } from "./refusals.js";

const UAE = "AE";
const VAT = "VAT";
const CURRENCY = "AED";
const RATES: Record<string, bigint> = { "0": 0n, "5": 5n };

/** What is due on each line, and in all. Throws what is refused. */
export function computeTaxes(request: ComputeTaxesRequest): ComputeTaxesResponse {
  const place = placeOf(request);
  const charges = request.charges ? filsIn(request.charges, "charges") : 0n;
  const amounts = request.lines.map((line, number) => filsIn(line.amount, `lines[${number}].amount`));
  const charged = isRegistered(request.seller);
  if (!charged) requireNothingStated(request);
  const taxables = sharedOut(charges, amounts);
  const rates = request.lines.map((line, number) => rateOf(line, place, `lines[${number}].rate_percent`));
  const taxes = taxables.map((taxable, number) => partOf(taxable, charged ? rates[number]! : 0n, 100n));
  const [taxable, tax] = [sumOf(taxables), sumOf(taxes)];
  return create(ComputeTaxesResponseSchema, {
    placeOfSupply: place,
    lines: taxables.map((one, number) => taxed(one, charged ? { rate: rates[number]!, tax: taxes[number]! } : undefined)),
    totals: charged && taxables.length ? [{ component: VAT, amount: money(tax) }] : [],
    taxable: money(taxable),
    grandTotal: money(taxable + tax),
  });
}

/** The country where it takes place: as stated, else where goods go, else the buyer's. */
function placeOf(request: ComputeTaxesRequest): string {
  const stated = request.placeOfSupply;
  if (stated && !/^[A-Z]{2}$/.test(stated)) {
    throw refused(ErrorReason.PLACE_OF_SUPPLY_INVALID, "place_of_supply", `${stated} is no country's code`);
  }
  return stated || request.shipTo?.countryCode || request.buyer?.countryCode || UAE;
}

/** Per cent. An export is taxed with nothing. */
function rateOf(line: TaxableLine, place: string, field: string): bigint {
  const rate = RATES[line.ratePercent.replace(/\.0+$/, "")];
  if (rate === undefined) throw invalid(field, "VAT is 5 or 0 per cent");
  if (rate && place !== UAE) throw refused(ErrorReason.TAX_NOT_FOR_PLACE, field, `no VAT on a supply to ${place}`);
  return rate;
}

function requireNothingStated(request: ComputeTaxesRequest): void {
  if (request.statedTaxes.length) {
    const field = "stated_taxes[0].component";
    throw refused(ErrorReason.TAX_FROM_COMPOSITION_DEALER, field, "a seller without a TRN charges no VAT");
  }
}

/** Amounts with their share of the charges; the last takes what rounding leaves. */
function sharedOut(charges: bigint, amounts: readonly bigint[]): bigint[] {
  const whole = sumOf(amounts);
  const shares = amounts.map((one) => (whole > 0n ? partOf(charges, one, whole) : 0n));
  const left = charges - sumOf(shares);
  return amounts.map((one, number) => one + shares[number]! + (number === amounts.length - 1 ? left : 0n));
}

function taxed(taxable: bigint, due?: { rate: bigint; tax: bigint }): MessageInitShape<typeof TaxedLineSchema> {
  const components = due ? [{ component: VAT, ratePercent: due.rate.toString(), amount: money(due.tax) }] : [];
  return { taxable: money(taxable), components };
}

function isRegistered(seller: TaxParty | undefined): boolean {
  return textIn(seller?.extensionValues["ae_trn"]) !== "";
}

function textIn(value: FieldValue | undefined): string {
  return value?.kind.case === "text" ? value.kind.value : "";
}

function filsIn(amount: { currencyCode: string; amount: string } | undefined, field: string): bigint {
  if (amount?.currencyCode !== CURRENCY) throw invalid(`${field}.currency_code`, `VAT is computed in ${CURRENCY}`);
  const fils = filsOf(amount.amount);
  if (fils === undefined) throw invalid(`${field}.amount`, "at most two digits after the point");
  return fils;
}

function money(fils: bigint): { currencyCode: string; amount: string } {
  return { currencyCode: CURRENCY, amount: textOf(fils) };
}
