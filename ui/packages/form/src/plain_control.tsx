import { Combobox, DateInput, Select, TextArea, TextInput } from "@desk/kit";
import { suggestDocuments, useDesk, useTexts, useTitle } from "@desk/shell";
import { linkedBy, type Field } from "@desk/sdk";

interface PlainControlProps {
  field: Field;
  /** What the frame around it, or who uses it, wants of the input. */
  control: object;
  /** Text, as it goes into a request; "" for none. */
  value: string;
  onChange: (value: string) => void;
  /** What no choice is called. */
  empty?: string;
  companyId?: string;
}

/** A control for one value that stands in no form: what an action asks for, what a list is narrowed by. */
export function PlainControl({ field, control, value, onChange, empty, companyId }: PlainControlProps) {
  const t = useTexts();
  const given = { ...control, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  if (field.type === "DATE") return <DateInput {...given} />;
  if (field.type === "CHOICE") return <Select {...given} empty={empty ?? t("form.choose")} options={field.options} />;
  if (field.type === "LINK") return <LinkChoice field={field} control={control} value={value} onChange={onChange} empty={empty} companyId={companyId} />;
  if (field.type === "LONG_TEXT") return <TextArea {...given} rows={3} />;
  return <TextInput {...given} {...(field.key.endsWith("password") ? { type: "password", autoComplete: "new-password" } : {})} />;
}

function LinkChoice({ field, control, value, onChange, empty, companyId }: PlainControlProps) {
  const t = useTexts();
  const { company, language } = useDesk();
  const by = linkedBy(field);
  const title = useTitle(by === "id" ? field.link_document_type : "", value);
  return (
    <Combobox {...control} value={value} valueLabel={by === "code" ? value : title} placeholder={empty} emptyText={t("form.noMatch")} onChange={onChange}
      suggest={(typed) => suggestDocuments({ name: field.link_document_type, typed, companyId: companyId || company?.id || "", linkedBy: by, language })} />
  );
}
