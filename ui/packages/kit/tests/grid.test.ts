import { describe, expect, test } from "vitest";

import { inPlaces } from "../src/grid";

const PLACES = 30;
const placesOf = (startIndex: number, count = 1_000) => inPlaces({ startIndex, count }, PLACES).map((index) => index % PLACES);

describe("places of rows", () => {
  test("are all taken wherever one has scrolled to", () => {
    for (const startIndex of [0, 1, 7, 8, 9, 333, 334, 980, 999]) expect(new Set(placesOf(startIndex)).size).toBe(PLACES);
  });

  test("hold the rows in sight and some around them, from the first to the last", () => {
    expect(inPlaces({ startIndex: 0, count: 1_000 }, PLACES)[0]).toBe(0);
    expect(inPlaces({ startIndex: 100, count: 1_000 }, PLACES)[0]).toBe(92);
    expect(inPlaces({ startIndex: 990, count: 1_000 }, PLACES).at(-1)).toBe(999);
  });

  test("are no more than there are rows", () => {
    expect(inPlaces({ startIndex: 0, count: 3 }, PLACES)).toEqual([0, 1, 2]);
    expect(inPlaces({ startIndex: 0, count: 0 }, PLACES)).toEqual([]);
  });
});
