import { expect, test } from "vitest";
import type { DescMethod } from "@bufbuild/protobuf";
import { documentRpcs, type DocumentType } from "@desk/sdk";

import { field } from "../../form/tests/fields";
import { fromSaved, toSaved } from "../src/saved_views";
import { narrowings, requestOf, searchOf, viewOf } from "../src/view";

const type = {
  filters: ["code", "xx_code", "company_id", "unheard_of"],
  fields: [field("code"), field("xx_code", { source: "m_xx" }), field("name")],
} as unknown as DocumentType;

async function items(): Promise<DescMethod> {
  return (await documentRpcs("businessm.masters.v1.ItemService", "item")).list as DescMethod;
}

test("a view goes into the address and comes out of it", () => {
  const view = { filters: { code: "A&B" }, sort: { key: "name", descending: true }, columns: ["code", "name"] };
  const search = Object.fromEntries(Object.entries(searchOf(view, { "f.gone": "x" })).filter(([, value]) => value));
  expect(viewOf(search)).toEqual(view);
  expect(fromSaved(toSaved(view))).toEqual(view);
});

test("lists are narrowed by what their rpc serves", async () => {
  const known = narrowings(type, await items());
  expect(known.map((one) => [one.key, one.kind])).toEqual([["code", "field"], ["xx_code", "field"], ["include_archived", "flag"]]);
});

test("the request has what was asked, plugins' fields in the owner's filter language", async () => {
  const list = await items();
  const view = { filters: { code: "A", xx_code: 'a"b\\', include_archived: "yes" }, columns: [] };
  expect(requestOf(view, narrowings(type, list), list, "c1", 100)).toEqual({ page_size: 100, code: "A", include_archived: true, filter: 'xx_code : "a\\"b\\\\"' });
});
