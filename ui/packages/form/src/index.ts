export { Asking } from "./asking";
export { DocumentForm } from "./document_form";
export { fits, useDoable, type Doable } from "./doable";
export { ValueText } from "./field_value";
export { PlainControl } from "./plain_control";
export { provesItself } from "./checksum";
