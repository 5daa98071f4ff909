import type { Transport } from "@connectrpc/connect";
import type { GrpcWebTransportOptions } from "@connectrpc/connect-web";

/**
 * A way to a front door over gRPC-Web, binary, as every topology speaks it.
 *
 * `token` goes with every call; leave it out for what is public. `options` are Connect's own: timeouts, interceptors,
 * another fetch.
 */
export declare function connect(
  baseUrl: string,
  token?: string,
  options?: Omit<GrpcWebTransportOptions, "baseUrl" | "useBinaryFormat">,
): Transport;
