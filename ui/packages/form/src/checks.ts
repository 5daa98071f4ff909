import { compareDecimals, isDecimal } from "@desk/kit";
import type { Field } from "@desk/sdk";

import { provesItself } from "./checksum";
import { isRequired } from "./conditions";
import { compacted, isEmpty, pathOf, valueAt, type Values } from "./values";

/** What is wrong with a field: a key of the texts, and what goes in it. */
export interface Fault {
  path: string;
  key: string;
  label: string;
  n?: string;
}

/**
 * What can be found wrong before anybody is asked, from metadata alone. The owner judges again: this only spares people a
 * way there and back.
 */
export function faultsOf(fields: Field[], values: Values, at = ""): Fault[] {
  return fields.flatMap((field) => {
    if (field.read_only) return [];
    const path = at + pathOf(field);
    const value = valueAt(values, fields, field.key);
    if (isEmpty(field, value)) {
      const isMissing = field.type !== "BOOLEAN" && isRequired(field, fields, values);
      return isMissing ? [{ path, key: "form.required", label: field.label }] : [];
    }
    if (field.type === "TABLE") return faultsOfRows(field, value, path);
    const fault = faultOf(field, value);
    return fault ? [{ path, label: field.label, ...fault }] : [];
  });
}

function faultsOfRows(field: Field, value: unknown, path: string): Fault[] {
  const rows = field.repeated ? (value as Values[]) : [value as Values];
  return rows.flatMap((row, place) => faultsOf(field.fields, row, field.repeated ? `${path}.${place}.` : `${path}.`));
}

function faultOf(field: Field, value: any): { key: string; n?: string } | undefined {
  if (field.type === "MONEY" || field.type === "QUANTITY") return isDecimal(value.amount ?? value.value) ? undefined : { key: "form.number" };
  if (field.type === "INTEGER" || field.type === "DECIMAL") return faultOfNumber(field, String(value));
  if (field.type !== "TEXT" && field.type !== "LONG_TEXT") return undefined;
  const texts = field.repeated ? String(value).split(/[\n,]/).map((one) => one.trim()).filter(Boolean) : [String(value)];
  return texts.map((text) => faultOfText(field, field.compact ? compacted(text) : text)).find(Boolean);
}

function faultOfNumber(field: Field, text: string): { key: string; n?: string } | undefined {
  if (!(field.type === "INTEGER" ? /^-?[0-9]+$/ : /^-?[0-9]+([.][0-9]+)?$/).test(text)) return { key: "form.number" };
  if (field.minimum && compareDecimals(text, field.minimum) < 0) return { key: "form.tooSmall", n: field.minimum };
  if (field.maximum && compareDecimals(text, field.maximum) > 0) return { key: "form.tooLarge", n: field.maximum };
  return undefined;
}

function faultOfText(field: Field, text: string): { key: string; n?: string } | undefined {
  if (field.max_length && [...text].length > field.max_length) return { key: "form.tooLong", n: String(field.max_length) };
  if (field.pattern && !matches(field.pattern, text)) return { key: "form.pattern" };
  if (!provesItself(text, field.checksum)) return { key: "form.checksum" };
  return undefined;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    return true; // a pattern of another dialect is left to the owner
  }
}
