import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button, Card, Column, Combobox, DateInput, DecimalInput, EmptyState, FieldFrame, IconButton, Notice, PageTitle, Row, ScanBarcode, Select, Text, toast, today, Trash2 } from "@desk/kit";
import { newRequestId, refusalOf } from "@desk/sdk";
import { DeskLink, documentPath, queries, suggestDocuments, useDesk, useTitle, type Company } from "@desk/shell";

import { isComplete, lineOf, postReceipt, withLine, type Entry, type EntryLine, type Outcome } from "./receipt";
import { useWarehouses, useWarehouseTexts } from "./stock";

const RECEIPT = "wms.goods_receipt";
const SUPPLIER = "finance.supplier";

/** Takes goods in by scanner and keyboard alone. */
export function ReceiveScreen() {
  const t = useWarehouseTexts();
  const { company } = useDesk();
  useEffect(() => { document.title = `${t("receive")} · Business M`; }, [t]);
  return company ? <Receive key={company.id} company={company} /> : <EmptyState title={t("noCompany")} />;
}

function Receive({ company }: { company: Company }) {
  const t = useWarehouseTexts();
  const warehouses = useWarehouses(company.id);
  const [entry, setEntry] = useState<Entry>(() => ({ supplierId: "", warehouseId: "", postingDate: today(), lines: [] }));
  const [outcome, setOutcome] = useState<Outcome>();
  const [failure, setFailure] = useState("");
  const [isBusy, setBusy] = useState(false);
  const requestId = useRef(newRequestId());
  const scanner = useRef<HTMLInputElement>(null);
  const change = (changed: Partial<Entry>) => setEntry((now) => ({ ...now, ...changed }));
  const warehouseId = entry.warehouseId || warehouses.data?.[0]?.id || "";

  const post = async () => {
    const complete = { ...entry, warehouseId };
    if (!isComplete(complete)) return setFailure(t("complete"));
    setBusy(true);
    setFailure("");
    try {
      const done = await postReceipt(complete, company.id, company.currency_code, requestId.current);
      setOutcome(done);
      if (!done.refused) toast(t("posted", { number: done.receipt.number }));
      requestId.current = newRequestId();
      setEntry({ ...entry, lines: [] });
      scanner.current?.focus();
      void queries.invalidateQueries({ queryKey: ["rows"] });
    } catch (error) {
      setFailure(t("refused", { message: refusalOf(error).message }));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!isBusy) void post();
  };
  return (
    <div onKeyDown={onKeyDown}>
      <Column gap="$4">
        <Row justifyContent="space-between" flexWrap="wrap" gap="$3">
          <PageTitle>{t("receive")}</PageTitle>
          <Button kind="primary" disabled={isBusy} onClick={() => void post()}>{t("post")}</Button>
        </Row>
        {failure ? <Notice tone="danger">{failure}</Notice> : null}
        {outcome ? <Done outcome={outcome} /> : null}
        <Card padding="$4" gap="$4">
          <div className="kit-form-grid">
            <FieldFrame label={t("supplier")} required span={4}>
              {(control) => <SupplierControl control={control} value={entry.supplierId} onChange={(supplierId) => change({ supplierId })} />}
            </FieldFrame>
            <FieldFrame label={t("warehouse")} required span={4}>
              {(control) => <Select {...control} value={warehouseId} options={(warehouses.data ?? []).map((one) => ({ value: one.id, label: one.name || one.code }))} onChange={(event) => change({ warehouseId: event.target.value })} />}
            </FieldFrame>
            <FieldFrame label={t("date")} required span={4}>
              {(control) => <DateInput {...control} value={entry.postingDate} onChange={(event) => change({ postingDate: event.target.value })} />}
            </FieldFrame>
          </div>
          <Scanner inputRef={scanner} onLine={(line) => setEntry((now) => ({ ...now, lines: withLine(now.lines, line) }))} />
          <Lines lines={entry.lines} currencyCode={company.currency_code} onChange={(lines) => change({ lines })} onLast={() => scanner.current?.focus()} />
        </Card>
      </Column>
    </div>
  );
}

