import { expect, test } from "vitest";

import { field } from "../../form/tests/fields";
import { cellsOf, csv, headsOf } from "../src/csv";

const words = { yes: "Yes", no: "No", currency: "currency", unit: "unit", language: "en" };
const cells = (one: ReturnType<typeof field>, value: unknown) => cellsOf(one, value, words, { "masters.party": new Map([["p1", "Sharma, Oils"]]) });

test("values are written as programs read them", () => {
  expect(cells(field("value", { type: "MONEY" }), { amount: "-1234.50", currency_code: "INR" })).toEqual(["-1234.50", "INR"]);
  expect(cells(field("value", { type: "MONEY" }), undefined)).toEqual(["", ""]);
  expect(cells(field("quantity", { type: "QUANTITY" }), { value: "2.5", uom_code: "KGM" })).toEqual(["2.5", "KGM"]);
  expect(cells(field("posting_date", { type: "DATE" }), "2026-05-10")).toEqual(["2026-05-10"]);
  expect(cells(field("archived", { type: "BOOLEAN" }), false)).toEqual(["No"]);
  expect(cells(field("state", { type: "CHOICE", options: [{ value: "POSTED", label: "Posted" }] }), "POSTED")).toEqual(["Posted"]);
  expect(cells(field("tags", { repeated: true }), ["a", "b"])).toEqual(["a, b"]);
});

test("a link is called by its title, and by what it holds where nobody knows that", () => {
  const link = field("party_id", { type: "LINK", link_document_type: "masters.party" });
  expect(cells(link, "p1")).toEqual(["Sharma, Oils"]);
  expect(cells(link, "p2")).toEqual(["p2"]);
});

test("what a spreadsheet would run is text, and a negative number stays a number", () => {
  for (const text of ["=HYPERLINK(1)", "+1", "-cmd", "@sum"]) expect(cells(field("name"), text)).toEqual([`'${text}`]);
  expect(cells(field("days", { type: "INTEGER" }), -3)).toEqual(["-3"]);
});

test("an amount has two columns, and cells with commas, quotes and lines are quoted", () => {
  expect(headsOf([field("name", { label: "Name" }), field("value", { label: "Value", type: "MONEY" })], words)).toEqual(["Name", "Value", "Value (currency)"]);
  expect(csv([["a,b", 'say "x"'], ["two\nlines", "plain"]])).toBe('\ufeff"a,b","say ""x"""\r\n"two\nlines",plain\r\n');
});
