import { expect, test } from "vitest";
import type { Condition } from "@desk/sdk";

import { holds, isReadOnly, isRequired } from "../src/conditions";
import { field } from "./fields";

const fields = [field("kind", { source: "m_xx" }), field("active", { type: "BOOLEAN" }), field("price", { type: "MONEY" }), field("number", { source: "m_xx" })];
const condition = (key: string, operator: Condition["operator"], ...values: string[]): Condition => ({ field: key, operator, values });

test.each([
  [condition("kind", "IN", "A", "B"), "A", true],
  [condition("kind", "IN", "A", "B"), "C", false],
  [condition("kind", "IN", "A"), "", false],
  [condition("kind", "NOT_IN", "A"), "B", true],
  [condition("kind", "NOT_IN", "A"), "A", false],
  [condition("kind", "NOT_IN", "A"), "", true],
  [condition("kind", "IS_SET"), "A", true],
  [condition("kind", "IS_SET"), "", false],
  [condition("kind", "IS_EMPTY"), "", true],
  [condition("nowhere", "IS_EMPTY"), "", false],
])("%o of %s is %s", (one, value, expected) => {
  expect(holds(one, fields, { extension_values: { kind: value } })).toBe(expected);
});

test("flags and amounts are judged by what they hold", () => {
  expect(holds(condition("active", "IN", "true"), fields, { active: true })).toBe(true);
  expect(holds(condition("active", "IN", "true"), fields, { active: false })).toBe(false);
  expect(holds(condition("price", "IS_SET"), fields, { price: { currency_code: "INR", amount: "" } })).toBe(false);
  expect(holds(condition("price", "IS_SET"), fields, { price: { currency_code: "INR", amount: "1" } })).toBe(true);
});

test("a field is required where all conditions hold, and never where there is none", () => {
  const both = field("number", { required_when: [condition("kind", "IN", "A"), condition("active", "IN", "true")] });
  expect(isRequired(both, fields, { extension_values: { kind: "A" }, active: true })).toBe(true);
  expect(isRequired(both, fields, { extension_values: { kind: "A" }, active: false })).toBe(false);
  expect(isRequired(field("number"), fields, {})).toBe(false);
  expect(isRequired(field("number", { required: true }), fields, {})).toBe(true);
});

test("what is kept for ever is written once", () => {
  const code = field("code", { set_once: true });
  expect(isReadOnly(code, fields, {}, true)).toBe(false);
  expect(isReadOnly(code, fields, {}, false)).toBe(true);
  expect(isReadOnly(field("code", { read_only_when: [condition("kind", "IS_SET")] }), fields, { extension_values: { kind: "A" } }, true)).toBe(true);
});
