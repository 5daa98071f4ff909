export { DocumentList } from "./document_list";
