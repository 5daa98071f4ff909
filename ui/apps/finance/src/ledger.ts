import { client } from "@desk/sdk";
import { addTexts, useTexts } from "@desk/shell";
import type { LedgerService } from "business-m-sdk/businessm/ledger/v1/ledger_service";

import english from "./texts/en.json";
import hindi from "./texts/hi.json";

const PART = "finance";
addTexts(PART, { en: english, hi: hindi });

/** This remote's texts. */
export function useFinanceTexts() {
  return useTexts(PART);
}

/** The ledger, typed; its contract comes with the first call. */
export function ledger() {
  return client<typeof LedgerService>("businessm.ledger.v1.LedgerService");
}
