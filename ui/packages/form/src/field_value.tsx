import { Badge, formatDate, formatDecimal, formatTime, type Tone } from "@desk/kit";
import { DeskLink, documentPath, useDesk, useMoneyFormat, useTexts, useTitle, type Money } from "@desk/shell";
import { linkedBy, type Field } from "@desk/sdk";

import { isEmpty } from "./values";

/** A field that is only read, with its label. */
export function FieldValue({ field, value, hideLabel, span }: { field: Field; value: any; hideLabel?: boolean; span?: number }) {
  const isNumber = ["INTEGER", "DECIMAL", "MONEY", "QUANTITY"].includes(field.type);
  return (
    <div className="kit-field" data-span={span}>
      <span className={hideLabel ? "kit-hidden" : "kit-label"}>{field.label}</span>
      <div className="kit-value" data-align={isNumber && hideLabel ? "right" : undefined}><ValueText field={field} value={value} /></div>
    </div>
  );
}

/** A value as people read it, by its field's type: in forms and in lists alike. */
export function ValueText({ field, value, isPlain = false }: { field: Field; value: any; isPlain?: boolean }) {
  const { locale } = useDesk();
  if (field.type === "BOOLEAN") return <YesOrNo value={Boolean(value)} />;
  if (isEmpty(field, value)) return <span style={{ color: "var(--colorMuted)" }}>–</span>;
  switch (field.type) {
    case "CHOICE":
      return <ChoiceText field={field} value={value} />;
    case "DATE":
      return formatDate(value, locale);
    case "TIME":
      return formatTime(value, locale);
    case "INTEGER":
    case "DECIMAL":
      return formatDecimal(String(value), locale);
    case "MONEY":
      return <MoneyText value={value} />;
    case "QUANTITY":
      return `${formatDecimal(value.value, locale)} ${value.uom_code}`;
    case "LINK":
      return <LinkText field={field} value={value} isPlain={isPlain} />;
    case "MAP":
    case "TABLE":
      return Array.isArray(value) ? String(value.length) : <span>{Object.values(value).filter((one) => typeof one === "string" && one).join(" · ") || "–"}</span>;
    default:
      return Array.isArray(value) ? value.join(", ") : String(value).replaceAll("\n", ", ");
  }
}

// Lists have thousands of cells: what few of them need is asked for by these alone.
function YesOrNo({ value }: { value: boolean }) {
  const t = useTexts();
  return value ? t("form.yes") : t("form.no");
}

function MoneyText({ value }: { value: Money }) {
  return useMoneyFormat()(value);
}

// Words that documents' states have in common; others are shown in grey.
const tones: Record<string, Tone> = { DRAFT: "warning", POSTED: "success", OPEN: "success", CLOSED: "plain", CANCELLED: "danger", REVERSED: "danger", POSTING: "accent", PENDING: "accent" };

/** One word of a choice; a state as a badge. */
function ChoiceText({ field, value }: { field: Field; value: string }) {
  const label = field.options.find((one) => one.value === value)?.label ?? value;
  return field.key.endsWith("state") ? <Badge tone={tones[value] ?? "plain"}>{label}</Badge> : label;
}

function LinkText({ field, value, isPlain }: { field: Field; value: string; isPlain: boolean }) {
  const by = linkedBy(field);
  const title = useTitle(by === "id" ? field.link_document_type : "", value);
  if (by === "code" || isPlain) return by === "code" ? value : title;
  return <DeskLink to={documentPath(field.link_document_type, value)}>{title || "…"}</DeskLink>;
}
