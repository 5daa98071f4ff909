import { defineConfig } from "vitest/config";

import { common } from "./shared.mjs";

export default defineConfig({
  resolve: common.resolve,
  plugins: common.plugins,
  define: { ...common.define, "process.env.NODE_ENV": '"test"' },
  test: {
    environment: "happy-dom",
    include: ["packages/*/tests/*.test.{ts,tsx}", "apps/*/tests/*.test.ts"],
    testTimeout: 60_000,
    server: { deps: { inline: [/tamagui/] } },
  },
});
