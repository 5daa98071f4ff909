import { useQuery } from "@tanstack/react-query";
import { Card, Column, formatDate, formatTime, SectionTitle } from "@desk/kit";
import { DeskLink, documentPath, screenPath, useDesk, useDocumentType, useGo, useSearch } from "@desk/shell";
import type { Voucher, VoucherLine } from "business-m-sdk/businessm/ledger/v1/voucher";

import { ledger, useFinanceTexts } from "./ledger";
import { ReportHead, Waiting } from "./report_parts";
import { useAmount } from "./trial_balance";

/** One voucher with its lines, and the document that asked for it. */
export function VoucherView({ id }: { id: string }) {
  const t = useFinanceTexts();
  const go = useGo();
  const [search] = useSearch();
  const found = useQuery({ queryKey: ["voucher", id], queryFn: async () => (await ledger()).getVoucher({ id }) });
  const back = () => go(screenPath("finance", "trial-balance", { ...search, voucher: "" }));
  const voucher = found.data?.voucher;
  return (
    <Column gap="$4">
      <ReportHead title={voucher?.number ?? t("voucher")} onBack={back} />
      {voucher ? <Facts voucher={voucher} reversedBy={found.data?.reversedByVoucherId ?? ""} /> : <Waiting error={found.error} retry={() => void found.refetch()} />}
      {voucher ? <Lines lines={voucher.lines} /> : null}
    </Column>
  );
}

function Facts({ voucher, reversedBy }: { voucher: Voucher; reversedBy: string }) {
  const t = useFinanceTexts();
  const { locale } = useDesk();
  const { postTime, reversesVoucherId, source } = voucher;
  const other = (id: string) => <DeskLink to={screenPath("finance", "trial-balance", { voucher: id })}>{t("show")}</DeskLink>;
  return (
    <Card padding="$4">
      <div className="kit-form-grid">
        <Fact label={t("date")}>{formatDate(voucher.postingDate, locale)}</Fact>
        {source?.documentId ? <Fact label={t("source")}><Source type={source.documentType} id={source.documentId} number={voucher.documentNumber} /></Fact> : null}
        {voucher.payee ? <Fact label={t("payee")}>{voucher.payee}</Fact> : null}
        {voucher.narration ? <Fact label={t("narration")}>{voucher.narration}</Fact> : null}
        {postTime ? <Fact label={t("postedAt")}>{formatTime(new Date(Number(postTime.seconds) * 1000).toISOString(), locale)}</Fact> : null}
        {voucher.actor ? <Fact label={t("postedBy")}>{voucher.actor}</Fact> : null}
        {reversesVoucherId ? <Fact label={t("reverses")}>{other(reversesVoucherId)}</Fact> : null}
        {reversedBy ? <Fact label={t("reversedBy")}>{other(reversedBy)}</Fact> : null}
      </div>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return <div className="kit-field" data-span="4"><span className="kit-label">{label}</span><div className="kit-value">{children}</div></div>;
}

function Source({ type, id, number }: { type: string; id: string; number: string }) {
  const described = useDocumentType(type);
  return <DeskLink to={documentPath(type, id)}>{[described.data?.label, number].filter(Boolean).join(" ") || id}</DeskLink>;
}

function Lines({ lines }: { lines: VoucherLine[] }) {
  const t = useFinanceTexts();
  const amount = useAmount();
  const side = (line: VoucherLine, which: "debit" | "credit") => (line.side.case === which ? amount(line.side.value.amount, line.side.value.currencyCode) || "0" : "");
  return (
    <Card overflow="hidden">
      <div style={{ padding: "16px 16px 8px" }}><SectionTitle>{t("lines")}</SectionTitle></div>
      <div className="kit-table-frame" tabIndex={0} role="region" aria-label={t("lines")}>
        <table className="kit-table" aria-label={t("lines")}>
          <thead>
            <tr><th scope="col">{t("account")}</th><th scope="col">{t("narration")}</th><th scope="col">{t("currency")}</th><th scope="col" data-align="right">{t("debit")}</th><th scope="col" data-align="right">{t("credit")}</th></tr>
          </thead>
          <tbody>
            {lines.map((line, place) => (
              <tr key={place}>
                <td><DeskLink to={screenPath("finance", "trial-balance", { account: line.accountCode })}>{line.accountCode}</DeskLink></td>
                <td>{line.narration}</td><td>{line.side.value?.currencyCode}</td>
                <td data-align="right">{side(line, "debit")}</td><td data-align="right">{side(line, "credit")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
