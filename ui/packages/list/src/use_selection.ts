import { useCallback, useEffect, useMemo, useState } from "react";
import type { GridSelection } from "@desk/kit";
import { titleOf, useTexts } from "@desk/shell";
import type { DocumentType, Json } from "@desk/sdk";

export interface Selected {
  documents: Json[];
  /** For the grid. */
  selection: GridSelection<Json>;
  keep: (documents: Json[]) => void;
}

/** Rows chosen by the user, of those that are shown; another `question` asked of the owner chooses none. */
export function useSelection(type: DocumentType, rows: Json[], question: string): Selected {
  const t = useTexts();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setIds(new Set()), [question]);
  const documents = useMemo(() => (ids.size ? rows.filter((one) => ids.has(one.id)) : []), [rows, ids]);
  const toggle = useCallback((row: Json) => setIds((now) => (now.has(row.id) ? new Set([...now].filter((id) => id !== row.id)) : new Set([...now, row.id]))), []);
  const keep = useCallback((kept: Json[]) => setIds(new Set(kept.map((one) => one.id))), []);
  const selection = {
    has: (row: Json) => ids.has(row.id),
    toggle,
    toggleAll: () => keep(documents.length === rows.length ? [] : rows),
    count: documents.length,
    labelOf: (row: Json) => t("list.select", { title: titleOf(type, row) }),
    labelOfAll: t("list.selectAll"),
  };
  return { documents, selection, keep };
}
