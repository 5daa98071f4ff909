// Written by hand, as package.json and README.md are; `contracts/` is generated and never edited.
import { createGrpcWebTransport } from "@connectrpc/connect-web";

export function connect(baseUrl, token, options = {}) {
  const withToken = (next) => (request) => {
    request.header.set("Authorization", `Bearer ${token}`);
    return next(request);
  };
  const interceptors = [...(token ? [withToken] : []), ...(options.interceptors ?? [])];
  return createGrpcWebTransport({ ...options, baseUrl, useBinaryFormat: true, interceptors });
}
