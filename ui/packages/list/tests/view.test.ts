import { expect, test } from "vitest";
import type { DescMethod } from "@bufbuild/protobuf";
import { documentRpcs, type DocumentType } from "@desk/sdk";

import { field } from "../../form/tests/fields";
import { fromSaved, toSaved } from "../src/saved_views";
import { narrowings, orderedBy, requestOf, searchOf, viewOf } from "../src/view";

const type = {
  filters: ["code", "xx_code", "company_id", "unheard_of"],
  sort_columns: ["code", "xx_code"],
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
  expect(requestOf(view, narrowings(type, list), type, list, "c1", 100)).toEqual({ page_size: 100, code: "A", include_archived: true, filter: 'xx_code : "a\\"b\\\\"' });
});

test("the owner is asked for the order where it can give it", async () => {
  const list = await items();
  const ordered = (key: string, descending: boolean) => {
    const view = { filters: {}, sort: { key, descending }, columns: [] };
    return [requestOf(view, [], type, list, "c1", 100).order_by, orderedBy(view, type)?.key];
  };
  expect(ordered("code", false)).toEqual(["code", "code"]);
  expect(ordered("xx_code", true)).toEqual(["xx_code desc", "xx_code"]);
  expect(ordered("name", true)).toEqual([undefined, undefined]);
});
