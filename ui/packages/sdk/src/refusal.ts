import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, LocalizedMessageSchema } from "business-m-sdk/google/rpc/error_details";

/** What a server found wrong with one field; `field` is its path in the request. */
export interface Violation {
  field: string;
  reason: string;
  message: string;
}

/** Why a call was refused. `reason` is a word of the contract ("ETAG_MISMATCH"), empty where the server gave none. */
export interface Refusal {
  code: Code;
  reason: string;
  message: string;
  violations: Violation[];
}

/** The refusal in whatever a call threw. */
export function refusalOf(error: unknown): Refusal {
  const refused = ConnectError.from(error);
  const [info] = refused.findDetails(ErrorInfoSchema);
  const [localized] = refused.findDetails(LocalizedMessageSchema);
  const [badRequest] = refused.findDetails(BadRequestSchema);
  return {
    code: refused.code,
    reason: info?.reason ?? "",
    message: localized?.message || refused.rawMessage,
    violations: (badRequest?.fieldViolations ?? []).map((one) => ({
      field: one.field,
      reason: one.reason,
      message: one.localizedMessage?.message || one.description,
    })),
  };
}

/** Nobody is signed in, or no longer. */
export function isSignedOut(error: unknown): boolean {
  return ConnectError.from(error).code === Code.Unauthenticated;
}

/** The server was not reached, or not in time: the same call may be sent again. */
export function isUnreachable(error: unknown): boolean {
  return [Code.Unavailable, Code.DeadlineExceeded, Code.Unknown].includes(ConnectError.from(error).code);
}
