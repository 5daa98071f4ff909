import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

import { actionRpc, documentRpcs, madeAlong, pascalCase, snakeCase, type DocumentType } from "../src";

test.each([
  ["businessm.masters.v1.PartyService", "party", "ListParties", "BatchGetParties"],
  ["businessm.ledger.v1.LedgerService", "company", "ListCompanies", undefined],
  ["businessm.ledger.v1.LedgerService", "fiscal_year", "ListFiscalYears", undefined],
  ["businessm.finance.v1.JournalEntryService", "journal_entry", "ListJournalEntries", undefined],
  ["businessm.stock.v1.StockService", "location", "ListLocations", "BatchGetLocations"],
])("%s: what reads a %s is found by convention", async (service, type, list, batchGet) => {
  const rpcs = await documentRpcs(service, type);
  expect([rpcs.list?.name, rpcs.batchGet?.name]).toEqual([list, batchGet]);
});

test("a form is one call where its owner answers both", async () => {
  expect((await documentRpcs("businessm.finance.v1.SupplierService", "supplier")).form?.name).toBe("GetSupplierForm");
  expect((await documentRpcs("businessm.masters.v1.UomService", "uom")).form).toBeUndefined();
});

test("an action asks for what its request needs beside the document", async () => {
  expect(await actionRpc("businessm.masters.v1.ItemService/ArchiveItem")).toMatchObject({ name: "ArchiveItem" });
  expect(await actionRpc("businessm.masters.v1.ItemService/ResolveBarcode")).toBeUndefined();
});

test("a role may be made along with the document it is a role of", async () => {
  const type = { fields: [{ key: "id", link_document_type: "masters.party" }] } as unknown as DocumentType;
  const supplier = await documentRpcs("businessm.finance.v1.SupplierService", "supplier");
  expect(madeAlong(supplier.create, type)).toEqual({ idField: "party_id", field: "party", type: "masters.party" });
  const item = await documentRpcs("businessm.masters.v1.ItemService", "item");
  expect(madeAlong(item.create, { fields: [] } as unknown as DocumentType)).toBeUndefined();
});

test("a contract that nobody generated is refused by name", async () => {
  await expect(documentRpcs("businessm.masters.v1.NobodyService", "nobody")).rejects.toThrow("NobodyService");
});

test("names change their case and come back, for every contract there is", () => {
  const files = readdirSync("../gen/ts/contracts/businessm", { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith("_service_pb.js"));
  const nouns = files.map((one) => one.replace(/.*\/|_pb\.js$/g, ""));
  expect(nouns.length).toBeGreaterThan(20);
  for (const noun of nouns) expect(snakeCase(pascalCase(noun))).toBe(noun);
});
