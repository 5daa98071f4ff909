import type { DescMethod } from "@bufbuild/protobuf";
import { titlesById } from "@desk/shell";
import { linkedBy, listDocuments, type Field, type Json } from "@desk/sdk";

import { cellValue } from "./sorting";

const PAGE_ROWS = 250;
const NUMBERS: Field["type"][] = ["INTEGER", "DECIMAL", "MONEY", "QUANTITY"];
// A spreadsheet takes a cell that begins so for a formula: what somebody once typed as a name must not be run.
const FORMULA = /^[=+\-@\t\r]/;

/** Words of the reader's language that stand in a file. */
export interface CsvWords {
  yes: string;
  no: string;
  currency: string;
  unit: string;
  language: string;
}

/** Title by id, by document type. */
export type Titles = Record<string, Map<string, string>>;

/** All that the list's owner answers to a request, as CSV: page after page, not only what was shown. */
export async function csvOf(list: DescMethod, request: Json, fields: Field[], words: CsvWords, onRead: (count: number) => void): Promise<string> {
  const documents: Json[] = [];
  for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
    const page = await listDocuments(list, { ...request, page_size: PAGE_ROWS, page_token: pageToken });
    documents.push(...page.documents);
    onRead(documents.length);
    pageToken = page.nextPageToken || undefined;
  }
  const titles = await titlesIn(documents, fields, words.language);
  return csv([headsOf(fields, words), ...documents.map((one) => fields.flatMap((field) => cellsOf(field, cellValue(field, one), words, titles)))]);
}

/** Rows as RFC 4180 has them; the mark in front says UTF-8 to spreadsheets. */
export function csv(rows: string[][]): string {
  return `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** The heads of a field's columns: an amount and a quantity have two. */
export function headsOf(fields: Field[], words: CsvWords): string[] {
  const second: Partial<Record<Field["type"], string>> = { MONEY: words.currency, QUANTITY: words.unit };
  return fields.flatMap((field) => [field.label, ...(second[field.type] ? [`${field.label} (${second[field.type]})`] : [])]);
}

/** A value as programs read it: decimal text and days as they are on the wire, documents by their titles. */
export function cellsOf(field: Field, value: any, words: CsvWords, titles: Titles): string[] {
  if (field.type === "MONEY") return [value?.amount ?? "", value?.currency_code ?? ""];
  if (field.type === "QUANTITY") return [value?.value ?? "", value?.uom_code ?? ""];
  if (field.type === "BOOLEAN") return [value ? words.yes : words.no];
  const text = (Array.isArray(value) ? value : [value ?? ""]).map((one) => textOf(field, one, titles)).join(", ");
  return [FORMULA.test(text) && !NUMBERS.includes(field.type) ? `'${text}` : text];
}

function textOf(field: Field, value: any, titles: Titles): string {
  if (field.type === "CHOICE") return field.options.find((one) => one.value === value)?.label ?? value;
  if (isById(field)) return titles[field.link_document_type]?.get(value) ?? value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function titlesIn(documents: Json[], fields: Field[], language: string): Promise<Titles> {
  const found: Titles = {};
  for (const field of fields.filter(isById)) {
    const ids = new Set(documents.flatMap((one) => cellValue(field, one) || []));
    found[field.link_document_type] = new Map([...(found[field.link_document_type] ?? []), ...(await titlesById(field.link_document_type, [...ids], language))]);
  }
  return found;
}

function isById(field: Field): boolean {
  return field.type === "LINK" && linkedBy(field) === "id";
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
