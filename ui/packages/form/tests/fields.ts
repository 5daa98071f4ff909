import type { Field } from "@desk/sdk";

/** A field as metadata has it, with what a test says of it. */
export function field(key: string, said: Partial<Field> = {}): Field {
  return {
    key, label: key, type: "TEXT", help: "", required: false, required_when: [], read_only: false, read_only_when: [], pattern: "", max_length: 0,
    checksum: "CHECKSUM_KIND_UNSPECIFIED", compact: false, options: [], link_document_type: "", repeated: false, fields: [], currency_source: "",
    uom_source: "", section: "", position: 0, source: "core", set_once: false, minimum: "", maximum: "", ...said,
  };
}
