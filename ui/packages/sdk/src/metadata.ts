import { call, type Json } from "./calls";

/** What a field holds, in the contract's words. */
export type FieldType =
  | "TEXT" | "LONG_TEXT" | "INTEGER" | "BOOLEAN" | "DECIMAL" | "DATE" | "TIME" | "CHOICE" | "LINK" | "MONEY" | "QUANTITY"
  | "TABLE" | "MAP";

/** Something that is true of a document or not; `operator` is judged in @desk/form. */
export interface Condition {
  field: string;
  operator: "IN" | "NOT_IN" | "IS_SET" | "IS_EMPTY";
  values: string[];
}

/** One field of a document type: businessm.metadata.v1.Field in JSON. */
export interface Field {
  key: string;
  label: string;
  type: FieldType;
  help: string;
  required: boolean;
  required_when: Condition[];
  read_only: boolean;
  read_only_when: Condition[];
  pattern: string;
  max_length: number;
  checksum: string;
  compact: boolean;
  options: { value: string; label: string }[];
  link_document_type: string;
  repeated: boolean;
  fields: Field[];
  currency_source: string;
  uom_source: string;
  section: string;
  position: number;
  source: string;
  set_once: boolean;
  minimum: string;
  maximum: string;
}

export interface Action {
  key: string;
  label: string;
  permission: string;
  states: string[];
  rpc: string;
  /** What its request asks for beside the document. */
  fields: Field[];
}

/** A document type as its owner describes it: businessm.metadata.v1.DocumentType in JSON. */
export interface DocumentType {
  type: string;
  context: string;
  version: string;
  label: string;
  plural_label: string;
  title_field: string;
  sections: { key: string; label: string }[];
  fields: Field[];
  list_columns: string[];
  filters: string[];
  /** What the list rpc's `order_by` takes. */
  sort_columns: string[];
  states: { value: string; label: string; editable: boolean }[];
  actions: Action[];
  service: string;
  read_permission: string;
}

const GET = "businessm.metadata.v1.DocumentTypeService/GetDocumentType";

/** Asks a document type's owner how it looks in a language. */
export async function getDocumentType(context: string, type: string, language: string): Promise<DocumentType> {
  const answer: Json = await call(GET, { context, type, language_code: language }, { context });
  return answer.document_type as DocumentType;
}

/** Whether a field came from a plugin, so that its value stands in `extension_values`. */
export function isExtension(field: Field): boolean {
  return field.source !== "core" && field.source !== "";
}
