import { useState } from "react";
import { Button, FieldFrame, Text, today } from "@desk/kit";
import { useTexts } from "@desk/shell";
import type { Action, Json } from "@desk/sdk";

import { PlainControl } from "./plain_control";

interface AskingProps {
  action: Action;
  /** What is going to be done, and with what. */
  text: string;
  /** The document it is done with, where it is one: its own dates are offered first. */
  document?: Json;
  onDone: (answers: Json) => void;
  onCancel: () => void;
}

/** Takes what an action needs to know, and asks whether it is meant. */
export function Asking({ action, text, document, onDone, onCancel }: AskingProps) {
  const t = useTexts();
  const dates = action.fields.filter((one) => one.type === "DATE");
  const [answers, setAnswers] = useState<Json>(() => Object.fromEntries(dates.map((one) => [one.key, document?.[one.key] || today()])));
  return (
    <form onSubmit={(event) => { event.preventDefault(); onDone(answers); }} style={{ display: "flex", flexDirection: "column", gap: 12 }}>
      <Text>{text}</Text>
      {action.fields.map((field) => (
        <FieldFrame key={field.key} label={field.label} required={field.required}>
          {(control) => <PlainControl field={field} control={{ ...control, required: field.required }} companyId={document?.company_id} value={answers[field.key] ?? ""} onChange={(value) => setAnswers({ ...answers, [field.key]: value })} />}
        </FieldFrame>
      ))}
      <div className="kit-dialog-foot" style={{ padding: "4px 0 14px" }}>
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button type="submit" kind="primary" data-first>{action.label}</Button>
      </div>
    </form>
  );
}
