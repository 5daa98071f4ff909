import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, DateInput, Dialog, FieldFrame, Text, TextInput, today } from "@desk/kit";
import { useDesk, useTexts } from "@desk/shell";
import { actionRpc, type Action, type DocumentType, type Json } from "@desk/sdk";

type Known = NonNullable<Awaited<ReturnType<typeof actionRpc>>>;
type Doable = { action: Action } & Known;

interface ActionButtonsProps {
  type: DocumentType;
  document: Json;
  title: string;
  isBusy: boolean;
  onAct: (action: Action, method: Known["method"], answers: Json) => void;
}

const BY_FORM = ["create", "update"];

/** A button for everything that the user may do with the document as it stands. */
export function ActionButtons({ type, document, title, isBusy, onAct }: ActionButtonsProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<Doable>();
  const doable = useDoable(type, document);
  const start = (one: Doable) => setAsking(one);
  const finish = (answers: Json) => {
    if (asking) onAct(asking.action, asking.method, answers);
    setAsking(undefined);
  };
  return (
    <>
      {doable.map((one) => (
        <Button key={one.action.key} kind={isForward(type, one.action) ? "primary" : "plain"} disabled={isBusy} onClick={() => start(one)}>{one.action.label}</Button>
      ))}
      <Dialog title={t("form.confirm", { label: asking?.action.label })} isOpen={asking !== undefined} onClose={() => setAsking(undefined)}>
        {asking ? <Asking doable={asking} document={document} title={title} onDone={finish} onCancel={() => setAsking(undefined)} /> : null}
      </Dialog>
    </>
  );
}

/** Takes what an action needs to know, and asks whether it is meant. */
function Asking({ doable, document, title, onDone, onCancel }: { doable: Doable; document: Json; title: string; onDone: (answers: Json) => void; onCancel: () => void }) {
  const t = useTexts();
  const [answers, setAnswers] = useState<Json>(() =>
    Object.fromEntries(doable.asked.filter((one) => one.isDate).map((one) => [one.name, document[one.name] || today()])),
  );
  return (
    <form onSubmit={(event) => { event.preventDefault(); onDone(answers); }} style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      <Text>{t("form.confirmText", { title, label: doable.action.label })}</Text>
      {doable.asked.map(({ name, isDate }) => (
        <FieldFrame key={name} label={wordsOf(name)}>
          {(control) => {
            const props = { ...control, value: answers[name] ?? "", onChange: (event: { target: { value: string } }) => setAnswers({ ...answers, [name]: event.target.value }) };
            return isDate ? <DateInput {...props} /> : <TextInput {...props} />;
          }}
        </FieldFrame>
      ))}
      <div className="kit-dialog-foot" style={{ padding: "4px 0 14px" }}>
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button type="submit" kind="primary" data-first>{doable.action.label}</Button>
      </div>
    </form>
  );
}

function useDoable(type: DocumentType, document: Json): Doable[] {
  const { may } = useDesk();
  const rpcs = useQuery({
    queryKey: ["actions", type.context, type.type, type.version],
    queryFn: async () => {
      const offered = type.actions.filter((one) => !BY_FORM.includes(one.key));
      const known = await Promise.all(offered.map((one) => actionRpc(one.rpc)));
      return offered.flatMap((action, place) => (known[place] ? [{ action, ...(known[place] as Known) }] : []));
    },
    staleTime: Infinity,
  });
  return (rpcs.data ?? []).filter(({ action }) => may(action.permission) && fits(action, document));
}

function fits(action: Action, document: Json): boolean {
  if (action.key === "archive" && document.archived) return false;
  return action.states.length === 0 || action.states.includes(document.state);
}

/** What goes on from a state in which the document may still change is what people come for. */
function isForward(type: DocumentType, action: Action): boolean {
  const editable = type.states.filter((one) => one.editable).map((one) => one.value);
  return action.key !== "delete" && action.states.some((one) => editable.includes(one));
}

/** "posting_date" as words, for requests' fields have no labels. */
function wordsOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
