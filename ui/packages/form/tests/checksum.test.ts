import { expect, test } from "vitest";

import { provesItself } from "../src/checksum";

// Numbers that their standards or their issuers give as examples.
test.each([
  ["LUHN", "79927398713", "79927398710"],
  ["LUHN_MOD_36", "29AABCT1332L1ZA", "29AABCT1332L1ZB"],
  ["VERHOEFF", "2363", "2364"],
  ["ISO_7064_MOD_97_10", "3214282912345698765432161182", "3214282912345698765432161183"],
  ["ISO_7064_MOD_11_10", "07945", "07946"],
])("%s: %s proves itself, %s does not", (kind, right, wrong) => {
  expect(provesItself(right, kind)).toBe(true);
  expect(provesItself(wrong, kind)).toBe(false);
  expect(provesItself("?", kind)).toBe(false);
});

test("every single mistyped character is noticed", () => {
  const right = "29AABCT1332L1ZA";
  for (let place = 0; place < right.length; place++) {
    const other = right[place] === "7" ? "8" : "7";
    expect(provesItself(right.slice(0, place) + other + right.slice(place + 1), "LUHN_MOD_36")).toBe(false);
  }
});

test("a kind that is not known here is left to the server", () => {
  expect(provesItself("anything", "CHECKSUM_KIND_UNSPECIFIED")).toBe(true);
  expect(provesItself("anything", "OF_TOMORROW")).toBe(true);
});
