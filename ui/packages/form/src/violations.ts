import type { Field, Violation } from "@desk/sdk";

import { pathOf } from "./values";

/**
 * The form's path for a violation's: "supplier.extension_values['xx_code']" to "extension_values.xx_code",
 * "goods_receipt.lines[1].quantity.value" to "lines.1.quantity". Undefined where the form has no such field.
 */
export function formPath(violation: string, noun: string, fields: Field[]): string | undefined {
  const parts = violation.replace(/\[['"]?([^\]'"]+)['"]?\]/g, ".$1").split(".");
  if (parts[0] === noun) parts.shift();
  if (parts[0] === "extension_values") parts.shift();
  return inFields(parts, fields);
}

/** Violations by the form's path, and those that belong to no field of it. */
export function placed(violations: Violation[], noun: string, fields: Field[]): { onFields: Map<string, string>; others: Violation[] } {
  const onFields = new Map<string, string>();
  const others: Violation[] = [];
  for (const one of violations) {
    const path = formPath(one.field, noun, fields);
    if (path === undefined) others.push(one);
    else onFields.set(path, one.message);
  }
  return { onFields, others };
}

function inFields([key, ...rest]: string[], fields: Field[]): string | undefined {
  const field = fields.find((one) => one.key === key);
  if (!field) return undefined;
  const path = pathOf(field);
  if (field.type !== "TABLE" || rest.length === 0) return path;
  const [place, ...inRow] = field.repeated ? rest : ["", ...rest];
  const row = place ? `${path}.${place}` : path;
  const inside = inRow.length ? inFields(inRow, field.fields) : undefined;
  return inside ? `${row}.${inside}` : row;
}
