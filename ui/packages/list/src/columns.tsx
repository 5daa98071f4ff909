import { useEffect, useState } from "react";
import { Button, Checkbox, Dialog, type GridColumn } from "@desk/kit";
import { ValueText } from "@desk/form";
import { useTexts } from "@desk/shell";
import type { DocumentType, Field, Json } from "@desk/sdk";

import { cellValue } from "./sorting";

const WIDTHS: Partial<Record<Field["type"], string>> = { DATE: "130px", TIME: "190px", BOOLEAN: "130px", CHOICE: "minmax(130px, 0.6fr)", INTEGER: "150px", MONEY: "minmax(150px, 0.7fr)", QUANTITY: "150px" };
const NUMBERS: Field["type"][] = ["INTEGER", "DECIMAL", "MONEY", "QUANTITY"];

/** The columns of a list: the chosen ones, else the document type's; ones that it has no longer are left out. */
export function columnsOf(type: DocumentType, chosen: string[]): Field[] {
  const keys = chosen.length ? chosen : type.list_columns;
  return keys.flatMap((key) => type.fields.find((field) => field.key === key) ?? []);
}

/** A field as a column of the grid. */
export function gridColumn(field: Field, sortable: boolean): GridColumn<Json> {
  return {
    key: field.key,
    label: field.label,
    align: NUMBERS.includes(field.type) ? "right" : undefined,
    width: WIDTHS[field.type],
    sortable,
    cell: (row) => <ValueText field={field} value={cellValue(field, row)} isPlain />,
  };
}

/** Whether the window is as narrow as a phone. */
export function useNarrow(): boolean {
  const query = "(max-width: 720px)";
  const [isNarrow, setNarrow] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const follow = () => setNarrow(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  return isNarrow;
}

/** Chooses the columns. */
export function ColumnChooser({ type, shown, isOpen, onClose, onChange }: { type: DocumentType; shown: string[]; isOpen: boolean; onClose: () => void; onChange: (keys: string[]) => void }) {
  const t = useTexts();
  const offered = type.fields.filter((field) => field.type !== "TABLE" && field.type !== "MAP" && field.key !== "id");
  const toggle = (key: string) => onChange(shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key]);
  return (
    <Dialog title={t("list.columns")} isOpen={isOpen} onClose={onClose} actions={<><Button onClick={() => onChange([])}>{t("list.standard")}</Button><Button kind="primary" onClick={onClose}>{t("close")}</Button></>}>
      {offered.map((field) => <Checkbox key={field.key} label={field.label} checked={shown.includes(field.key)} disabled={shown.length === 1 && shown[0] === field.key} onChange={() => toggle(field.key)} />)}
    </Dialog>
  );
}
