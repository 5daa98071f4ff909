import { useController } from "react-hook-form";
import { Combobox, FieldFrame } from "@desk/kit";
import { suggestDocuments, useDesk, useTexts } from "@desk/shell";
import type { Along, Field, Json } from "@desk/sdk";

/** What a new document is made of: one that is there, or one made along with it, by its name. */
export interface Chosen {
  id: string;
  name: string;
}

export const ALONG = "$along";

/** What goes beside the document in the request that makes it. */
export function besideOf(along: Along | undefined, chosen: Chosen | undefined): Json {
  if (!along || !chosen) return {};
  if (chosen.id) return { [along.idField]: chosen.id };
  return chosen.name ? { [along.field]: { name: chosen.name } } : {};
}

/** Chooses a document, or names one that is to be made along. */
export function AlongControl({ field, span }: { field: Field; span?: number }) {
  const t = useTexts();
  const { language } = useDesk();
  const { field: bound, fieldState } = useController({ name: ALONG });
  const chosen: Chosen = bound.value ?? { id: "", name: "" };
  const suggest = async (typed: string) => {
    const found = await suggestDocuments({ name: field.link_document_type, typed, companyId: "", linkedBy: "id", language });
    const name = typed.trim();
    const made = name && !found.some((one) => one.label === name) ? [{ value: "", label: name, hint: t("form.createNamed", { name }) }] : [];
    return [...made, ...found];
  };
  return (
    <FieldFrame label={field.label} error={fieldState.error?.message} required span={span}>
      {(control) => (
        <Combobox {...control} value={chosen.id} valueLabel={chosen.name} emptyText={t("form.noMatch")} suggest={suggest} onBlur={bound.onBlur} onChange={(id, name) => bound.onChange({ id, name })} />
      )}
    </FieldFrame>
  );
}
