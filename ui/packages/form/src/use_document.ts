import { useQuery } from "@tanstack/react-query";
import { describing, queries, useDesk } from "@desk/shell";
import { call, documentRpcs, getDocument, loadService, pascalCase, rpcName, type DocumentRpcs, type DocumentType, type Json } from "@desk/sdk";

/** What a form is drawn from. */
export interface Loaded {
  type: DocumentType;
  rpcs: DocumentRpcs;
  /** undefined for a new one. */
  document: Json | undefined;
}

/** Fetches a document with its type: in one call where its owner answers both. */
export function useDocument(name: string, id: string | undefined) {
  const { language } = useDesk();
  return useQuery({ queryKey: ["document", name, id ?? "", language], queryFn: () => load(name, id, language), staleTime: 0, gcTime: 0 });
}

async function load(name: string, id: string | undefined, language: string): Promise<Loaded> {
  const both = id ? await loadForm(name, id, language) : undefined;
  if (both) return both;
  const type = await queries.fetchQuery(describing(name, language));
  const rpcs = await documentRpcs(type.service, type.type);
  return { type, rpcs, document: id ? await getDocument(rpcs, id) : undefined };
}

/** Schema and document by the form's own rpc; undefined where the owner has none. */
async function loadForm(name: string, id: string, language: string): Promise<Loaded | undefined> {
  const [context = "", type = ""] = name.split(".");
  const service = `businessm.${context}.v1.${pascalCase(type)}Service`;
  if (!(await loadService(service).then(() => true, () => false))) return undefined;
  const rpcs = await documentRpcs(service, type);
  if (!rpcs.form) return undefined;
  const answer = await call(rpcName(rpcs.form), { id, language_code: language });
  return { type: answer.schema, rpcs, document: answer[rpcs.noun] };
}
