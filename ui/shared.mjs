// What every build of the Desk has in common, and what host and remotes share at run time.
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The contracts stand beside the Desk and not in it; npm would install their own packages a second time. */
const contracts = {
  name: "contracts",
  enforce: "pre",
  resolveId(id) {
    if (id === "business-m-sdk") return here("../gen/ts/transport.js");
    return id.startsWith("business-m-sdk/") ? here(`../gen/ts/contracts/${id.slice("business-m-sdk/".length)}_pb.js`) : undefined;
  },
};

const singleton = (requiredVersion) => ({ singleton: true, requiredVersion });

/** One copy of each in the browser: what carries React context or state of the page. The host brings them all. */
export const shared = {
  react: singleton("^19.0.0"),
  "react/": singleton("^19.0.0"),
  "react-dom": singleton("^19.0.0"),
  "react-dom/": singleton("^19.0.0"),
  "@tanstack/react-query": singleton("^5.0.0"),
  "@desk/kit": singleton("*"),
  "@desk/sdk": singleton("*"),
  "@desk/shell": singleton("*"),
};

/** The same for a remote, which carries none of them: without this a remote is five times as large. */
export const sharedByHost = Object.fromEntries(Object.entries(shared).map(([name, how]) => [name, { ...how, import: false }]));

export const common = {
  define: { "process.env.NODE_ENV": '"production"', "process.env.TAMAGUI_TARGET": '"web"', __DEV__: "false", global: "globalThis" },
  resolve: {
    alias: [
      { find: "react-native-web", replacement: "@tamagui/react-native-web-lite" },
      { find: "react-native", replacement: "@tamagui/react-native-web-lite" },
    ],
    extensions: [".web.mjs", ".web.js", ".web.ts", ".web.tsx", ".mjs", ".js", ".ts", ".tsx", ".json"],
    dedupe: ["react", "react-dom", "@tamagui/core", "@tamagui/web", "@bufbuild/protobuf", "@connectrpc/connect", "@connectrpc/connect-web"],
  },
  plugins: [contracts, react()],
  build: { target: "es2022", sourcemap: false, modulePreload: { polyfill: false }, reportCompressedSize: false, emptyOutDir: true },
};
