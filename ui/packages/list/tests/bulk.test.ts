import { Code, ConnectError } from "@connectrpc/connect";
import type { DescMethod } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import type { Action, Json } from "@desk/sdk";

import { field } from "../../form/tests/fields";
import { actOnAll, isForMany } from "../src/bulk";

test("one that is refused keeps no other from being done, and says why", async () => {
  const documents = ["a", "b", "c"].map((id) => ({ id, etag: id }));
  const done: string[] = [];
  const counted: number[] = [];
  const doOne = async (_method: DescMethod, document: Json, answers: Json) => {
    if (document.id === "b") throw new ConnectError("the period is closed", Code.FailedPrecondition);
    done.push(`${document.id} ${answers.posting_date}`);
    return undefined;
  };
  const refused = await actOnAll({} as DescMethod, documents, { posting_date: "2026-05-10" }, (count) => counted.push(count), doOne);
  expect(done).toEqual(["a 2026-05-10", "c 2026-05-10"]);
  expect(refused).toEqual([{ document: documents[1], message: "the period is closed" }]);
  expect(counted).toEqual([1, 2, 3]);
});

test("what has to know something of each document is not for many", () => {
  const action = (...fields: ReturnType<typeof field>[]) => ({ fields }) as unknown as Action;
  expect(isForMany(action())).toBe(true);
  expect(isForMany(action(field("posting_date", { type: "DATE", required: true }), field("narration")))).toBe(true);
  expect(isForMany(action(field("password", { required: true })))).toBe(false);
});
