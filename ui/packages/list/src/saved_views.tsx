import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Checkbox, Dialog, FieldFrame, IconButton, Row, Select, Star, TextInput, toast, Trash2 } from "@desk/kit";
import { queries, useDesk, useTexts } from "@desk/shell";
import { call, newRequestId, refusalOf, type Json } from "@desk/sdk";

import type { View } from "./view";

const SERVICE = "businessm.desk.v1.SavedViewService";

interface SavedViewsProps {
  /** "finance.supplier". */
  documentType: string;
  view: View;
  /** The id of the saved view that was chosen, "" for none. */
  chosen: string;
  onChoose: (view: View, id: string) => void;
}

/** Views that were kept, the user's and those shared with him, and a way to keep the present one. */
export function SavedViews({ documentType, view, chosen, onChoose }: SavedViewsProps) {
  const t = useTexts();
  const { may, session } = useDesk();
  const [isNaming, setNaming] = useState(false);
  const saved = useQuery({ queryKey: ["views", documentType], queryFn: () => listViews(documentType), enabled: may("desk.saved_view.read") });
  const views = saved.data ?? [];
  const current = views.find((one) => one.id === chosen);
  const choose = (id: string) => {
    const found = views.find((one) => one.id === id);
    onChoose(found ? fromSaved(found) : { filters: {}, columns: [] }, found ? id : "");
  };
  const remove = async (one: Json) => {
    await call(`${SERVICE}/DeleteSavedView`, { request_id: newRequestId(), id: one.id, etag: one.etag });
    await queries.invalidateQueries({ queryKey: ["views", documentType] });
    choose("");
  };
  return (
    <Row gap="$1">
      {views.length ? (
        <Select aria-label={t("list.views")} value={current?.id ?? ""} empty={t("list.standard")} options={views.map((one) => ({ value: one.id, label: one.name }))} onChange={(event) => choose(event.target.value)} style={{ width: 160 }} />
      ) : null}
      {current && current.owner === session.username ? <IconButton label={t("list.deleteView")} icon={<Trash2 size={16} aria-hidden />} onClick={() => void remove(current)} /> : null}
      {may("desk.saved_view.create") ? <IconButton label={t("list.saveView")} icon={<Star size={16} aria-hidden />} onClick={() => setNaming(true)} /> : null}
      <SaveDialog isOpen={isNaming} onClose={() => setNaming(false)} documentType={documentType} view={view} onSaved={(one) => onChoose(view, one.id)} />
    </Row>
  );
}

interface SaveDialogProps {
  isOpen: boolean;
  onClose: () => void;
  documentType: string;
  view: View;
  onSaved: (saved: Json) => void;
}

function SaveDialog({ isOpen, onClose, documentType, view, onSaved }: SaveDialogProps) {
  const t = useTexts();
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const [error, setError] = useState("");
  const save = async () => {
    try {
      const kept = { document_type: documentType, name, visibility: isShared ? "SHARED" : "PRIVATE", ...toSaved(view) };
      const answer = await call(`${SERVICE}/CreateSavedView`, { request_id: newRequestId(), saved_view: kept });
      await queries.invalidateQueries({ queryKey: ["views", documentType] });
      toast(t("list.saved"));
      onSaved(answer.saved_view);
      onClose();
      setName("");
    } catch (failure) {
      setError(refusalOf(failure).message);
    }
  };
  return (
    <Dialog title={t("list.saveView")} isOpen={isOpen} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }} style={{ display: "flex", flexDirection: "column", gap: 12 }}>
        <FieldFrame label={t("list.viewName")} error={error} required>
          {(control) => <TextInput {...control} data-first required maxLength={255} value={name} onChange={(event) => setName(event.target.value)} />}
        </FieldFrame>
        <Checkbox label={t("list.shared")} checked={isShared} onChange={(event) => setShared(event.target.checked)} />
        <div className="kit-dialog-foot" style={{ padding: "4px 0 14px" }}>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" kind="primary">{t("list.saveView")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

async function listViews(documentType: string): Promise<Json[]> {
  return (await call(`${SERVICE}/ListSavedViews`, { page_size: 250, document_type: documentType })).saved_views;
}

/** A view as the server keeps it. */
export function toSaved(view: View): Json {
  return {
    filters: Object.entries(view.filters).map(([field, value]) => ({ field, operator: "EQUALS", values: [value] })),
    sorts: view.sort ? [{ field: view.sort.key, descending: view.sort.descending }] : [],
    columns: view.columns.map((field) => ({ field })),
  };
}

/** A kept view as the list has it; what this list can't do of it is left out. */
export function fromSaved(saved: Json): View {
  const [sort] = saved.sorts ?? [];
  return {
    filters: Object.fromEntries((saved.filters ?? []).map((one: Json) => [one.field, one.values?.[0] ?? ""])),
    sort: sort ? { key: sort.field, descending: sort.descending } : undefined,
    columns: (saved.columns ?? []).map((one: Json) => one.field),
  };
}
