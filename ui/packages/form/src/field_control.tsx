import { useEffect } from "react";
import { useController } from "react-hook-form";
import { Checkbox, DateInput, DecimalInput, FieldFrame, Select, TextArea, TextInput, TimeInput, type ControlProps } from "@desk/kit";
import { useDesk, useTexts } from "@desk/shell";
import type { Field } from "@desk/sdk";

import { isReadOnly, isRequired } from "./conditions";
import { useFormFacts } from "./context";
import { FieldValue } from "./field_value";
import { LinkControl } from "./link_control";
import { compacted, type Values } from "./values";

interface FieldControlProps {
  field: Field;
  /** Where its value stands in the form. */
  path: string;
  /** The fields and values around it, which its conditions speak of: the document's, or a row's. */
  siblings: Field[];
  values: Values;
  /** Where the values around it stand: "" or "lines.3". */
  at: string;
  hideLabel?: boolean;
  span?: number;
}

/** One field of a document: its label, the control for its type, and what is wrong with it. */
export function FieldControl({ field, path, siblings, values, at, hideLabel, span }: FieldControlProps) {
  const facts = useFormFacts();
  const { field: bound, fieldState } = useController({ name: path });
  const isFixed = !facts.isEditable || isReadOnly(field, siblings, values, facts.isNew);
  if (isFixed) return <FieldValue field={field} value={bound.value} hideLabel={hideLabel} span={span} />;
  const error = fieldState.error?.message;
  if (field.type === "BOOLEAN") {
    return (
      <div className="kit-field" data-span={span} style={{ justifyContent: "flex-end" }}>
        <Checkbox label={field.label} checked={Boolean(bound.value)} onChange={(event) => bound.onChange(event.target.checked)} onBlur={bound.onBlur} />
      </div>
    );
  }
  return (
    <FieldFrame label={field.label} hideLabel={hideLabel} help={field.source === "core" ? undefined : field.help} error={error} required={isRequired(field, siblings, values)} span={span}>
      {(control) => <Control focus={bound.ref} field={field} control={control} value={bound.value} onChange={bound.onChange} onBlur={bound.onBlur} at={at} siblings={siblings} values={values} />}
    </FieldFrame>
  );
}

export interface TypedControlProps {
  /** Takes what puts the focus here, where something is wrong. */
  focus: (target: { focus: () => void }) => void;
  field: Field;
  control: ControlProps;
  value: any;
  onChange: (value: any) => void;
  onBlur: () => void;
  at: string;
  siblings: Field[];
  values: Values;
}

function Control(props: TypedControlProps) {
  const { field, control, value, onChange, onBlur, focus } = props;
  const t = useTexts();
  useEffect(() => {
    focus({ focus: () => document.getElementById(control.id)?.focus() });
  }, [focus, control.id]);
  const { locale } = useDesk();
  const text = { ...control, value: value ?? "", onBlur };
  if (field.repeated || field.type === "LONG_TEXT") return <TextArea {...text} maxLength={field.repeated ? undefined : field.max_length || undefined} onChange={(event) => onChange(event.target.value)} />;
  switch (field.type) {
    case "CHOICE":
      return <Select {...text} options={field.options} empty={t("form.choose")} onChange={(event) => onChange(event.target.value)} />;
    case "DATE":
      return <DateInput {...text} onChange={(event) => onChange(event.target.value)} />;
    case "TIME":
      return <TimeInput {...text} onChange={onChange} />;
    case "INTEGER":
      return <TextInput {...text} inputMode="numeric" onChange={(event) => onChange(event.target.value.trim())} />;
    case "DECIMAL":
      return <DecimalInput {...control} value={value ?? ""} locale={locale} onChange={onChange} onBlur={onBlur} />;
    case "MONEY":
      return <MoneyControl {...props} />;
    case "QUANTITY":
      return <QuantityControl {...props} />;
    case "LINK":
      return <LinkControl {...props} />;
    default:
      return <TextInput {...text} maxLength={field.compact ? undefined : field.max_length || undefined} onChange={(event) => onChange(event.target.value)} onBlur={() => { if (field.compact && value) onChange(compacted(value)); onBlur(); }} />;
  }
}

function MoneyControl({ field, control, value, onChange, onBlur, values }: TypedControlProps) {
  const { locale } = useDesk();
  const { currencyCode } = useFormFacts();
  const currency = (field.currency_source && values[field.currency_source]) || value?.currency_code || currencyCode;
  return (
    <DecimalInput {...control} value={value?.amount ?? ""} affix={currency} locale={locale} onBlur={onBlur} onChange={(amount) => onChange({ currency_code: currency, amount })} />
  );
}

function QuantityControl({ field, control, value, onChange, onBlur, values }: TypedControlProps) {
  const { locale } = useDesk();
  const unit = (field.uom_source && values[field.uom_source]) || value?.uom_code || "";
  const unitLabel = `${field.label} (UoM)`;
  return (
    <div className="kit-affixed">
      <DecimalInput {...control} value={value?.value ?? ""} locale={locale} onBlur={onBlur} onChange={(amount) => onChange({ uom_code: unit, value: amount })} />
      <input className="kit-affix" aria-label={unitLabel} value={unit} disabled={Boolean(field.uom_source)} onChange={(event) => onChange({ uom_code: event.target.value.toUpperCase(), value: value?.value ?? "" })} />
    </div>
  );
}
