import type { ReactNode } from "react";
import { ArrowLeft, Button, Column, DateInput, FieldFrame, Loading, Notice, PageTitle, Row } from "@desk/kit";
import { refusalOf } from "@desk/sdk";
import { useSearch } from "@desk/shell";

import { useFinanceTexts } from "./ledger";

/** A report's title with the way back and what can be set. */
export function ReportHead({ title, onBack, children }: { title: string; onBack?: () => void; children?: ReactNode }) {
  const t = useFinanceTexts();
  return (
    <Row justifyContent="space-between" alignItems="flex-end" flexWrap="wrap" gap="$3">
      <Column gap="$2" alignItems="flex-start" flexShrink={1}>
        {onBack ? <Button kind="quiet" icon={<ArrowLeft size={16} aria-hidden />} onClick={onBack}>{t("back")}</Button> : null}
        <PageTitle>{title}</PageTitle>
      </Column>
      <Row gap="$3" flexWrap="wrap" alignItems="flex-end">{children}</Row>
    </Row>
  );
}

/** A day that stands in the address. */
export function DayControl({ name, label, fallback = "" }: { name: string; label: string; fallback?: string }) {
  const [search, setSearch] = useSearch();
  return (
    <div style={{ width: 160 }}>
      <FieldFrame label={label}>
        {(control) => <DateInput {...control} value={search[name] ?? fallback} onChange={(event) => setSearch({ [name]: event.target.value }, { replace: true })} />}
      </FieldFrame>
    </div>
  );
}

/** What stands where a report is while it is fetched, or could not be. */
export function Waiting({ error, retry }: { error: Error | null; retry: () => void }) {
  const t = useFinanceTexts();
  if (!error) return <Loading label={t("loading")} lines={10} />;
  return <Notice tone="danger" action={<Button onClick={retry}>{t("tryAgain")}</Button>}>{t("failed", { message: refusalOf(error).message })}</Notice>;
}
