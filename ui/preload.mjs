// Names in the page what it needs at once, so that the browser fetches it side by side and not one after the other as each file asks for the next.

/** A plugin for Vite. `wanted` says of a chunk whether the page needs it at once; what such a chunk imports is needed too. */
export function preloaded(wanted) {
  return {
    name: "preloaded",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const found = new Set();
        const add = (name) => {
          const chunk = bundle[name];
          if (chunk?.type !== "chunk" || found.has(name)) return;
          found.add(name);
          chunk.imports.forEach(add);
        };
        Object.values(bundle).filter((one) => one.type === "chunk" && wanted(one)).forEach((one) => add(one.fileName));
        return [...found].filter((name) => !html.includes(name)).map((name) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/desk/${name}` }, injectTo: "head" }));
      },
    },
  };
}
