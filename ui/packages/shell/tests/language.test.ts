import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { languageFor, localeOf } from "../src/language";
import { inSentence } from "../src/documents";
import { isPermitted } from "../src/session";

function keys(texts: object, at = ""): string[] {
  return Object.entries(texts).flatMap(([key, text]) => (typeof text === "string" ? [at + key] : keys(text as object, `${at}${key}.`)));
}

test.each(["packages/shell/src/texts", "apps/finance/src/texts", "apps/wms/src/texts"])("%s says in Hindi all that it says in English", (folder) => {
  const [english, hindi] = ["en", "hi"].map((language) => JSON.parse(readFileSync(`${folder}/${language}.json`, "utf8")) as object);
  expect(keys(hindi ?? {}).sort()).toEqual(keys(english ?? {}).sort());
});

test("numbers are written as they are where the currency is from", () => {
  expect([localeOf("en", "INR"), localeOf("hi", "INR"), localeOf("en", "USD"), localeOf("en", ""), localeOf("hi", "VBMPX")]).toEqual(["en-IN", "hi-IN", "en-US", "en", "hi"]);
});

test("a language that the Desk does not speak becomes one that it does", () => {
  expect([languageFor("hi-IN"), languageFor("xx")]).toEqual(["hi", "en"]);
});

test("labels within a sentence begin small, but for abbreviations", () => {
  expect(["Goods receipt", "API key", "वस्तु"].map(inSentence)).toEqual(["goods receipt", "API key", "वस्तु"]);
});

test.each([[["*"], "wms.item.read", true], [["ledger.*"], "ledger.report.read", true], [["ledger.*"], "ledgers.report.read", false], [["*.read"], "a.b.read", true], [["*.read"], "a.b.reader", false], [[], "a.b.read", false]])("%o carries %s: %s", (held, wanted, expected) => {
  expect(isPermitted(held, wanted)).toBe(expected);
});
