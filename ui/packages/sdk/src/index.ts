// Named one by one: the names are what remotes are built against, and a star hides them from module federation.
export { call, client, newRequestId, type CallOptions, type Json } from "./calls";
export { loadService, loadMethod, pascalCase, snakeCase } from "./contracts";
export {
  act, actionRpc, createDocument, documentRpcs, documentsById, fullType, getDocument, linkedBy, listDocuments,
  madeAlong, rpcName, takes, updateDocument, type Along, type DocumentRpcs, type Page,
} from "./documents";
export {
  getDocumentType, isExtension, type Action, type Condition, type DocumentType, type Field, type FieldType,
} from "./metadata";
export { isSignedOut, isUnreachable, refusalOf, type Refusal, type Violation } from "./refusal";
export { connectDesk } from "./transport";
export { Code } from "@connectrpc/connect";
