import { Button, Dialog, Text } from "@desk/kit";
import { useTexts } from "@desk/shell";
import type { DocumentType } from "@desk/sdk";

import { ValueText } from "./field_value";
import { differing, valueAt, type Values } from "./values";

interface ConflictDialogProps {
  type: DocumentType;
  /** What somebody else saved meanwhile; undefined while there is no conflict. */
  theirs: Values | undefined;
  yours: Values;
  onReload: () => void;
  onOverwrite: () => void;
  onClose: () => void;
}

/** Shows both versions of a document that two people changed, and asks which is kept. */
export function ConflictDialog({ type, theirs, yours, onReload, onOverwrite, onClose }: ConflictDialogProps) {
  const t = useTexts();
  const fields = theirs ? differing(type, theirs, yours).filter((field) => !field.read_only) : [];
  const actions = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button onClick={onOverwrite}>{t("form.conflict.overwrite")}</Button>
      <Button kind="primary" onClick={onReload}>{t("form.conflict.reload")}</Button>
    </>
  );
  return (
    <Dialog title={t("form.conflict.title")} isOpen={theirs !== undefined} onClose={onClose} actions={actions} size="wide">
      <Text>{t("form.conflict.text")}</Text>
      <table className="kit-table">
        <thead>
          <tr><th scope="col">{t("form.conflict.field")}</th><th scope="col">{t("form.conflict.theirs")}</th><th scope="col">{t("form.conflict.yours")}</th></tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.key}>
              <th scope="row">{field.label}</th>
              <td><ValueText field={field} value={valueAt(theirs ?? {}, type.fields, field.key)} isPlain /></td>
              <td><ValueText field={field} value={valueAt(yours, type.fields, field.key)} isPlain /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
