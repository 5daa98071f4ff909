import { expect, test } from "vitest";

import { compareDecimals, formatDecimal, isDecimal, parseDecimal, sumDecimals } from "../src/decimal";

test.each([
  ["1234567.8", "en-IN", 2, "12,34,567.80"],
  ["1234567.8", "hi-IN", 2, "12,34,567.80"],
  ["1234567.8", "en-US", 2, "1,234,567.80"],
  ["1234567.8", "de-DE", 2, "1.234.567,80"],
  ["-129492.69", "en-IN", 2, "-1,29,492.69"],
  ["31500.21061", "en-IN", 2, "31,500.21061"],
  ["12345678901234567890.12", "en-IN", 2, "1,23,45,67,89,01,23,45,67,890.12"],
  ["0", "en-IN", 0, "0"],
])("%s in %s is %s digits at least: %s", (value, locale, digits, shown) => {
  expect(formatDecimal(value, locale, digits)).toBe(shown);
});

test("what is no decimal is shown as it was typed", () => {
  expect(formatDecimal("12,x", "en-IN")).toBe("12,x");
  expect(formatDecimal("1e5", "en-IN")).toBe("1e5");
});

test.each([["12,34,567.80", "1234567.80"], [" 1 000.5 ", "1000.5"], ["+3", "3"], [".5", "0.5"], ["-.5", "-0.5"], ["\u22125", "-5"], ["abc", "abc"]])("%s is read as %s", (typed, value) => {
  expect(parseDecimal(typed)).toBe(value);
});

test("sums and comparisons are exact", () => {
  expect(sumDecimals(["0.1", "0.2"])).toBe("0.3");
  expect(sumDecimals(["-0.05", "0.05", "12345678901234567890.01"])).toBe("12345678901234567890.01");
  expect(sumDecimals(["-1.5", "1"])).toBe("-0.5");
  expect(sumDecimals([])).toBe("0");
  expect(compareDecimals("0.30", "0.3")).toBe(0);
  expect(compareDecimals("-2", "-10")).toBe(1);
  expect(compareDecimals("9007199254740993", "9007199254740992")).toBe(1);
});

test("exponents and grouping are no decimal text", () => {
  expect(["1", "-1.50", "0.001"].every(isDecimal)).toBe(true);
  expect(["1e5", "1,000", "", ".5", "1.", "NaN"].some(isDecimal)).toBe(false);
});
