import { federation } from "@module-federation/vite";
import { defineConfig } from "vite";

import { preloaded } from "../../preload.mjs";
import { common, shared } from "../../shared.mjs";

// What every page of the Desk asks for: the host, what it shares with remotes, and the contracts of its first calls.
const FIRST = [/\/host\/src\/boot\.tsx$/, /loadShare/, /\/(desk|preferences|ledger|document_type)_service_pb\.js$/];
const isFirst = (chunk) => chunk.moduleIds.some((id) => FIRST.some((one) => one.test(id)));

// No remote is named here: they are found when the Desk runs.
export default defineConfig({
  ...common,
  base: "/desk/",
  plugins: [...common.plugins, federation({ name: "host", remotes: {}, shared, manifest: true, dts: false }), preloaded(isFirst)],
});
