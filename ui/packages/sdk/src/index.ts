export * from "./calls";
export { loadService, loadMethod, pascalCase, snakeCase } from "./contracts";
export * from "./documents";
export * from "./metadata";
export * from "./refusal";
export { connectDesk } from "./transport";
export { Code } from "@connectrpc/connect";