function SupplierControl({ control, value, onChange }: { control: object; value: string; onChange: (value: string) => void }) {
  const t = useWarehouseTexts();
  const { language } = useDesk();
  const title = useTitle(SUPPLIER, value);
  return <Combobox {...control} value={value} valueLabel={title} placeholder={t("choose")} emptyText={t("noMatch")} onChange={onChange} suggest={(typed) => suggestDocuments({ name: SUPPLIER, typed, companyId: "", linkedBy: "id", language })} />;
}

function Scanner({ inputRef, onLine }: { inputRef: React.RefObject<HTMLInputElement | null>; onLine: (line: EntryLine) => void }) {
  const t = useWarehouseTexts();
  const [code, setCode] = useState("");
  const [error, setError] = useState("");
  const scan = async (event: FormEvent) => {
    event.preventDefault();
    const scanned = code.trim();
    if (!scanned) return;
    setCode(""); // the scanner may be faster than the answer
    try {
      const line = await lineOf(scanned);
      setError(line ? "" : t("unknown", { code: scanned }));
      if (line) onLine(line);
    } catch (failure) {
      setError(refusalOf(failure).message);
    }
  };
  return (
    <form onSubmit={(event) => void scan(event)}>
      <FieldFrame label={t("scan")} help={t("scanHelp")} error={error}>
        {(control) => (
          <Row gap="$2">
            <input {...control} ref={inputRef} className="kit-input" autoComplete="off" value={code} onChange={(event) => setCode(event.target.value)} />
            <IconButton type="submit" kind="plain" label={t("scan")} icon={<ScanBarcode size={18} aria-hidden />} />
          </Row>
        )}
      </FieldFrame>
    </form>
  );
}

interface LinesProps {
  lines: EntryLine[];
  currencyCode: string;
  onChange: (lines: EntryLine[]) => void;
  /** Enter in the last field of a line: on to the next scan. */
  onLast: () => void;
}

function Lines({ lines, currencyCode, onChange, onLast }: LinesProps) {
  const t = useWarehouseTexts();
  const { locale } = useDesk();
  const put = (place: number, changed: Partial<EntryLine>) => onChange(lines.map((one, n) => (n === place ? { ...one, ...changed } : one)));
  if (lines.length === 0) return <Text muted>{t("noLines")}</Text>;
  const onEnter = (then: () => void) => (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    then();
  };
  const toCost = (event: KeyboardEvent) => event.currentTarget.closest("tr")?.querySelector<HTMLInputElement>("[data-cost] input")?.focus();
  return (
    <div className="kit-table-frame">
      <table className="kit-table kit-editable" aria-label={t("lines")}>
        <thead><tr><th scope="col">{t("item")}</th><th scope="col" data-align="right">{t("quantity")}</th><th scope="col" data-align="right">{t("unitCost")}</th><th><span className="kit-hidden">{t("remove", { item: "" })}</span></th></tr></thead>
        <tbody>
          {lines.map((line, place) => (
            <tr key={`${line.itemId}/${line.uomCode}`}>
              <td style={{ verticalAlign: "middle", minWidth: 160 }}>{line.title}</td>
              <td style={{ width: 200 }}><DecimalInput aria-label={`${t("quantity")}: ${line.title}`} value={line.quantity} affix={line.uomCode} locale={locale} onChange={(quantity) => put(place, { quantity })} onKeyDown={(event) => onEnter(() => toCost(event))(event)} /></td>
              <td style={{ width: 220 }} data-cost><DecimalInput aria-label={`${t("unitCost")}: ${line.title}`} value={line.unitCost} affix={currencyCode} locale={locale} onChange={(unitCost) => put(place, { unitCost })} onKeyDown={onEnter(onLast)} /></td>
              <td style={{ width: 44 }}><IconButton label={t("remove", { item: line.title })} icon={<Trash2 size={16} aria-hidden />} onClick={() => onChange(lines.filter((_, n) => n !== place))} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Done({ outcome }: { outcome: Outcome }) {
  const t = useWarehouseTexts();
  const { receipt, refused } = outcome;
  const link = <DeskLink to={documentPath(RECEIPT, receipt.id)}>{t("openPosted", { number: receipt.number || "" })}</DeskLink>;
  return refused ? <Notice tone="warning" action={link}>{t("kept", { message: refused })}</Notice> : <Notice action={link}>{t("posted", { number: receipt.number })}</Notice>;
}
