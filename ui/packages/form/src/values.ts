import { isExtension, type DocumentType, type Field, type Json } from "@desk/sdk";

/**
 * What a form holds: the document's JSON with empty texts for what is not there, fields of plugins as plain values below
 * `extension_values`, and several texts of one field as lines.
 */
export type Values = Json;

const EXTENSIONS = "extension_values";

/** Where a field's value stands in the form's values. */
export function pathOf(field: Field): string {
  return isExtension(field) ? `${EXTENSIONS}.${field.key}` : field.key;
}

/** The value of a document type's field by its key. */
export function valueAt(values: Values, fields: Field[], key: string): unknown {
  const field = fields.find((one) => one.key === key);
  return field && isExtension(field) ? values[EXTENSIONS]?.[key] : values[key];
}

/** A document's values for its form; of an empty document those of a new one. */
export function toValues(fields: Field[], document: Json): Values {
  const values: Values = {};
  for (const field of fields) {
    if (isExtension(field)) {
      values[EXTENSIONS] = { ...values[EXTENSIONS], [field.key]: extensionValue(field, document[EXTENSIONS]?.[field.key]) };
    } else {
      values[field.key] = toValue(field, document[field.key]);
    }
  }
  return values;
}

/** What the form holds as the document's JSON: what is empty is left out, and so is what only the server writes. */
export function toDocument(fields: Field[], values: Values): Json {
  const document: Json = {};
  for (const field of fields) {
    if (field.read_only) continue;
    if (isExtension(field)) {
      document[EXTENSIONS] = { ...document[EXTENSIONS], [field.key]: wrapped(field, values[EXTENSIONS]?.[field.key]) };
    } else {
      const value = fromValue(field, values[field.key]);
      if (value !== undefined) document[field.key] = value;
    }
  }
  return document;
}

/**
 * What differs between two documents of a form: the fields' names for an update's mask, and the document with those
 * alone. Of plugins' fields only the changed ones, for an update changes the keys given.
 */
export function changesOf(fields: Field[], before: Values, after: Values): { changed: string[]; document: Json } {
  const [old, now] = [toDocument(fields, before), toDocument(fields, after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => !isSame(old[name], now[name]));
  const document: Json = Object.fromEntries(changed.filter((name) => name in now).map((name) => [name, now[name]]));
  if (document[EXTENSIONS]) {
    const entries = Object.entries<Json>(document[EXTENSIONS]);
    document[EXTENSIONS] = Object.fromEntries(entries.filter(([key, value]) => !isSame(value, old[EXTENSIONS]?.[key])));
  }
  return { changed, document };
}

/** The fields whose values differ. */
export function differing(type: DocumentType, one: Values, other: Values): Field[] {
  return type.fields.filter((field) => !isSame(valueAt(one, type.fields, field.key), valueAt(other, type.fields, field.key)));
}

/** Whether there is nothing in a field. */
export function isEmpty(field: Field, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (field.type === "TABLE") return !value || field.fields.every((one) => one.type === "BOOLEAN" || isEmpty(one, (value as Json)[one.key]));
  if (field.type === "MONEY") return !(value as Json | undefined)?.amount;
  if (field.type === "QUANTITY") return !(value as Json | undefined)?.value;
  return value === undefined || value === null || value === "";
}

/** A compact field's text as it is checked and stored. */
export function compacted(text: string): string {
  return text.replace(/[\s.-]/g, "").toUpperCase();
}

function toValue(field: Field, value: any): unknown {
  if (field.type === "TABLE") {
    if (!field.repeated) return value ? toValues(field.fields, value) : null;
    return (value ?? []).map((row: Json) => toValues(field.fields, row));
  }
  if (field.repeated) return (value ?? []).join("\n");
  if (field.type === "BOOLEAN") return Boolean(value);
  if (field.type === "MONEY") return { currency_code: value?.currency_code ?? "", amount: value?.amount ?? "" };
  if (field.type === "QUANTITY") return { uom_code: value?.uom_code ?? "", value: value?.value ?? "" };
  if (field.type === "CHOICE") return field.options.some((one) => one.value === value) ? value : "";
  if (field.type === "MAP") return value ?? {};
  return value === undefined || value === null ? "" : String(value);
}

function fromValue(field: Field, value: any): unknown {
  if (field.type === "MAP") return undefined; // nobody edits these by hand
  if (field.type === "TABLE") {
    if (!field.repeated) return isEmpty(field, value) ? undefined : toDocument(field.fields, value);
    return (value ?? []).map((row: Values) => toDocument(field.fields, row));
  }
  if (field.repeated) return String(value ?? "").split(/[\n,]/).map((one) => one.trim()).filter(Boolean);
  if (field.type === "BOOLEAN") return Boolean(value);
  if (isEmpty(field, value)) return undefined;
  return field.compact ? compacted(value) : value;
}

const wrappers: Partial<Record<Field["type"], string>> = { INTEGER: "int64", BOOLEAN: "bool", DECIMAL: "decimal", DATE: "date", LINK: "ref" };

function wrapped(field: Field, value: any): Json {
  if (field.type !== "BOOLEAN" && isEmpty(field, value)) return {}; // none set clears the field
  return { [wrappers[field.type] ?? "text"]: field.compact ? compacted(value) : value };
}

function extensionValue(field: Field, value: Json | undefined): unknown {
  return toValue(field, value?.[wrappers[field.type] ?? "text"]);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
