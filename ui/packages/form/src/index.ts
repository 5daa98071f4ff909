export { DocumentForm } from "./document_form";
export { ValueText } from "./field_value";
export { provesItself } from "./checksum";
