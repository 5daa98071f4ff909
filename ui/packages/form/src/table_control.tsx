import { useState } from "react";
import { useFieldArray, useFormContext, useFormState, useWatch } from "react-hook-form";
import { Button, ChevronRight, IconButton, Plus, Row, Text, Trash2 } from "@desk/kit";
import { useTexts } from "@desk/shell";
import type { Field } from "@desk/sdk";

import { isReadOnly } from "./conditions";
import { useFormFacts } from "./context";
import { FieldControl } from "./field_control";
import { ValueText } from "./field_value";
import { isEmpty, toValues, type Values } from "./values";

const MOST_COLUMNS = 5;

/** Rows of a document: a table to read, or one to write in. */
export function TableControl({ field, siblings, values }: { field: Field; siblings: Field[]; values: Values }) {
  const facts = useFormFacts();
  const isFixed = !facts.isEditable || isReadOnly(field, siblings, values, facts.isNew);
  return isFixed ? <ReadTable field={field} rows={values[field.key] ?? []} /> : <WriteTable field={field} />;
}

function ReadTable({ field, rows }: { field: Field; rows: Values[] }) {
  const t = useTexts();
  const shown = field.fields.filter((column) => !isBareId(column) && rows.some((row) => !isEmpty(column, row[column.key])));
  if (rows.length === 0) return <Text muted>{t("form.none")}</Text>;
  return (
    <div className="kit-table-frame" tabIndex={0} role="region" aria-label={field.label}>
      <table className="kit-table" aria-label={field.label}>
        <thead>
          <tr>{shown.map((column) => <th key={column.key} scope="col" data-align={alignOf(column)}>{column.label}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>{shown.map((column) => <td key={column.key} data-align={alignOf(column)}><ValueText field={column} value={row[column.key]} /></td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WriteTable({ field }: { field: Field }) {
  const t = useTexts();
  const { setFocus, formState } = useFormContext();
  const { fields: rows, append, remove } = useFieldArray({ name: field.key, shouldUnregister: false });
  const [columns, more] = arranged(writable(field));
  const add = () => {
    append(toValues(field.fields, {}), { shouldFocus: false });
    const [first] = columns;
    if (first) setTimeout(() => setFocus(`${field.key}.${rows.length}.${first.key}`));
  };
  const fault = (formState.errors[field.key] as { root?: { message?: string }; message?: string } | undefined);
  return (
    <div style={{ display: "flex", flexDirection: "column", gap: 8 }}>
      <div className="kit-table-frame" style={{ overflow: "visible" }}>
        {rows.length ? (
          <table className="kit-table kit-editable" aria-label={field.label}>
            <thead>
              <tr>
                {columns.map((column) => <th key={column.key} scope="col" data-align={alignOf(column)}>{column.label}{column.required ? " *" : ""}</th>)}
                <th><span className="kit-hidden">{t("form.removeRow", { n: "" })}</span></th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, place) => <WriteRow key={row.id} field={field} columns={columns} more={more} place={place} onRemove={() => remove(place)} />)}
            </tbody>
          </table>
        ) : <Text muted>{t("form.none")}</Text>}
      </div>
      {fault?.root?.message ?? fault?.message ? <span className="kit-error" role="alert">{fault?.root?.message ?? fault?.message}</span> : null}
      <Row><Button icon={<Plus size={16} aria-hidden />} onClick={add}>{t("form.addRow")}</Button></Row>
    </div>
  );
}

interface WriteRowProps {
  field: Field;
  columns: Field[];
  /** What has no room beside each other stands below, where it is opened. */
  more: Field[];
  place: number;
  onRemove: () => void;
}

function WriteRow({ field, columns, more, place, onRemove }: WriteRowProps) {
  const t = useTexts();
  const at = `${field.key}.${place}`;
  const values: Values = useWatch({ name: at }) ?? {};
  const { errors } = useFormState({ name: at });
  const [isOpened, setOpened] = useState(false);
  const isWrong = more.some((column) => (errors[field.key] as Record<number, Values> | undefined)?.[place]?.[column.key]);
  const isOpen = isOpened || isWrong;
  const control = (column: Field, span?: number) => (
    <FieldControl key={column.key} field={column} path={`${at}.${column.key}`} siblings={field.fields} values={values} at={at} hideLabel={span === undefined} span={span} />
  );
  return (
    <>
      <tr aria-label={t("form.row", { n: place + 1 })}>
        {columns.map((column) => <td key={column.key}>{control(column)}</td>)}
        <td style={{ whiteSpace: "nowrap", width: 1 }}>
          {more.length ? <IconButton label={`${t("form.details")}: ${t("form.row", { n: place + 1 })}`} aria-expanded={isOpen} icon={<ChevronRight size={16} aria-hidden style={{ transform: isOpen ? "rotate(90deg)" : undefined }} />} onClick={() => setOpened(!isOpen)} /> : null}
          <IconButton label={t("form.removeRow", { n: place + 1 })} icon={<Trash2 size={16} aria-hidden />} onClick={onRemove} />
        </td>
      </tr>
      {isOpen && more.length ? (
        <tr><td colSpan={columns.length + 1} className="kit-row-more"><div className="kit-form-grid">{more.map((column) => control(column, column.repeated ? 6 : 3))}</div></td></tr>
      ) : null}
    </>
  );
}

/** Columns that can be written in a row: what only the server writes, and tables in tables, have no room there. */
function writable(field: Field): Field[] {
  return field.fields.filter((column) => !column.read_only && column.type !== "TABLE" && column.type !== "MAP");
}

/** An id that leads nowhere is no use to people. */
function isBareId(field: Field): boolean {
  return field.type === "TEXT" && field.key.endsWith("_id");
}

/** The columns that stand beside each other, what is required first among equals, and the rest. */
function arranged(all: Field[]): [Field[], Field[]] {
  if (all.length <= MOST_COLUMNS) return [all, []];
  const room = Math.max(0, MOST_COLUMNS - 1 - all.filter((one) => one.required).length);
  const optional = all.filter((one) => !one.required && !one.repeated).slice(0, room);
  const shown = all.filter((one) => one.required || optional.includes(one));
  return [shown, all.filter((one) => !shown.includes(one))];
}

function alignOf(field: Field): "right" | undefined {
  return ["INTEGER", "DECIMAL", "MONEY", "QUANTITY"].includes(field.type) ? "right" : undefined;
}
