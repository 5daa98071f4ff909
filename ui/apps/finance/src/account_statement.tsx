import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Card, Column, DataGrid, EmptyState, formatDate, Text, type GridColumn } from "@desk/kit";
import { screenPath, useDesk, useGo, useSearch, type Company } from "@desk/shell";
import type { AccountEntry } from "business-m-sdk/businessm/ledger/v1/report";

import { ledger, useFinanceTexts } from "./ledger";
import { DayControl, ReportHead, Waiting } from "./report_parts";
import { useAmount } from "./trial_balance";

const PAGE_ROWS = 100;

/** One account's entries with a running balance. */
export function AccountStatement({ company, account }: { company: Company; account: string }) {
  const t = useFinanceTexts();
  const go = useGo();
  const [search] = useSearch();
  const pages = useInfiniteQuery({
    queryKey: ["rows", "account-statement", company.id, account, search.from, search.as_of],
    queryFn: async ({ pageParam }) =>
      (await ledger()).getAccountStatement({ companyId: company.id, accountCode: account, fromDate: search.from, toDate: search.as_of, pageSize: PAGE_ROWS, pageToken: pageParam }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextPageToken || undefined,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onEnd = useCallback(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.entries) ?? [], [pages.data]);
  const columns = useColumns();
  const opening = Object.entries(pages.data?.pages[0]?.opening ?? {});
  const amount = useAmount();
  return (
    <Column gap="$4" flex={1} minHeight={0}>
      <ReportHead title={t("statement", { account })} onBack={() => go(screenPath("finance", "trial-balance", { from: search.from ?? "", as_of: search.as_of ?? "" }))}>
        <DayControl name="from" label={t("from")} />
        <DayControl name="as_of" label={t("asOf")} />
      </ReportHead>
      {opening.map(([currency, balance]) => <Text key={currency} muted>{t("opening")}: {amount(balance, currency) || "0"} {currency}</Text>)}
      {pages.data ? (
        <Card flex={1} minHeight={300} overflow="hidden">
          {entries.length ? (
            <DataGrid label={t("statement", { account })} columns={columns} rows={entries} onEnd={onEnd} onOpen={(row) => go(screenPath("finance", "trial-balance", { ...search, voucher: row.voucherId }))} />
          ) : <EmptyState title={t("noEntries")} />}
        </Card>
      ) : <Waiting error={pages.error} retry={() => void pages.refetch()} />}
    </Column>
  );
}

function useColumns(): GridColumn<AccountEntry>[] {
  const t = useFinanceTexts();
  const amount = useAmount();
  const { locale } = useDesk();
  const side = (row: AccountEntry, which: "debit" | "credit") => (row.side.case === which ? amount(row.side.value.amount, row.side.value.currencyCode) : "");
  return [
    { key: "date", label: t("date"), width: "130px", cell: (row) => formatDate(row.postingDate, locale) },
    { key: "voucher", label: t("voucher"), width: "150px", cell: (row) => row.voucherNumber },
    { key: "narration", label: t("narration"), width: "minmax(220px, 2fr)", cell: (row) => [row.payee, row.narration].filter(Boolean).join(" · ") },
    { key: "debit", label: t("debit"), align: "right", width: "150px", cell: (row) => side(row, "debit") },
    { key: "credit", label: t("credit"), align: "right", width: "150px", cell: (row) => side(row, "credit") },
    { key: "balance", label: t("balance"), align: "right", width: "160px", cell: (row) => amount(row.balance, row.side.value?.currencyCode ?? "") || "0" },
  ];
}
