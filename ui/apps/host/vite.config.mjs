import { federation } from "@module-federation/vite";
import { defineConfig } from "vite";

import { common, shared } from "../../shared.mjs";

// No remote is named here: they are found when the Desk runs.
export default defineConfig({
  ...common,
  base: "/desk/",
  plugins: [...common.plugins, federation({ name: "host", remotes: {}, shared, manifest: true, dts: false })],
});
