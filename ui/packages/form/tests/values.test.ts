import { expect, test } from "vitest";

import { faultsOf } from "../src/checks";
import { changesOf, toDocument, toValues } from "../src/values";
import { formPath, placed } from "../src/violations";
import { field } from "./fields";

const fields = [
  field("name", { required: true, max_length: 5 }),
  field("days", { type: "INTEGER", minimum: "0", maximum: "30" }),
  field("number", { read_only: true }),
  field("barcodes", { repeated: true, pattern: "^[0-9]{8}$" }),
  field("kind", { type: "CHOICE", options: [{ value: "A", label: "a" }] }),
  field("lines", { type: "TABLE", repeated: true, fields: [field("item_id", { type: "LINK", required: true }), field("quantity", { type: "QUANTITY", required: true }), field("value", { type: "MONEY", read_only: true })] }),
  field("xx_code", { source: "m_xx", compact: true, checksum: "LUHN", pattern: "[0-9]+" }),
  field("xx_active", { source: "m_xx", type: "BOOLEAN" }),
];
const stored = {
  name: "Tea", days: 3, number: "T/1", barcodes: ["12345670"], kind: "KIND_UNSPECIFIED",
  lines: [{ item_id: "i1", quantity: { uom_code: "EA", value: "2" }, value: { currency_code: "INR", amount: "4" } }],
  extension_values: { xx_code: { text: "79927398713" } },
};

test("a document comes back as it was, without what only the server writes", () => {
  expect(toDocument(fields, toValues(fields, stored))).toEqual({
    name: "Tea", days: "3", barcodes: ["12345670"], lines: [{ item_id: "i1", quantity: { uom_code: "EA", value: "2" } }],
    extension_values: { xx_code: { text: "79927398713" }, xx_active: { bool: false } },
  });
});

test("an update names what changed, and of plugins' fields the changed ones alone", () => {
  const before = toValues(fields, stored);
  const after = structuredClone(before);
  expect(changesOf(fields, before, after).changed).toEqual([]);
  after.name = "Chai";
  after.extension_values.xx_code = "";
  expect(changesOf(fields, before, after)).toEqual({ changed: ["name", "extension_values"], document: { name: "Chai", extension_values: { xx_code: {} } } });
  after.days = "";
  expect(changesOf(fields, before, after)).toMatchObject({ changed: ["name", "days", "extension_values"] });
});

test.each([
  [{ name: "" }, "name", "form.required"],
  [{ name: "longer" }, "name", "form.tooLong"],
  [{ days: "31" }, "days", "form.tooLarge"],
  [{ days: "-1" }, "days", "form.tooSmall"],
  [{ days: "1.5" }, "days", "form.number"],
  [{ barcodes: "12345670\n1234" }, "barcodes", "form.pattern"],
  [{ lines: [{ item_id: "", quantity: { uom_code: "EA", value: "2" } }] }, "lines.0.item_id", "form.required"],
  [{ lines: [{ item_id: "i", quantity: { uom_code: "EA", value: "two" } }] }, "lines.0.quantity", "form.number"],
  [{ extension_values: { xx_code: "7992-7398-710" } }, "extension_values.xx_code", "form.checksum"],
  [{ extension_values: { xx_code: "12x" } }, "extension_values.xx_code", "form.pattern"],
])("%o is wrong at %s: %s", (changed, path, key) => {
  const values = { ...toValues(fields, stored), ...changed };
  expect(faultsOf(fields, values)).toEqual([expect.objectContaining({ path, key })]);
});

test("a compact text is judged without its gaps", () => {
  expect(faultsOf(fields, { ...toValues(fields, stored), extension_values: { xx_code: "7992 7398.713" } })).toEqual([]);
});

test.each([
  ["tea.name", "name"],
  ["tea.extension_values['xx_code']", "extension_values.xx_code"],
  ["tea.extension_values.xx_code", "extension_values.xx_code"],
  ["tea.lines[1].quantity.value", "lines.1.quantity"],
  ["tea.lines[1]", "lines.1"],
  ["tea.lines", "lines"],
  ["request_id", undefined],
  ["tea.unheard_of", undefined],
])("the violation on %s belongs to %s", (path, expected) => {
  expect(formPath(path, "tea", fields)).toBe(expected);
});

test("what belongs to no field is kept apart", () => {
  const { onFields, others } = placed([{ field: "tea.name", reason: "FIELD_INVALID", message: "no" }, { field: "request_id", reason: "", message: "used" }], "tea", fields);
  expect([...onFields]).toEqual([["name", "no"]]);
  expect(others.map((one) => one.message)).toEqual(["used"]);
});

const schedule = field("schedule", { type: "TABLE", fields: [field("frequency", { required: true }), field("end_date", { type: "DATE" })] });

test("a group that nothing stands in is left out, and asks for nothing", () => {
  for (const nothing of [null, undefined, {}, { frequency: "", end_date: "" }]) {
    expect(toDocument([schedule], { schedule: nothing })).toEqual({});
    expect(faultsOf([schedule], { schedule: nothing })).toEqual([]);
  }
});

test("a group that something stands in is whole, or says what it lacks", () => {
  expect(toDocument([schedule], { schedule: { frequency: "MONTHLY", end_date: "" } })).toEqual({ schedule: { frequency: "MONTHLY" } });
  expect(faultsOf([schedule], { schedule: { frequency: "", end_date: "2026-01-01" } }).map((one) => one.path)).toEqual(["schedule.frequency"]);
});

test("a group that was emptied is a change", () => {
  expect(changesOf([schedule], toValues([schedule], { schedule: { frequency: "MONTHLY" } }), { schedule: { frequency: "", end_date: "" } })).toEqual({ changed: ["schedule"], document: {} });
});
