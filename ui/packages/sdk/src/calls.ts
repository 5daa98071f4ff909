import { fromJson, toJson, type DescMethodUnary, type DescService, type JsonObject, type JsonValue } from "@bufbuild/protobuf";
import { createClient, type Client } from "@connectrpc/connect";

import { loadMethod, loadService } from "./contracts";
import { deskTransport } from "./transport";

/** A message in JSON with the names of its .proto file, as metadata and violations use them. */
export type Json = { [key: string]: any };

export interface CallOptions {
  /** The context asked, where several serve the service. */
  context?: string;
  signal?: AbortSignal;
}

/**
 * Calls an rpc known by name alone: "businessm.finance.v1.SupplierService/GetSupplier". Fields at their defaults are in
 * the answer. Throws what `refusalOf` reads.
 */
export async function call(rpc: string, request: Json, options: CallOptions = {}): Promise<Json> {
  const method = await loadMethod(rpc);
  if (method.methodKind !== "unary") throw new Error(`${rpc} streams`);
  const unary = method as DescMethodUnary;
  const message = fromJson(unary.input, request as JsonObject);
  const header = options.context ? { "x-businessm-context": options.context } : undefined;
  const answer = await deskTransport().unary(unary, options.signal, undefined, header, message);
  const json: JsonValue = toJson(unary.output, answer.message, { useProtoFieldName: true, alwaysEmitImplicit: true });
  return json as Json;
}

/**
 * A typed client whose contract is fetched on first use: `await client<typeof LedgerService>("businessm...")` with
 * `LedgerService` imported as a type, so that the caller's bundle carries no contract.
 */
export async function client<S extends DescService>(typeName: S["typeName"]): Promise<Client<S>> {
  return createClient((await loadService(typeName)) as S, deskTransport());
}

/** A key for one intended write: sent again with a retry, it has no second effect. */
export function newRequestId(): string {
  return crypto.randomUUID();
}
