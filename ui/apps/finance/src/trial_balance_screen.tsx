import { useEffect } from "react";
import { EmptyState } from "@desk/kit";
import { useDesk, useSearch } from "@desk/shell";

import { AccountStatement } from "./account_statement";
import { useFinanceTexts } from "./ledger";
import { TrialBalance } from "./trial_balance";
import { VoucherView } from "./voucher_view";

/** From the trial balance down to one account, one voucher, and the document that made it; where one is stands in the address. */
export function TrialBalanceScreen() {
  const t = useFinanceTexts();
  const { company } = useDesk();
  const [search] = useSearch();
  useEffect(() => { document.title = `${t("trialBalance")} · Business M`; }, [t]);
  if (!company) return <EmptyState title={t("noCompany")} />;
  if (search.voucher) return <VoucherView id={search.voucher} />;
  if (search.account) return <AccountStatement company={company} account={search.account} />;
  return <TrialBalance company={company} />;
}
