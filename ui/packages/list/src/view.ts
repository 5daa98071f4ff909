import type { DescMethod } from "@bufbuild/protobuf";
import { isExtension, takes, type DocumentType, type Field, type Json } from "@desk/sdk";

/** How a list is looked at: all of it stands in the address. */
export interface View {
  /** By the field's key. */
  filters: Record<string, string>;
  sort?: { key: string; descending: boolean };
  /** By the field's key; those of the document type where there is none. */
  columns: string[];
}

const FILTER = "f.";

/** The view that an address asks for. */
export function viewOf(search: Record<string, string>): View {
  const filters = Object.entries(search).filter(([name]) => name.startsWith(FILTER)).map(([name, value]) => [name.slice(FILTER.length), value]);
  const sorted = search.sort ?? "";
  return {
    filters: Object.fromEntries(filters),
    sort: sorted ? { key: sorted.replace(/^-/, ""), descending: sorted.startsWith("-") } : undefined,
    columns: search.columns ? search.columns.split(",") : [],
  };
}

/** The address of a view: what is to be changed in the present one, "" for what has to go. */
export function searchOf(view: View, present: Record<string, string>): Record<string, string> {
  const gone = Object.keys(present).filter((name) => name.startsWith(FILTER)).map((name) => [name, ""]);
  const filters = Object.entries(view.filters).map(([key, value]) => [FILTER + key, value]);
  const sort = view.sort ? (view.sort.descending ? "-" : "") + view.sort.key : "";
  return { ...Object.fromEntries(gone), ...Object.fromEntries(filters), sort, columns: view.columns.join(",") };
}

/** Something a list can be narrowed by: a field of the documents, or a field of the request alone. */
export interface Narrowing {
  key: string;
  field?: Field;
  kind: "text" | "date" | "flag" | "field";
}

const OF_THE_PAGE = ["page_size", "page_token", "company_id", "filter", "order_by", "request_id"];

/** What the list's rpc lets people narrow by. */
export function narrowings(type: DocumentType, list: DescMethod): Narrowing[] {
  const named = type.filters.filter((key) => key !== "company_id");
  const fields = named.flatMap((key): Narrowing[] => {
    const field = type.fields.find((one) => one.key === key);
    const isServed = field && (isExtension(field) ? takes(list, "filter") : takes(list, key));
    return isServed ? [{ key, field, kind: "field" }] : [];
  });
  const others = list.input.fields
    .filter((one) => one.fieldKind === "scalar" && !OF_THE_PAGE.includes(one.name) && !named.includes(one.name))
    .map((one): Narrowing => ({ key: one.name, kind: one.name.endsWith("_date") ? "date" : one.name.endsWith("_archived") ? "flag" : "text" }))
    .filter((one) => one.kind !== "text");
  return [...fields, ...others];
}

/** The field that the owner puts the list in order by; undefined where it is none of those that it can. */
export function orderedBy(view: View, type: DocumentType): View["sort"] {
  return view.sort && type.sort_columns.includes(view.sort.key) ? view.sort : undefined;
}

/** The list's request for a view. Plugins' fields are compared in the owner's filter language (AIP-160). */
export function requestOf(view: View, known: Narrowing[], type: DocumentType, list: DescMethod, companyId: string, pageSize: number): Json {
  const request: Json = { page_size: pageSize };
  const terms: string[] = [];
  for (const { key, field, kind } of known) {
    const value = view.filters[key];
    if (!value) continue;
    if (field && isExtension(field)) terms.push(term(field, value));
    else request[key] = kind === "flag" ? true : value;
  }
  if (takes(list, "company_id")) request.company_id = companyId;
  const order = orderedBy(view, type);
  if (order) request.order_by = order.descending ? `${order.key} desc` : order.key;
  if (terms.length) request.filter = terms.join(" AND ");
  return request;
}

function term(field: Field, value: string): string {
  const operator = field.type === "TEXT" || field.type === "LONG_TEXT" ? ":" : "=";
  return `${field.key} ${operator} "${value.replace(/["\\]/g, "\\$&")}"`;
}
