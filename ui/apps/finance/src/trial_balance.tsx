import { useQuery } from "@tanstack/react-query";
import { Badge, Card, Column, compareDecimals, EmptyState, formatDecimal, today } from "@desk/kit";
import { DeskLink, digitsOf, screenPath, useDesk, useSearch, type Company } from "@desk/shell";
import type { GetTrialBalanceResponse, BalanceRow } from "business-m-sdk/businessm/ledger/v1/report";

import { ledger, useFinanceTexts } from "./ledger";
import { DayControl, ReportHead, Waiting } from "./report_parts";

// In the order of the statements; the numbers are the contract's Account.Type.
const TYPES = ["ASSET", "LIABILITY", "EQUITY", "INCOME", "EXPENSE"];

/** Every account's sums and balance at the end of a day. */
export function TrialBalance({ company }: { company: Company }) {
  const t = useFinanceTexts();
  const [search] = useSearch();
  const asOf = search.as_of ?? today();
  const report = useQuery({
    queryKey: ["rows", "trial-balance", company.id, asOf, search.from],
    queryFn: async () => (await ledger()).getTrialBalance({ companyId: company.id, asOf, fromDate: search.from }),
  });
  return (
    <Column gap="$4">
      <ReportHead title={t("trialBalance")}>
        <DayControl name="from" label={t("from")} />
        <DayControl name="as_of" label={t("asOf")} fallback={asOf} />
      </ReportHead>
      {report.data ? <Sums report={report.data} asOf={asOf} /> : <Waiting error={report.error} retry={() => void report.refetch()} />}
    </Column>
  );
}

function Sums({ report, asOf }: { report: GetTrialBalanceResponse; asOf: string }) {
  const t = useFinanceTexts();
  const amount = useAmount();
  if (report.rows.length === 0) return <Card><EmptyState title={t("empty")} /></Card>;
  const isBalanced = report.totals.every((one) => compareDecimals(one.debit, one.credit) === 0);
  return (
    <Card overflow="hidden">
      <div className="kit-table-frame" tabIndex={0} role="region" aria-label={t("trialBalance")}>
        <table className="kit-table" aria-label={t("trialBalance")}>
          <thead>
            <tr>
              <th scope="col">{t("account")}</th><th scope="col">{t("currency")}</th>
              <th scope="col" data-align="right">{t("debit")}</th><th scope="col" data-align="right">{t("credit")}</th><th scope="col" data-align="right">{t("balance")}</th>
            </tr>
          </thead>
          {TYPES.map((type, place) => <Accounts key={type} type={type} rows={report.rows.filter((row) => row.accountType === place + 1)} asOf={asOf} />)}
          <tfoot>
            {report.totals.map((one) => (
              <tr key={one.currencyCode}>
                <td>{t("total")} <Badge tone={isBalanced ? "success" : "danger"}>{t(isBalanced ? "balanced" : "unbalanced")}</Badge></td><td>{one.currencyCode}</td>
                <td data-align="right">{amount(one.debit, one.currencyCode)}</td><td data-align="right">{amount(one.credit, one.currencyCode)}</td><td />
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
    </Card>
  );
}

function Accounts({ type, rows, asOf }: { type: string; rows: BalanceRow[]; asOf: string }) {
  const t = useFinanceTexts();
  const amount = useAmount();
  const [search] = useSearch();
  if (rows.length === 0) return null;
  return (
    <tbody>
      <tr><th colSpan={5} scope="rowgroup">{t(`types.${type}`)}</th></tr>
      {rows.map((row) => (
        <tr key={`${row.accountCode}/${row.currencyCode}`}>
          <td><DeskLink to={screenPath("finance", "trial-balance", { ...search, as_of: asOf, account: row.accountCode })}>{row.accountCode}</DeskLink></td>
          <td>{row.currencyCode}</td>
          <td data-align="right">{amount(row.debit, row.currencyCode)}</td>
          <td data-align="right">{amount(row.credit, row.currencyCode)}</td>
          <td data-align="right">{amount(row.balance, row.currencyCode)}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** Amounts without their currency, nothing for nothing. */
export function useAmount(): (amount: string, currencyCode: string) => string {
  const desk = useDesk();
  return (amount, currencyCode) => (amount && compareDecimals(amount, "0") !== 0 ? formatDecimal(amount, desk.locale, digitsOf(desk, currencyCode)) : "");
}
