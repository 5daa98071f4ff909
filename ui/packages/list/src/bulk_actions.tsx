import { useState } from "react";
import { Asking, fits, useDoable, type Doable } from "@desk/form";
import { Button, Dialog, Notice, Row, Text, toast } from "@desk/kit";
import { DeskLink, documentPath, queries, titleOf, useTexts } from "@desk/shell";
import { fullType, type DocumentType, type Json } from "@desk/sdk";

import { actOnAll, isForMany, type Refused } from "./bulk";

/** What the user may do with several documents at once. */
export function useBulkActions(type: DocumentType): Doable[] {
  return useDoable(type).filter(({ action }) => isForMany(action));
}

interface BulkActionsProps {
  type: DocumentType;
  actions: Doable[];
  documents: Json[];
  /** Those that stay chosen. */
  keep: (documents: Json[]) => void;
}

/** Buttons for what can be done with the chosen rows, and what became of it: that stays when the rows are gone. */
export function BulkActions({ type, actions, documents, keep }: BulkActionsProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<Doable>();
  const [tried, setTried] = useState<number>();
  const [refused, setRefused] = useState<Refused[]>([]);
  const offered = actions.map((one) => ({ one, fitting: documents.filter((document) => fits(one.action, document)) })).filter(({ fitting }) => fitting.length);
  const fitting = documents.filter((document) => asking && fits(asking.action, document));
  const run = async (answers: Json) => {
    if (!asking) return;
    setAsking(undefined);
    const found = await actOnAll(asking.method, fitting, answers, setTried);
    setTried(undefined);
    setRefused(found);
    keep(found.map((one) => one.document));
    if (found.length < fitting.length) toast(t("list.bulkDone", { label: asking.action.label, count: fitting.length - found.length }));
    await queries.invalidateQueries({ queryKey: ["rows"] });
  };
  return (
    <>
      {documents.length || tried !== undefined ? (
        <Row gap="$2" flexWrap="wrap" alignItems="center" role="group" aria-label={t("list.selected", { count: documents.length })}>
          <Text small strong aria-live="polite">{tried === undefined ? t("list.selected", { count: documents.length }) : t("list.bulkTried", { count: tried })}</Text>
          {offered.map(({ one, fitting: { length } }) => (
            <Button key={one.action.key} disabled={tried !== undefined} onClick={() => setAsking(one)}>{`${one.action.label} (${length})`}</Button>
          ))}
          <Button kind="quiet" disabled={tried !== undefined} onClick={() => keep([])}>{t("list.clearSelection")}</Button>
        </Row>
      ) : null}
      <Dialog title={t("form.confirm", { label: asking?.action.label })} isOpen={asking !== undefined} onClose={() => setAsking(undefined)}>
        {asking ? <Asking action={asking.action} text={t("list.bulkText", { label: asking.action.label, count: fitting.length, name: type.plural_label })} onDone={(answers) => void run(answers)} onCancel={() => setAsking(undefined)} /> : null}
      </Dialog>
      <Dialog title={t("list.bulkRefused", { count: refused.length })} isOpen={refused.length > 0} onClose={() => setRefused([])} actions={<Button kind="primary" onClick={() => setRefused([])}>{t("close")}</Button>}>
        {refused.map(({ document, message }) => (
          <Notice key={document.id} tone="danger"><DeskLink to={documentPath(fullType(type), document.id)}>{titleOf(type, document)}</DeskLink>{`: ${message}`}</Notice>
        ))}
      </Dialog>
    </>
  );
}
