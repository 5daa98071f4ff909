// Refusals as every service of Business M words them: a code, one reason, and the field at fault.
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorReason as CommonReason } from "business-m-sdk/businessm/type/v1/error_reason";
import { ErrorReason } from "business-m-sdk/businessm/regional/v1/error_reason";
import { BadRequestSchema, ErrorInfoSchema } from "business-m-sdk/google/rpc/error_details";

/** A field that breaks a rule of the region. */
export function refused(reason: ErrorReason, field: string, message: string): ConnectError {
  return refusal(ErrorReason[reason], "businessm.regional.v1", field, message);
}

/** A field that breaks any other rule. */
export function invalid(field: string, message: string): ConnectError {
  return refusal(CommonReason[CommonReason.FIELD_INVALID], "businessm.type.v1", field, message);
}

function refusal(reason: string | undefined, domain: string, field: string, message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument, undefined, [
    { desc: ErrorInfoSchema, value: { reason, domain } },
    { desc: BadRequestSchema, value: { fieldViolations: [{ field, reason, description: message }] } },
  ]);
}
