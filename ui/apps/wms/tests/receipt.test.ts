import { expect, test } from "vitest";

import { monthEnds } from "../src/month_ends";
import { isComplete, withLine, type EntryLine } from "../src/receipt";

const line: EntryLine = { itemId: "i", title: "Tea", uomCode: "EA", quantity: "1", unitCost: "" };

test("the same item again adds to its line and keeps its cost; in another unit it is another line", () => {
  const once = withLine([], line);
  const twice = withLine(once.map((one) => ({ ...one, unitCost: "5" })), { ...line, quantity: "0.5" });
  expect(twice).toEqual([{ ...line, quantity: "1.5", unitCost: "5" }]);
  expect(withLine(twice, { ...line, uomCode: "BX" })).toHaveLength(2);
});

test("a receipt is complete with everything in it", () => {
  const entry = { supplierId: "s", warehouseId: "w", postingDate: "2026-04-10", lines: [{ ...line, unitCost: "5" }] };
  expect(isComplete(entry)).toBe(true);
  expect(isComplete({ ...entry, lines: [] })).toBe(false);
  expect(isComplete({ ...entry, lines: [line] })).toBe(false);
  expect(isComplete({ ...entry, supplierId: "" })).toBe(false);
});

test("months end where they end", () => {
  expect(monthEnds("2024-03-15", 4)).toEqual(["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-15"]);
});
