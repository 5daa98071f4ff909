import { call, newRequestId, refusalOf, type Json } from "@desk/sdk";
import { isDecimal, sumDecimals } from "@desk/kit";

import { items } from "./stock";

const RECEIPTS = "businessm.wms.v1.GoodsReceiptService";

/** A line as it is being entered. */
export interface EntryLine {
  itemId: string;
  title: string;
  uomCode: string;
  quantity: string;
  unitCost: string;
}

/** What is received, from whom, where to and when. */
export interface Entry {
  supplierId: string;
  warehouseId: string;
  postingDate: string;
  lines: EntryLine[];
}

/** The line that a scanned or typed code means, undefined where no item has it: a barcode by GS1's rules, else an item's code. */
export async function lineOf(code: string): Promise<EntryLine | undefined> {
  const service = await items();
  const scanned = /^[0-9]{8,14}$|[\u001d\]]/.test(code) ? await service.resolveBarcode({ barcode: code }).catch(none) : undefined;
  const item = scanned?.item ?? (await service.listItems({ code, pageSize: 1 })).items[0];
  if (!item) return undefined;
  return { itemId: item.id, title: item.name, uomCode: scanned?.quantity?.uomCode || item.uomCode, quantity: scanned?.quantity?.value || "1", unitCost: "" };
}

/** The lines with one more: the same item again adds to its quantity and keeps its cost. */
export function withLine(lines: EntryLine[], added: EntryLine): EntryLine[] {
  const known = lines.find((one) => one.itemId === added.itemId && one.uomCode === added.uomCode);
  if (!known) return [...lines, added];
  return lines.map((one) => (one === known ? { ...one, quantity: sumDecimals([one.quantity, added.quantity]) } : one));
}

/** Whether everything is there that a receipt needs. */
export function isComplete(entry: Entry): boolean {
  const isGiven = (line: EntryLine) => isDecimal(line.quantity) && isDecimal(line.unitCost);
  return Boolean(entry.supplierId && entry.warehouseId && entry.postingDate && entry.lines.length) && entry.lines.every(isGiven);
}

/** What became of an entry: posted, or kept as a draft that could not be posted, and why. */
export interface Outcome {
  receipt: Json;
  refused?: string;
}

/** Makes the receipt and posts it. Sent again under the same request id it is made once. Throws where it could not even be kept. */
export async function postReceipt(entry: Entry, companyId: string, currencyCode: string, requestId: string): Promise<Outcome> {
  const receipt = { company_id: companyId, supplier_id: entry.supplierId, warehouse_id: entry.warehouseId, posting_date: entry.postingDate, lines: entry.lines.map((line) => toLine(line, currencyCode)) };
  const made = (await call(`${RECEIPTS}/CreateGoodsReceipt`, { request_id: requestId, goods_receipt: receipt })).goods_receipt;
  try {
    const request = { request_id: newRequestId(), id: made.id, etag: made.etag };
    return { receipt: (await call(`${RECEIPTS}/PostGoodsReceipt`, request)).goods_receipt };
  } catch (error) {
    return { receipt: made, refused: refusalOf(error).message };
  }
}

function toLine(line: EntryLine, currencyCode: string): Json {
  return { item_id: line.itemId, quantity: { uom_code: line.uomCode, value: line.quantity }, unit_cost: { currency_code: currencyCode, amount: line.unitCost } };
}

function none(): undefined {
  return undefined;
}
