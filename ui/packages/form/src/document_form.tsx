import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { FormProvider, useForm, useFormState } from "react-hook-form";
import { Button, Column, Dialog, EmptyState, Loading, Notice, PageTitle, Row, Save, Text, toast, today } from "@desk/kit";
import { DeskLink, documentPath, inSentence, listPath, queries, titleOf, UnsavedGuard, useDesk, useDocumentType, useGo, useTexts } from "@desk/shell";
import { act, Code, fullType, madeAlong, refusalOf, type Action, type DocumentType, type Json } from "@desk/sdk";
import type { DescMethod } from "@bufbuild/protobuf";

import { ActionButtons } from "./action_buttons";
import { ConflictDialog } from "./conflict_dialog";
import { FormFactsProvider, type FormFacts, type Making } from "./context";
import { ValueText } from "./field_value";
import { Sections } from "./sections";
import { useDocument, type Loaded } from "./use_document";
import { useResolver, useSaving } from "./use_saving";
import { toValues, type Values } from "./values";

interface DocumentFormProps {
  name: string;
  id?: string;
  /** Where it is made while another one's form is open. */
  making?: Making & { onCancel: () => void };
}

/** The form of any document, drawn from what its owner says of it; `id` is left out for a new one. */
export function DocumentForm({ name, id, making }: DocumentFormProps) {
  const t = useTexts();
  const found = useDocument(name, id);
  if (found.data) return <LoadedForm key={`${found.data.document?.id}/${found.data.document?.etag}/${found.data.type.version}`} loaded={found.data} making={making} reload={() => void found.refetch()} />;
  if (!found.error) return <Loading label={t("loading")} lines={10} />;
  const refusal = refusalOf(found.error);
  if (refusal.code === Code.NotFound || refusal.code === Code.PermissionDenied) return <EmptyState title={t("notFound.title")}>{t("notFound.text")}</EmptyState>;
  return <Notice tone="danger" action={<Button onClick={() => void found.refetch()}>{t("tryAgain")}</Button>}>{refusal.message || t("unreachable")}</Notice>;
}

function LoadedForm({ loaded, making, reload }: { loaded: Loaded; making: DocumentFormProps["making"]; reload: () => void }) {
  const t = useTexts();
  const go = useGo();
  const [beside, setBeside] = useState<Making>();
  const facts = useFacts(loaded, setBeside);
  const initial = useMemo(() => ({ ...initialValues(loaded, facts), ...making?.values }), [loaded]); // eslint-disable-line -- facts follow from loaded
  const form = useForm<Values>({ defaultValues: initial, resolver: useResolver(loaded, facts), shouldFocusError: true });
  const saving = useSaving(loaded, form, initial, facts);
  const { type, document } = loaded;
  const name = fullType(type);
  const title = document ? headingOf(type, document) : t("form.new", { name: inSentence(type.label) });
  const formId = useId();
  useFocusOn(formId, making !== undefined);
  useEffect(() => { if (!making) window.document.title = `${title} · Business M`; }, [title, making]);

  const isSettled = useRef(false); // what is shown is saved, or given up
  const { isDirty } = form.formState;
  const take = useCallback((saved: Json) => {
    isSettled.current = true;
    if (making) making.onMade(saved, headingOf(type, saved));
    else if (document) queries.setQueriesData<Loaded>({ queryKey: ["document", name, saved.id] }, (now) => now && { ...now, document: saved });
    else go(documentPath(name, saved.id), { replace: true });
  }, [document, go, making, name, type]);
  const save = async (over?: Json) => {
    const saved = await saving.save(over);
    if (!saved) return undefined;
    toast(t("form.saved"));
    take(saved);
    return saved;
  };
  const submit = form.handleSubmit(() => save());
  const onAct = async (action: Action, method: DescMethod, answers: Json) => {
    const current = isDirty ? await save() : document;
    if (!current) return;
    const done = await saving.attempt(() => act(method, current, answers));
    if (!done) return;
    toast(t("form.done", { label: action.label }));
    void queries.invalidateQueries({ queryKey: ["rows"] });
    if (done.document?.id === current.id) take(done.document as Json);
    else if (done.document) reload();
    else { isSettled.current = true; go(listPath(name)); }
  };
  const isUnsaved = useCallback(() => isDirty && !isSettled.current, [isDirty]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (facts.isEditable && !saving.isBusy) void submit();
  };
  return (
    <FormProvider {...form}>
      <FormFactsProvider value={facts}>
        <div onKeyDown={onKeyDown} style={{ display: "flex", flexDirection: "column", gap: 16 }}>
          {making ? null : <Row justifyContent="space-between" flexWrap="wrap" gap="$3">
            <Column gap="$1" flexShrink={1}>
              <Text small muted><DeskLink to={listPath(name)}>{type.plural_label}</DeskLink></Text>
              <Row gap="$3" flexWrap="wrap"><PageTitle>{title}</PageTitle><StateBadge type={type} document={document} /></Row>
            </Column>
            <Row gap="$2" flexWrap="wrap">
              {document ? <ActionButtons type={type} document={document} title={title} isBusy={saving.isBusy} onAct={(...all) => void onAct(...all)} /> : null}
              {facts.isEditable ? <SaveButton formId={formId} isNew={facts.isNew} isBusy={saving.isBusy} /> : null}
            </Row>
          </Row>}
          {saving.refused ? <Notice tone="danger">{saving.refused}</Notice> : null}
          <form id={formId} onSubmit={(event) => void submit(event)} noValidate style={{ display: "flex", flexDirection: "column", gap: 16 }}>
            <Sections type={type} />
          </form>
          {making ? <Row justifyContent="flex-end" gap="$2" paddingBottom="$4"><Button onClick={making.onCancel}>{t("cancel")}</Button><SaveButton formId={formId} isNew isBusy={saving.isBusy} /></Row> : null}
        </div>
        <ConflictDialog
          type={type}
          theirs={saving.theirs && toValues(type.fields, saving.theirs)}
          yours={form.getValues()}
          onClose={saving.settle}
          onReload={() => { const theirs = saving.theirs as Json; saving.settle(); take(theirs); }}
          onOverwrite={() => void save(saving.theirs)}
        />
        <MakingDialog making={beside} onClose={() => setBeside(undefined)} />
        {making ? null : <UnsavedGuard isUnsaved={isUnsaved} />}
      </FormFactsProvider>
    </FormProvider>
  );
}

