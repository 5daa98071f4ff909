import { describe, expect, test } from "vitest";

import { instantOf, localTime } from "../src/dates";

describe("an instant", () => {
  test("is the same after it was shown on the reader's clock", () => {
    for (const instant of ["2026-03-31T10:30:00.000Z", "2024-02-29T23:59:00.000Z"]) expect(instantOf(localTime(instant))).toBe(instant);
  });

  test("is shown to the minute, as a browser's field takes it", () => {
    expect(localTime("2026-03-31T10:30:59Z")).toMatch(/^2026-0[34]-[0-9]{2}T[0-9]{2}:[0-9]{2}$/);
  });

  test("that is none is nothing", () => {
    expect([localTime(""), localTime("soon"), instantOf("")]).toEqual(["", "", ""]);
  });
});
