import type { DescField, DescMessage, DescMethod } from "@bufbuild/protobuf";

import { call, newRequestId, type Json } from "./calls";
import { loadMethod, loadService, pascalCase, snakeCase } from "./contracts";
import type { DocumentType, Field } from "./metadata";

/** One page of a list. */
export interface Page {
  documents: Json[];
  nextPageToken: string;
}

/** How the documents of one type are read and written: rpcs found by the conventions of contracts. */
export interface DocumentRpcs {
  /** The name of the document in messages: "goods_receipt". */
  noun: string;
  list?: DescMethod;
  get?: DescMethod;
  /** Answers schema and document together. */
  form?: DescMethod;
  batchGet?: DescMethod;
  create?: DescMethod;
  update?: DescMethod;
}

/** The rpcs of a document type's service. */
export async function documentRpcs(service: string, type: string): Promise<DocumentRpcs> {
  const { methods } = await loadService(service);
  const noun = pascalCase(type);
  const named = (name: string) => methods.find((one) => one.name === name);
  const answersMany = (verb: string) =>
    methods.find((one) => one.name.startsWith(verb) && repeatedField(one.output, noun) !== undefined);
  return {
    noun: snakeCase(noun),
    list: answersMany("List"),
    get: named(`Get${noun}`),
    form: named(`Get${noun}Form`),
    batchGet: answersMany("BatchGet"),
    create: named(`Create${noun}`),
    update: named(`Update${noun}`),
  };
}

/** "businessm.finance.v1.SupplierService/GetSupplier" of a method. */
export function rpcName(method: DescMethod): string {
  return `${method.parent.typeName}/${method.name}`;
}

/** Whether a request has a field of this name. */
export function takes(method: DescMethod | undefined, field: string): boolean {
  return method?.input.fields.some((one) => one.name === field) ?? false;
}

/** One page of documents. `request` has the list rpc's own fields. */
export async function listDocuments(list: DescMethod, request: Json, signal?: AbortSignal): Promise<Page> {
  const answer = await call(rpcName(list), request, { signal });
  const rows = list.output.fields.find((one) => one.fieldKind === "list" && one.listKind === "message");
  return { documents: answer[rows?.name ?? ""] ?? [], nextPageToken: answer.next_page_token ?? "" };
}

/** Documents by id, 250 at a time or one by one where the owner has no batch; those that are not there are left out. */
export async function documentsById(rpcs: DocumentRpcs, ids: string[]): Promise<Json[]> {
  const { batchGet, get } = rpcs;
  if (batchGet) {
    const pages = chunks(ids, 250).map((part) => listDocuments(batchGet, { ids: part }));
    return (await Promise.all(pages)).flatMap((page) => page.documents);
  }
  if (!get) return [];
  const answers = await Promise.allSettled(ids.map((id) => call(rpcName(get), { id })));
  return answers.flatMap((one) => (one.status === "fulfilled" ? [one.value[rpcs.noun]] : []));
}

/** Reads one document. */
export async function getDocument(rpcs: DocumentRpcs, id: string): Promise<Json> {
  if (!rpcs.get) throw new Error(`${rpcs.noun} can't be read alone`);
  return (await call(rpcName(rpcs.get), { id }))[rpcs.noun];
}

/** Makes a document; `beside` are fields of the request beside it. */
export async function createDocument(rpcs: DocumentRpcs, document: Json, beside: Json, requestId: string): Promise<Json> {
  if (!rpcs.create) throw new Error(`${rpcs.noun} can't be made here`);
  const answer = await call(rpcName(rpcs.create), { request_id: requestId, [rpcs.noun]: document, ...beside });
  return answer[rpcs.noun];
}

/** Changes the named fields of a document, which carries id and etag. */
export async function updateDocument(rpcs: DocumentRpcs, document: Json, changed: string[], requestId: string): Promise<Json> {
  if (!rpcs.update) throw new Error(`${rpcs.noun} can't be changed`);
  const mask = changed.map((key) => key.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase()));
  const request = { request_id: requestId, [rpcs.noun]: document, update_mask: mask.join(",") };
  return (await call(rpcName(rpcs.update), request))[rpcs.noun];
}

/** The action's rpc; undefined where it is nothing that is done with one document. */
export async function actionRpc(rpc: string): Promise<DescMethod | undefined> {
  const method = await loadMethod(rpc);
  return takes(method, "id") && takes(method, "request_id") ? method : undefined;
}

/** Does it. The document afterwards, undefined where there is none any more. */
export async function act(method: DescMethod, document: Json, answers: Json): Promise<Json | undefined> {
  const request: Json = { request_id: newRequestId(), id: document.id, ...answers };
  if (takes(method, "etag")) request.etag = document.etag;
  const answer = await call(rpcName(method), request);
  const [only] = method.output.fields.filter((one) => one.fieldKind === "message");
  return only ? answer[only.name] : undefined;
}

/** A document that may be made together with another: the request names it by id (`idField`) or carries it (`field`). */
export interface Along {
  idField: string;
  field: string;
  /** Context and type of the document made along. */
  type: string;
}

/** What a new document of this type may be made along with: its `id` is that document's. Undefined where there is none. */
export function madeAlong(create: DescMethod | undefined, type: DocumentType): Along | undefined {
  const carried = create?.input.fields.find((one) => one.fieldKind === "message" && takes(create, `${one.name}_id`));
  const owner = type.fields.find((one) => one.key === "id")?.link_document_type;
  return carried && owner ? { idField: `${carried.name}_id`, field: carried.name, type: owner } : undefined;
}

/** What a link's value is of the document linked to: its id, or its code where the field is called so. */
export function linkedBy(field: Field): "id" | "code" {
  return field.key.endsWith("_code") ? "code" : "id";
}

/** A document type's own name, "finance.supplier". */
export function fullType(type: DocumentType): string {
  return `${type.context}.${type.type}`;
}

function repeatedField(message: DescMessage, noun: string): DescField | undefined {
  return message.fields.find((one) => one.fieldKind === "list" && one.listKind === "message" && one.message.name === noun);
}

function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
