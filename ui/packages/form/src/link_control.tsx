import { useFormContext, useWatch } from "react-hook-form";
import { Combobox } from "@desk/kit";
import { describing, queries, rememberTitle, suggestDocuments, useDesk, useTexts, useTitle } from "@desk/shell";
import { documentRpcs, documentsById, linkedBy, madeAlong, type DocumentType, type Field, type Json } from "@desk/sdk";

import { ALONG } from "./along_control";
import { useFormFacts } from "./context";
import type { TypedControlProps } from "./field_control";

/** A document chosen by its title or code. */
export function LinkControl({ field, control, value, onChange, onBlur, at, siblings }: TypedControlProps) {
  const t = useTexts();
  const { language, may } = useDesk();
  const facts = useFormFacts();
  const { setValue, getValues } = useFormContext();
  const by = linkedBy(field);
  const company: string | undefined = useWatch({ name: "company_id" });
  const title = useTitle(by === "id" ? field.link_document_type : "", value ?? "");
  const choose = (chosen: string, label: string) => {
    if (!chosen && label) return void make(label);
    if (by === "id" && chosen) rememberTitle(field.link_document_type, chosen, label);
    onChange(chosen);
    if (!at || !chosen || by !== "id") return;
    void unitOf(field.link_document_type, chosen, language).then((unit) => {
      for (const quantity of unit ? withoutUnit(siblings, getValues(at)) : []) setValue(`${at}.${quantity.key}.uom_code`, unit);
    });
  };
  const make = async (typed: string) => {
    const { type, along } = await makingOf(field.link_document_type, language);
    const values = along ? { [ALONG]: { id: "", name: typed } } : { [titleKey(type, by)]: typed };
    facts.make({ name: field.link_document_type, values, onMade: (made, called) => choose(by === "code" ? made.code : made.id, called) });
  };
  const suggest = async (typed: string) => {
    const found = await suggestDocuments({ name: field.link_document_type, typed, companyId: company || facts.companyId, linkedBy: by, language });
    const label = typed.trim();
    if (!label || found.some((one) => one.label === label)) return found;
    const { permission } = await makingOf(field.link_document_type, language);
    return permission && may(permission) ? [...found, { value: "", label, hint: t("form.createNamed", { name: label }), mustBeChosen: true }] : found;
  };
  return (
    <Combobox
      {...control}
      value={value ?? ""}
      valueLabel={by === "id" ? title : (value ?? "")}
      emptyText={t("form.noMatch")}
      onBlur={onBlur}
      onChange={choose}
      suggest={suggest}
    />
  );
}

/** What making a document of a type takes: the permission, "" where nobody makes any, and another document made along. */
async function makingOf(name: string, language: string) {
  const type = await queries.fetchQuery(describing(name, language));
  const { create } = await documentRpcs(type.service, type.type);
  const permission = create ? (type.actions.find((one) => one.key === "create")?.permission ?? "") : "";
  return { type, permission, along: madeAlong(create, type) };
}

/** The field that people call a new document by. */
function titleKey(type: DocumentType, by: "id" | "code"): string {
  return by === "code" || type.fields.find((one) => one.key === type.title_field)?.read_only ? "code" : type.title_field;
}

/** The unit that a linked document is counted in, "" where it has none: quantities beside the link begin with it. */
async function unitOf(name: string, id: string, language: string): Promise<string> {
  const type = await queries.fetchQuery(describing(name, language));
  if (!type.fields.some((one) => one.key === "uom_code")) return "";
  const [found] = await documentsById(await documentRpcs(type.service, type.type), [id]);
  return found?.uom_code ?? "";
}

function withoutUnit(fields: Field[], row: Json): Field[] {
  return fields.filter((one) => one.type === "QUANTITY" && !one.read_only && !row[one.key]?.uom_code);
}
