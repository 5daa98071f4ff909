import { useQuery } from "@tanstack/react-query";
import { documentRpcs, documentsById, getDocumentType, listDocuments, takes, type DocumentType, type Json } from "@desk/sdk";
import type { Suggestion } from "@desk/kit";

import { useDesk } from "./desk";
import { queries } from "./queries";

const DESCRIPTION_MILLISECONDS = 60_000;
const TITLE_MILLISECONDS = 60_000;
const SUGGESTED = 20;

/** A document type in the reader's language: "finance.supplier". */
export function useDocumentType(name: string) {
  const { language } = useDesk();
  return useQuery({ ...describing(name, language), enabled: Boolean(name) });
}

/** How useDocumentType asks, for who asks outside of a component. */
export function describing(name: string, language: string) {
  const [context = "", type = ""] = name.split(".");
  return {
    queryKey: ["type", name, language],
    queryFn: () => getDocumentType(context, type, language),
    staleTime: DESCRIPTION_MILLISECONDS,
  };
}

/** What people call a document: its title, else its number, name or code, else its id. */
export function titleOf(type: DocumentType, document: Json): string {
  return [type.title_field, "number", "name", "code", "id"].map((key) => document[key]).find(Boolean) ?? "";
}

/** A document type's label inside of a sentence: "Goods receipt" to "goods receipt", "API key" as it is. */
export function inSentence(label: string): string {
  const [first = "", second = ""] = label;
  return second === second.toLocaleUpperCase() ? label : first.toLocaleLowerCase() + label.slice(1);
}

/** What the document that a link points at is called; the id while that is not known. */
export function useTitle(name: string, id: string): string {
  const { language } = useDesk();
  const title = useQuery({
    queryKey: ["title", name, id],
    queryFn: () => titleById(name, id, language),
    enabled: Boolean(name && id),
    staleTime: TITLE_MILLISECONDS,
    retry: false,
  });
  return title.data ?? (title.error ? id : "");
}

/** Keeps what is known of a document's title, so that nobody asks for it. */
export function rememberTitle(name: string, id: string, title: string): void {
  queries.setQueryData(["title", name, id], title);
}

interface Suggesting {
  name: string;
  typed: string;
  /** The company whose documents are meant, where the type belongs to one. */
  companyId: string;
  linkedBy: "id" | "code";
  language: string;
}

/**
 * Documents whose title or code has a typed text in it, of the type's first 250; where there are more, the one whose code
 * is what was typed as well.
 */
export async function suggestDocuments({ name, typed, companyId, linkedBy, language }: Suggesting): Promise<Suggestion[]> {
  const type = await queries.fetchQuery(describing(name, language));
  const rpcs = await documentRpcs(type.service, type.type);
  const { list } = rpcs;
  if (!list) return [];
  const request: Json = { page_size: 250 };
  if (takes(list, "company_id")) request.company_id = companyId;
  const first = await queries.fetchQuery({ queryKey: ["rows", name, "suggest", request], queryFn: () => listDocuments(list, request), staleTime: 5_000 });
  const byCode = typed && first.nextPageToken && takes(list, "code") ? (await listDocuments(list, { ...request, code: typed })).documents : [];
  const wanted = typed.toLocaleLowerCase();
  const seen = new Map([...byCode, ...first.documents].map((one) => [one[linkedBy], one]));
  return [...seen.values()]
    .map((one) => ({ value: one[linkedBy], label: linkedBy === "code" ? one.code : titleOf(type, one), hint: hintOf(type, one, linkedBy) }))
    .filter((one) => `${one.label} ${one.hint}`.toLocaleLowerCase().includes(wanted))
    .slice(0, SUGGESTED);
}

function hintOf(type: DocumentType, document: Json, linkedBy: "id" | "code"): string {
  const beside = linkedBy === "code" ? document.name : document.code;
  return beside && beside !== titleOf(type, document) ? beside : "";
}

/** Titles asked for in one moment, which go in one call. */
interface Batch {
  ids: Set<string>;
  titles: Promise<Map<string, string>>;
}

const gathering = new Map<string, Batch>();

async function titleById(name: string, id: string, language: string): Promise<string> {
  const batch = gathering.get(name) ?? gather(name, language);
  batch.ids.add(id);
  const title = (await batch.titles).get(id);
  if (title === undefined) throw new Error(`${name} ${id} is not there`);
  return title;
}

function gather(name: string, language: string): Batch {
  const ids = new Set<string>();
  const moment = new Promise((resolve) => setTimeout(resolve));
  const titles = moment.then(() => {
    gathering.delete(name);
    return titlesById(name, [...ids], language);
  });
  const batch = { ids, titles };
  gathering.set(name, batch);
  return batch;
}

/** What documents are called, by id; those that are not there are left out. */
export async function titlesById(name: string, ids: string[], language: string): Promise<Map<string, string>> {
  const type = await queries.fetchQuery(describing(name, language));
  const owner = type.fields.find((field) => field.key === "id")?.link_document_type;
  if (owner && owner !== name) return titlesById(owner, ids, language); // a role of another document: its name is there
  const rpcs = await documentRpcs(type.service, type.type);
  const found = await documentsById(rpcs, ids);
  return new Map(found.map((one) => [one.id, titleOf(type, one)]));
}
