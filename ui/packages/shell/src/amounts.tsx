import { formatDecimal } from "@desk/kit";

import { useDesk, type Desk } from "./desk";

export interface Money {
  currency_code: string;
  amount: string;
}

/** How many digits an amount is written with: what the company keeps of the currency, else what ISO 4217 says. */
export function digitsOf(desk: Pick<Desk, "company">, currencyCode: string): number {
  const kept = desk.company?.scales.find((one) => one.currency_code === currencyCode);
  if (kept) return kept.scale;
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency: currencyCode }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // a unit a company declared itself
  }
}

/** Amounts as the reader writes them: "12,34,567.80 INR" or without the currency. */
export function useMoneyFormat(): (money: Money, options?: { bare?: boolean }) => string {
  const desk = useDesk();
  return (money, options) => {
    const amount = formatDecimal(money.amount, desk.locale, digitsOf(desk, money.currency_code));
    return options?.bare || !money.currency_code ? amount : `${amount} ${money.currency_code}`;
  };
}