/** Makes a document that a link is to point at, without leaving the one it is needed for. */
function MakingDialog({ making, onClose }: { making: Making | undefined; onClose: () => void }) {
  const t = useTexts();
  const described = useDocumentType(making?.name ?? "");
  const title = described.data ? t("form.new", { name: inSentence(described.data.label) }) : t("loading");
  return (
    <Dialog title={title} size="wide" isOpen={making !== undefined} onClose={onClose}>
      {making ? <DocumentForm name={making.name} making={{ ...making, onMade: (...made) => { onClose(); making.onMade(...made); }, onCancel: onClose }} /> : null}
    </Dialog>
  );
}

/** Puts the focus on a form's first control, once it is drawn. */
function useFocusOn(formId: string, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted) document.getElementById(formId)?.querySelector<HTMLElement>("input:enabled, select:enabled, textarea:enabled")?.focus();
  }, [formId, isWanted]);
}

function SaveButton({ formId, isNew, isBusy }: { formId: string; isNew: boolean; isBusy: boolean }) {
  const t = useTexts();
  const { isDirty } = useFormState();
  return (
    <Button type="submit" form={formId} kind={isDirty || isNew ? "primary" : "plain"} disabled={isBusy || (!isDirty && !isNew)} icon={<Save size={16} aria-hidden />}>
      {isNew ? t("form.create") : t("form.save")}
    </Button>
  );
}

/** What a document is called above its form: one that has no name or number yet is called what it is. */
function headingOf(type: DocumentType, document: Json): string {
  const title = titleOf(type, document);
  return title === document.id ? type.label : title;
}

function StateBadge({ type, document }: { type: DocumentType; document: Json | undefined }) {
  const field = type.fields.find((one) => one.key === "state");
  return field && document?.state ? <ValueText field={field} value={document.state} /> : null;
}

function useFacts({ type, rpcs, document }: Loaded, make: FormFacts["make"]): FormFacts {
  const { company, may } = useDesk();
  const isNew = document === undefined;
  const action = type.actions.find((one) => one.key === (isNew ? "create" : "update"));
  const state = type.states.find((one) => one.value === document?.state);
  const isOpen = isNew || !state || state.editable;
  const isEditable = isOpen && action !== undefined && may(action.permission) && (isNew ? rpcs.create : rpcs.update) !== undefined;
  const companyId = document?.company_id || company?.id || "";
  const along = isNew ? madeAlong(rpcs.create, type) : undefined;
  return { isNew, isEditable, companyId, currencyCode: document?.value?.currency_code || company?.currency_code || "", along, fields: type.fields, make };
}

function initialValues({ type, document }: Loaded, facts: FormFacts): Values {
  const values = toValues(type.fields, document ?? {});
  if (document) return values;
  if ("company_id" in values) values.company_id = facts.companyId;
  for (const field of type.fields) if (field.type === "DATE" && field.required && !field.read_only) values[field.key] = today();
  return values;
}
