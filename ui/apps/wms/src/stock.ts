import { useQuery } from "@tanstack/react-query";
import { client } from "@desk/sdk";
import { addTexts, useTexts } from "@desk/shell";
import type { ItemService } from "business-m-sdk/businessm/masters/v1/item_service";
import type { Item } from "business-m-sdk/businessm/masters/v1/item";
import type { Balance } from "business-m-sdk/businessm/stock/v1/balance";
import type { Location } from "business-m-sdk/businessm/stock/v1/location";
import type { StockService } from "business-m-sdk/businessm/stock/v1/stock_service";

import english from "./texts/en.json";
import hindi from "./texts/hi.json";

const PART = "wms";
const PAGE_ROWS = 250;
addTexts(PART, { en: english, hi: hindi });

/** This remote's texts. */
export function useWarehouseTexts() {
  return useTexts(PART);
}

/** What is in stock, typed; its contract comes with the first call. */
export function stock() {
  return client<typeof StockService>("businessm.stock.v1.StockService");
}

/** What can be in stock, typed. */
export function items() {
  return client<typeof ItemService>("businessm.masters.v1.ItemService");
}

/** A company's warehouses by code. */
export function useWarehouses(companyId: string) {
  return useQuery({ queryKey: ["warehouses", companyId], queryFn: () => listWarehouses(companyId), staleTime: 60_000 });
}

async function listWarehouses(companyId: string): Promise<Location[]> {
  const service = await stock();
  const found = await everyPage(async (pageToken) => {
    const page = await service.listLocations({ companyId, pageSize: PAGE_ROWS, pageToken });
    return { rows: page.locations, nextPageToken: page.nextPageToken };
  });
  return found.filter((one) => !one.parentId);
}

/** Everything that a company has in stock. */
export async function listBalances(companyId: string): Promise<Balance[]> {
  const service = await stock();
  return everyPage(async (pageToken) => {
    const page = await service.listBalances({ companyId, pageSize: PAGE_ROWS, pageToken });
    return { rows: page.balances, nextPageToken: page.nextPageToken };
  });
}

/** Items by id. */
export async function itemsById(ids: string[]): Promise<Map<string, Item>> {
  const service = await items();
  const parts = Array.from({ length: Math.ceil(ids.length / PAGE_ROWS) }, (_, n) => ids.slice(n * PAGE_ROWS, (n + 1) * PAGE_ROWS));
  const found = await Promise.all(parts.map((part) => service.batchGetItems({ ids: part })));
  return new Map(found.flatMap((one) => one.items).map((item) => [item.id, item]));
}

async function everyPage<T>(read: (pageToken: string) => Promise<{ rows: T[]; nextPageToken: string }>): Promise<T[]> {
  const rows: T[] = [];
  let pageToken = "";
  do {
    const page = await read(pageToken);
    rows.push(...page.rows);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return rows;
}
