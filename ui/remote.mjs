// How a remote is built: once for the host, and once to open alone.
import { federation } from "@module-federation/vite";
import { defineConfig } from "vite";

import { common, sharedByHost } from "./shared.mjs";

/** For the host: its screens alone, with everything shared left to the host. */
export function remote(name) {
  return defineConfig({
    ...common,
    base: `/ui/${name}/`,
    plugins: [
      ...common.plugins,
      federation({ name, manifest: true, dts: false, exposes: { "./screens": "./src/screens.tsx" }, shared: sharedByHost }),
    ],
    // The remote's page is built with everything in it, by `alone`.
    build: { ...common.build, rollupOptions: { input: "./src/screens.tsx" } },
  });
}

/** For a page of its own: everything in it, in a folder beside the remote. */
export function alone(name) {
  return defineConfig({ ...common, base: `/ui/${name}/alone/` });
}
