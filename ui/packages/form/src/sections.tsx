import { useFormState, useWatch } from "react-hook-form";
import { Card, SectionTitle } from "@desk/kit";
import type { DocumentType, Field } from "@desk/sdk";

import { AlongControl } from "./along_control";
import { isReadOnly } from "./conditions";
import { useFormFacts, type FormFacts } from "./context";
import { FieldControl } from "./field_control";
import { FieldValue } from "./field_value";
import { TableControl } from "./table_control";
import { isEmpty, pathOf, valueAt, type Values } from "./values";

/** The document's sections, in the order its owner gives, on a grid of twelve columns. */
export function Sections({ type }: { type: DocumentType }) {
  const facts = useFormFacts();
  const values: Values = useWatch();
  return type.sections.map((section) => {
    const fields = type.fields.filter((field) => field.section === section.key && isShown(field, type, facts, valueAt(values, type.fields, field.key)));
    if (fields.length === 0) return null;
    return (
      <Card key={section.key} padding="$4" gap="$4" render="section" aria-label={section.label}>
        <SectionTitle>{section.label}</SectionTitle>
        <div className="kit-form-grid">
          {fields.map((field) => <Placed key={field.key} field={field} type={type} values={values} />)}
        </div>
      </Card>
    );
  });
}

function Placed({ field, type, values }: { field: Field; type: DocumentType; values: Values }) {
  const { along, isNew, isEditable } = useFormFacts();
  const span = spanOf(field);
  if (along && isNew && field.key === type.title_field) return <AlongControl field={{ ...field, link_document_type: along.type }} span={6} />;
  const isSaid = type.sections.some((one) => one.key === field.section && one.label === field.label); // right above
  if (field.type === "TABLE" && field.repeated) {
    return (
      <div data-span="12">
        {isSaid ? null : <span className="kit-label">{field.label}</span>}
        <TableControl field={field} siblings={type.fields} values={values} />
      </div>
    );
  }
  if (isGroup(field)) return <Group field={field} values={values[field.key] ?? {}} isFixed={!isEditable || isReadOnly(field, type.fields, values, isNew)} hideLabel={isSaid} />;
  return <FieldControl field={field} path={pathOf(field)} siblings={type.fields} values={values} at="" span={span} />;
}

interface GroupProps {
  field: Field;
  values: Values;
  isFixed: boolean;
  hideLabel: boolean;
}

/** Fields that belong together, side by side. What must be there must be only where anything is. */
function Group({ field, values, isFixed, hideLabel }: GroupProps) {
  const { errors } = useFormState({ name: field.key });
  const fault = errors[field.key]?.message;
  const isAsked = field.required || !isEmpty(field, values);
  const fields = isAsked ? field.fields : field.fields.map((one) => ({ ...one, required: false }));
  return (
    <fieldset data-span="12" className="kit-group">
      <legend className={hideLabel ? "kit-hidden" : "kit-label"}>{field.label}</legend>
      <div className="kit-form-grid">
        {isFixed ? fields.filter((one) => !isEmpty(one, values[one.key])).map((one) => <FieldValue key={one.key} field={one} value={values[one.key]} span={spanOf(one)} />) : fields.map((one) => <FieldControl key={one.key} field={one} path={`${field.key}.${one.key}`} siblings={field.fields} values={values} at={field.key} span={spanOf(one)} />)}
      </div>
      {typeof fault === "string" ? <span className="kit-error" role="alert">{fault}</span> : null}
    </fieldset>
  );
}

function isGroup(field: Field): boolean {
  return field.type === "TABLE" && !field.repeated;
}

/** Ids are no use to people, and what the server has yet to say is nothing to look at. */
function isShown(field: Field, type: DocumentType, { isNew, isEditable, along }: FormFacts, value: unknown): boolean {
  if (isNew && along && field.key === type.title_field) return true; // chosen or named there
  if (field.key === "id") return field.type === "LINK" && !isNew;
  if (field.type === "MAP" || (field.key === "state" && type.states.length > 0)) return false; // the state stands above
  const isWritten = isEditable && !field.read_only && (isNew || !field.set_once);
  return isWritten || (!isNew && !isEmpty(field, value));
}

function spanOf(field: Field): number {
  if (field.type === "LONG_TEXT" || field.repeated) return 12;
  if (field.type === "BOOLEAN" || field.type === "DATE" || field.type === "INTEGER") return 3;
  return field.max_length > 100 ? 6 : 4;
}


