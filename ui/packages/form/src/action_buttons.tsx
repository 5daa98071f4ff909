import type { DescMethod } from "@bufbuild/protobuf";
import { useState } from "react";
import { Button, Dialog } from "@desk/kit";
import { useTexts } from "@desk/shell";
import type { Action, DocumentType, Json } from "@desk/sdk";

import { Asking } from "./asking";
import { fits, useDoable, type Doable } from "./doable";

interface ActionButtonsProps {
  type: DocumentType;
  document: Json;
  title: string;
  isBusy: boolean;
  onAct: (action: Action, method: DescMethod, answers: Json) => void;
}

/** A button for everything that the user may do with the document as it stands. */
export function ActionButtons({ type, document, title, isBusy, onAct }: ActionButtonsProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<Doable>();
  const doable = useDoable(type).filter(({ action }) => fits(action, document));
  const finish = (answers: Json) => {
    if (asking) onAct(asking.action, asking.method, answers);
    setAsking(undefined);
  };
  return (
    <>
      {doable.map((one) => (
        <Button key={one.action.key} kind={isForward(type, one.action) ? "primary" : "plain"} disabled={isBusy} onClick={() => setAsking(one)}>{one.action.label}</Button>
      ))}
      <Dialog title={t("form.confirm", { label: asking?.action.label })} isOpen={asking !== undefined} onClose={() => setAsking(undefined)}>
        {asking ? <Asking action={asking.action} document={document} text={t("form.confirmText", { title, label: asking.action.label })} onDone={finish} onCancel={() => setAsking(undefined)} /> : null}
      </Dialog>
    </>
  );
}

/** What goes on from a state in which the document may still change is what people come for. */
function isForward(type: DocumentType, action: Action): boolean {
  const editable = type.states.filter((one) => one.editable).map((one) => one.value);
  return action.key !== "delete" && action.states.some((one) => editable.includes(one));
}
