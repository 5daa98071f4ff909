import type { Condition, Field } from "@desk/sdk";

import { isEmpty, valueAt, type Values } from "./values";

/** Whether one condition holds, as the owner judges it: an empty field is none of any values. */
export function holds(condition: Condition, fields: Field[], values: Values): boolean {
  const field = fields.find((one) => one.key === condition.field);
  if (!field) return false;
  const value = valueAt(values, fields, condition.field);
  const nothing = isEmpty(field, value);
  switch (condition.operator) {
    case "IN":
      return !nothing && condition.values.includes(String(value));
    case "NOT_IN":
      return nothing || !condition.values.includes(String(value));
    case "IS_SET":
      return !nothing;
    case "IS_EMPTY":
      return nothing;
  }
}

/** Whether a field must be filled in now. */
export function isRequired(field: Field, fields: Field[], values: Values): boolean {
  return field.required || allHold(field.required_when, fields, values);
}

/** Whether a field can't be changed now; `isNew` while the document is not made yet. */
export function isReadOnly(field: Field, fields: Field[], values: Values, isNew: boolean): boolean {
  return field.read_only || (field.set_once && !isNew) || allHold(field.read_only_when, fields, values);
}

function allHold(conditions: Condition[], fields: Field[], values: Values): boolean {
  return conditions.length > 0 && conditions.every((one) => holds(one, fields, values));
}
