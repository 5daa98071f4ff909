import { useWatch } from "react-hook-form";
import { Card, SectionTitle } from "@desk/kit";
import type { DocumentType, Field } from "@desk/sdk";

import { AlongControl } from "./along_control";
import { useFormFacts, type FormFacts } from "./context";
import { FieldControl } from "./field_control";
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
  const { along, isNew } = useFormFacts();
  const span = spanOf(field);
  if (along && isNew && field.key === type.title_field) return <AlongControl field={{ ...field, link_document_type: along.type }} span={6} />;
  if (field.type === "TABLE" && field.repeated) {
    return <div data-span="12"><TableControl field={field} siblings={type.fields} values={values} /></div>;
  }
  return <FieldControl field={field} path={pathOf(field)} siblings={type.fields} values={values} at="" span={span} />;
}

/** Ids are no use to people, and what the server has yet to say is nothing to look at; groups are made by the server. */
function isShown(field: Field, type: DocumentType, { isNew, isEditable, along }: FormFacts, value: unknown): boolean {
  if (isNew && along && field.key === type.title_field) return true; // chosen or named there
  if (field.key === "id") return field.type === "LINK" && !isNew;
  if (field.type === "MAP" || (field.key === "state" && type.states.length > 0)) return false; // the state stands above
  if (field.type === "TABLE" && !field.repeated) return !isEmpty(field, value);
  if (field.read_only || !isEditable) return !isNew && !isEmpty(field, value);
  return true;
}

function spanOf(field: Field): number {
  if (field.type === "LONG_TEXT" || field.repeated) return 12;
  if (field.type === "BOOLEAN" || field.type === "DATE" || field.type === "INTEGER") return 3;
  return field.max_length > 100 ? 6 : 4;
}


