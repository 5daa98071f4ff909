import { useRef, useState } from "react";
import { set, type FieldErrors, type UseFormReturn } from "react-hook-form";
import { queries, rememberTitle, titleOf, useTexts } from "@desk/shell";
import { createDocument, fullType, getDocument, newRequestId, refusalOf, updateDocument, type Json, type Refusal } from "@desk/sdk";

import { ALONG, besideOf } from "./along_control";
import { faultsOf } from "./checks";
import type { FormFacts } from "./context";
import type { Loaded } from "./use_document";
import { changesOf, toDocument, type Values } from "./values";
import { placed } from "./violations";

export interface Saving {
  isBusy: boolean;
  /** What was refused that belongs to no field. */
  refused: string;
  /** What somebody else saved meanwhile. */
  theirs: Json | undefined;
  settle: () => void;
  /** Saves; the document as it is then, undefined where it was refused. `over` is a version to be written over. */
  save: (over?: Json) => Promise<Json | undefined>;
  /** Does something with the document and tells of its refusal as saving does. */
  attempt: (what: () => Promise<Json | undefined>) => Promise<{ document?: Json } | undefined>;
}

/** Saves a form's document, and brings what was refused to the fields it belongs to. */
export function useSaving(loaded: Loaded, form: UseFormReturn<Values>, initial: Values, facts: FormFacts): Saving {
  const t = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState("");
  const [theirs, setTheirs] = useState<Json>();
  const requestId = useRef(newRequestId()); // the same one until it went through: a retry has no second effect
  const { type, rpcs, document } = loaded;

  const show = (refusal: Refusal) => {
    const { onFields, others } = placed(refusal.violations.map((one) => ({ ...one, field: alongPath(one.field, facts) })), rpcs.noun, [...type.fields, alongField]);
    onFields.forEach((message, path) => form.setError(path, { type: refusal.reason, message }));
    const [first] = onFields.keys();
    if (first) setTimeout(() => form.setFocus(first));
    setRefused(onFields.size === 0 || others.length ? t("form.refused", { message: others[0]?.message || refusal.message }) : t("form.fix"));
  };

  const attempt: Saving["attempt"] = async (what) => {
    setBusy(true);
    setRefused("");
    try {
      return { document: await what() };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.reason === "ETAG_MISMATCH" && document) setTheirs(await getDocument(rpcs, document.id));
      else show(refusal);
      return undefined;
    } finally {
      setBusy(false);
    }
  };

  const save: Saving["save"] = async (over) => {
    const values = form.getValues();
    const write = document ? () => change(values, over) : () => make(values);
    const done = await attempt(write);
    if (!done?.document) return undefined;
    requestId.current = newRequestId();
    setTheirs(undefined);
    rememberTitle(fullType(type), done.document.id, titleOf(type, done.document));
    void queries.invalidateQueries({ queryKey: ["rows"] });
    return done.document;
  };

  const make = (values: Values) => createDocument(rpcs, toDocument(type.fields, values), besideOf(facts.along, values[ALONG]), requestId.current);
  const change = async (values: Values, over?: Json) => {
    const current = over ?? (document as Json);
    const { changed, document: written } = changesOf(type.fields, initial, values);
    if (changed.length === 0) return current;
    return updateDocument(rpcs, { ...written, id: current.id, etag: current.etag }, changed, over ? newRequestId() : requestId.current);
  };

  return { isBusy, refused, theirs, settle: () => setTheirs(undefined), save, attempt };
}

/** What metadata alone finds wrong, as react-hook-form wants it. */
export function useResolver(loaded: Loaded, facts: FormFacts) {
  const t = useTexts();
  return (values: Values) => {
    const errors: FieldErrors = {};
    for (const { path, key, label, n } of faultsOf(loaded.type.fields, values)) set(errors, path, { type: key, message: t(key, { label, n }) });
    if (facts.isNew && facts.along && !values[ALONG]?.name) {
      const label = loaded.type.fields.find((one) => one.key === loaded.type.title_field)?.label ?? "";
      set(errors, ALONG, { type: "form.required", message: t("form.required", { label }) });
    }
    return Object.keys(errors).length ? { values: {}, errors } : { values, errors: {} };
  };
}

// Stands for what is made along with a new document, among the fields that violations are brought to.
const alongField = { key: ALONG, source: "core", type: "TEXT", fields: [], repeated: false } as unknown as Loaded["type"]["fields"][number];

function alongPath(field: string, facts: FormFacts): string {
  const head = field.split(".")[0];
  return facts.along && (head === facts.along.idField || head === facts.along.field) ? ALONG : field;
}
