import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Button, Card, Column, DataGrid, EmptyState, FieldFrame, formatDecimal, LineChart, Loading, Notice, PageTitle, Row, SectionTitle, Select, Skeleton, sumDecimals, Text, TextInput, today, type ChartPoint, type GridColumn } from "@desk/kit";
import { refusalOf } from "@desk/sdk";
import { documentPath, useDesk, useGo, useMoneyFormat, useSearch, type Company } from "@desk/shell";
import type { Balance } from "business-m-sdk/businessm/stock/v1/balance";
import type { Location } from "business-m-sdk/businessm/stock/v1/location";

import { monthEnds } from "./month_ends";
import { itemsById, listBalances, stock, useWarehouses, useWarehouseTexts } from "./stock";

const MONTHS = 12;

/** What is where, what it is worth, and how that went. */
export function StockScreen() {
  const t = useWarehouseTexts();
  const { company } = useDesk();
  useEffect(() => { document.title = `${t("stock")} · Business M`; }, [t]);
  return company ? <StockOf key={company.id} company={company} /> : <EmptyState title={t("noCompany")} />;
}

interface StockRow extends Balance {
  title: string;
  code: string;
  warehouse: string;
}

function StockOf({ company }: { company: Company }) {
  const t = useWarehouseTexts();
  const money = useMoneyFormat();
  const [search, setSearch] = useSearch();
  const warehouses = useWarehouses(company.id);
  const rows = useStockRows(company, warehouses.data);
  const wanted = (search.q ?? "").toLocaleLowerCase();
  const shown = useMemo(
    () => rows.data?.filter((row) => (!search.warehouse || row.warehouseId === search.warehouse) && `${row.title} ${row.code}`.toLocaleLowerCase().includes(wanted)),
    [rows.data, search.warehouse, wanted],
  );
  const total = sumDecimals((shown ?? []).map((row) => row.value?.amount ?? "0"));
  return (
    <Column gap="$4" flex={1} minHeight={0}>
      <Row justifyContent="space-between" alignItems="flex-end" flexWrap="wrap" gap="$3">
        <PageTitle>{t("stock")}</PageTitle>
        <Row gap="$3" flexWrap="wrap">
          <div style={{ width: 220 }}>
            <FieldFrame label={t("search")}>
              {(control) => <TextInput {...control} type="search" value={search.q ?? ""} onChange={(event) => setSearch({ q: event.target.value }, { replace: true })} />}
            </FieldFrame>
          </div>
          <div style={{ width: 220 }}>
            <FieldFrame label={t("warehouse")}>
              {(control) => <Select {...control} value={search.warehouse ?? ""} empty={t("all")} options={(warehouses.data ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))} onChange={(event) => setSearch({ warehouse: event.target.value }, { replace: true })} />}
            </FieldFrame>
          </div>
        </Row>
      </Row>
      <Card padding="$4" gap="$3">
        <Row justifyContent="space-between" flexWrap="wrap" gap="$3">
          <SectionTitle>{t("trend")}</SectionTitle>
          {shown ? <Text strong>{t("total")}: {money({ amount: total, currency_code: company.currency_code })}</Text> : null}
        </Row>
        <ValueTrend company={company} warehouse={search.warehouse ?? ""} />
      </Card>
      <Card flex={1} minHeight={320} overflow="hidden">
        {shown ? <StockGrid rows={shown} isNarrowed={Boolean(wanted || search.warehouse)} /> : <Waiting error={rows.error ?? warehouses.error} retry={() => void rows.refetch()} />}
      </Card>
      <Text small muted aria-live="polite">{shown ? t("items", { count: shown.length }) : ""}</Text>
    </Column>
  );
}

function StockGrid({ rows, isNarrowed }: { rows: StockRow[]; isNarrowed: boolean }) {
  const t = useWarehouseTexts();
  const go = useGo();
  const { locale } = useDesk();
  const money = useMoneyFormat();
  const quantity = (one: { value: string; uomCode: string } | undefined) => (one ? `${formatDecimal(one.value, locale)} ${one.uomCode}` : "");
  const columns: GridColumn<StockRow>[] = [
    { key: "item", label: t("item"), width: "minmax(220px, 2fr)", cell: (row) => row.title },
    { key: "warehouse", label: t("warehouse"), width: "minmax(160px, 1fr)", cell: (row) => row.warehouse },
    { key: "onHand", label: t("onHand"), align: "right", width: "140px", cell: (row) => quantity(row.onHand) },
    { key: "reserved", label: t("reserved"), align: "right", width: "120px", cell: (row) => quantity(row.reserved) },
    { key: "available", label: t("available"), align: "right", width: "140px", cell: (row) => quantity(row.available) },
    { key: "value", label: t("value"), align: "right", width: "170px", cell: (row) => money({ amount: row.value?.amount ?? "0", currency_code: row.value?.currencyCode ?? "" }) },
  ];
  if (rows.length === 0) return <EmptyState title={t(isNarrowed ? "emptyFiltered" : "empty")} />;
  return <DataGrid label={t("stock")} columns={columns} rows={rows} onOpen={(row) => go(documentPath("masters.item", row.itemId))} />;
}

function ValueTrend({ company, warehouse }: { company: Company; warehouse: string }) {
  const t = useWarehouseTexts();
  const { locale } = useDesk();
  const money = useMoneyFormat();
  const days = monthEnds(today(), MONTHS);
  const values = useQuery({ queryKey: ["rows", "stock-value", company.id, warehouse, days.at(-1)], queryFn: () => valuesAt(company.id, warehouse, days) });
  if (!values.data) return values.error ? <Waiting error={values.error} retry={() => void values.refetch()} /> : <Skeleton height={220} />;
  const month = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const points = values.data.map((value, place): ChartPoint => ({
    label: month.format(new Date(days[place] ?? "")),
    height: Number(value),
    text: money({ amount: value, currency_code: company.currency_code }),
  }));
  return <LineChart points={points} label={t("trendOf")} tick={(height) => short.format(height)} />;
}

/** The value of all that was there at the end of each day. */
async function valuesAt(companyId: string, warehouse: string, days: string[]): Promise<string[]> {
  const service = await stock();
  const answers = await Promise.all(days.map((asOf) => service.getStockValue({ companyId, asOf })));
  return answers.map(({ warehouses }) => {
    const counted = warehouses.filter((one) => !warehouse || one.warehouseId === warehouse);
    return sumDecimals(counted.map((one) => one.value?.amount ?? "0"));
  });
}

function useStockRows(company: Company, warehouses: Location[] | undefined) {
  return useQuery({
    queryKey: ["rows", "stock", company.id, warehouses?.length],
    queryFn: async (): Promise<StockRow[]> => {
      const balances = await listBalances(company.id);
      const known = await itemsById([...new Set(balances.map((one) => one.itemId))]);
      return balances.map((one) => {
        const item = known.get(one.itemId);
        const place = warehouses?.find((other) => other.id === one.warehouseId);
        return { ...one, title: item?.name ?? one.itemId, code: item?.code ?? "", warehouse: place ? nameOf(place) : one.warehouseId };
      });
    },
    enabled: warehouses !== undefined,
  });
}

function nameOf(location: Location): string {
  return location.name || location.code;
}

function Waiting({ error, retry }: { error: Error | null; retry: () => void }) {
  const t = useWarehouseTexts();
  if (!error) return <Loading label={t("loading")} lines={8} />;
  return <div style={{ padding: 16 }}><Notice tone="danger" action={<Button onClick={retry}>{t("tryAgain")}</Button>}>{t("failed", { message: refusalOf(error).message })}</Notice></div>;
}
