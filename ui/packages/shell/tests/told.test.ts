import { beforeAll, describe, expect, test } from "vitest";
import i18next from "i18next";

import { speak } from "../src/language";
import { said } from "../src/told";

const receipt = { eventType: "wms.goods_receipt.posted", documentNumber: "GRN/1", title: "Goods receipt GRN/1 posted" };
const held = { eventType: "wms.stock_revaluation.held", documentNumber: "", title: "Stock revaluation held: no period: none is open" };

describe("what a notification says", () => {
  beforeAll(() => speak("hi"));

  test("is said in the reader's language", () => {
    expect(said(receipt, "माल रसीद", i18next.t)).toBe("माल रसीद GRN/1 पोस्ट किया गया");
  });

  test("ends in what kept something from being done", () => {
    expect(said(held, "पुनर्मूल्यांकन", i18next.t)).toBe("पुनर्मूल्यांकन पोस्ट होने की प्रतीक्षा में है: no period: none is open");
  });

  test("is the server's own where there are no words for it, or none for the document", () => {
    expect(said({ ...receipt, eventType: "wms.goods_receipt.burnt" }, "माल रसीद", i18next.t)).toBe(receipt.title);
    expect(said(receipt, "", i18next.t)).toBe(receipt.title);
  });
});
