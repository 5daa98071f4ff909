// Serves the plugin over gRPC: on 127.0.0.1:7001, or HOST and PORT. With M_TLS_AUTHORITY, M_TLS_CERTIFICATE and M_TLS_KEY by
// mutual TLS. Who calls is judged by the gate in front, so without TLS nobody else may reach us.
import { readFileSync } from "node:fs";
import { createSecureServer, createServer, type Http2SecureServer, type Http2Server } from "node:http2";

import type { ConnectRouter } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { ContributionService } from "business-m-sdk/businessm/regional/v1/contribution_service";
import { TaxService } from "business-m-sdk/businessm/regional/v1/tax_service";

import { contributionSet } from "./contributions.js";
import { computeTaxes } from "./taxes.js";

const { HOST = "127.0.0.1", PORT = "7001", M_TLS_AUTHORITY, M_TLS_CERTIFICATE, M_TLS_KEY } = process.env;

function routes(router: ConnectRouter): void {
  router.service(ContributionService, { getContributions: () => ({ contributionSet }) });
  router.service(TaxService, { computeTaxes, listWithholdingRates: () => ({ withholdingRates: [] }) });
}

function server(): Http2Server | Http2SecureServer {
  const handler = connectNodeAdapter({ routes });
  if (M_TLS_AUTHORITY && M_TLS_CERTIFICATE && M_TLS_KEY) {
    const [ca, cert, key] = [M_TLS_AUTHORITY, M_TLS_CERTIFICATE, M_TLS_KEY].map((path) => readFileSync(path));
    return createSecureServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true }, handler);
  }
  if (HOST !== "127.0.0.1") throw new Error(`HOST=${HOST}: say M_TLS_AUTHORITY, M_TLS_CERTIFICATE and M_TLS_KEY too`);
  return createServer(handler);
}

server().listen(Number(PORT), HOST, () => console.log(`m_uae ${contributionSet.version} at ${HOST}:${PORT}`));
