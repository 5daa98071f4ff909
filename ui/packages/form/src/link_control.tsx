import { useFormContext, useWatch } from "react-hook-form";
import { Combobox } from "@desk/kit";
import { describing, queries, rememberTitle, suggestDocuments, useDesk, useTexts, useTitle } from "@desk/shell";
import { documentRpcs, documentsById, linkedBy, type Field, type Json } from "@desk/sdk";

import { useFormFacts } from "./context";
import type { TypedControlProps } from "./field_control";

/** A document chosen by its title or code. */
export function LinkControl({ field, control, value, onChange, onBlur, at, siblings }: TypedControlProps) {
  const t = useTexts();
  const { language } = useDesk();
  const facts = useFormFacts();
  const { setValue, getValues } = useFormContext();
  const by = linkedBy(field);
  const company: string | undefined = useWatch({ name: "company_id" });
  const title = useTitle(by === "id" ? field.link_document_type : "", value ?? "");
  const choose = (chosen: string, label: string) => {
    if (by === "id" && chosen) rememberTitle(field.link_document_type, chosen, label);
    onChange(chosen);
    if (!at || !chosen || by !== "id") return;
    void unitOf(field.link_document_type, chosen, language).then((unit) => {
      for (const quantity of unit ? withoutUnit(siblings, getValues(at)) : []) setValue(`${at}.${quantity.key}.uom_code`, unit);
    });
  };
  return (
    <Combobox
      {...control}
      value={value ?? ""}
      valueLabel={by === "id" ? title : (value ?? "")}
      emptyText={t("form.noMatch")}
      onBlur={onBlur}
      onChange={choose}
      suggest={(typed) => suggestDocuments({ name: field.link_document_type, typed, companyId: company || facts.companyId, linkedBy: by, language })}
    />
  );
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
