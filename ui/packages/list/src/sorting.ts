import { compareDecimals } from "@desk/kit";
import { queries } from "@desk/shell";
import { isExtension, linkedBy, type Field, type Json } from "@desk/sdk";

/** A document's value of a field, plugins' fields too. */
export function cellValue(field: Field, document: Json): any {
  if (!isExtension(field)) return document[field.key];
  return Object.values(document.extension_values?.[field.key] ?? {})[0];
}

/** Rows in the order of one field; equal ones stay as they were. */
export function sortRows(rows: Json[], field: Field, descending: boolean): Json[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => direction * compare(field, cellValue(field, a), cellValue(field, b)));
}

function compare(field: Field, a: any, b: any): number {
  if (field.type === "MONEY") return compareDecimals(a?.amount ?? "0", b?.amount ?? "0");
  if (field.type === "QUANTITY") return compareDecimals(a?.value ?? "0", b?.value ?? "0");
  if (field.type === "INTEGER" || field.type === "DECIMAL") return compareDecimals(String(a ?? 0), String(b ?? 0));
  if (field.type === "BOOLEAN") return Number(Boolean(a)) - Number(Boolean(b));
  const words = field.type === "LINK" && linkedBy(field) === "id" ? (id: string) => titleKnown(field, id) : String;
  return words(a ?? "").localeCompare(words(b ?? ""), undefined, { numeric: true });
}

function titleKnown(field: Field, id: string): string {
  return queries.getQueryData<string>(["title", field.link_document_type, id]) ?? id;
}
