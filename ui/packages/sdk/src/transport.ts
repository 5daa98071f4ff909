import type { Interceptor, Transport } from "@connectrpc/connect";
import { connect } from "business-m-sdk";

let transport: Transport | undefined;

/**
 * Says where all calls go: the origin that served the page, by binary gRPC-Web in every mode. The browser's cookie
 * signs them, so no token is ever held in JavaScript.
 */
export function connectDesk(baseUrl: string, interceptors: Interceptor[] = []): void {
  transport = connect(baseUrl, undefined, { interceptors });
}

/** The way out that `connectDesk` laid; an error before it did. */
export function deskTransport(): Transport {
  if (!transport) throw new Error("connectDesk was not called");
  return transport;
}
