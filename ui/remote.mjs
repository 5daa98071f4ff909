// How a remote is built: once for the host, and once to open alone.
import { federation } from "@module-federation/vite";
import { defineConfig } from "vite";

import { common, sharedByHost } from "./shared.mjs";

// What the plugin for federation lets a remote import of a share is what it has seen imported when it thinks that it has
// seen every file, which is too early now and then. Naming the shares as a whole, in code that never runs, lets everything through.
const wholeShares = {
  name: "whole-shares",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/src/screens.tsx")) return undefined;
    const named = [...Object.keys(sharedByHost).filter((name) => !name.endsWith("/")), "react/jsx-runtime"];
    return { code: `${code}\nif (false) { ${named.map((name) => `void import(${JSON.stringify(name)});`).join(" ")} }\n`, map: null };
  },
};

/** For the host: its screens alone, with everything shared left to the host. */
export function remote(name) {
  return defineConfig({
    ...common,
    base: `/ui/${name}/`,
    plugins: [
      wholeShares,
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
