/** A civil date "2026-03-31" in the locale's words; other text stays as it is. */
export function formatDate(value: string, locale: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return value;
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(day);
}

/** An instant in the locale's words and the reader's time zone. */
export function formatTime(value: string, locale: string): string {
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return value;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(instant);
}

/** Today where the reader is, YYYY-MM-DD. */
export function today(): string {
  return dayOf(new Date());
}

/** An instant as a clock on the reader's wall and its calendar show it, "2026-03-31T16:00"; "" for what is none. */
export function localTime(value: string): string {
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? "" : `${dayOf(instant)}T${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** The instant at which the reader's clock shows a local time; "" for what is none. */
export function instantOf(local: string): string {
  const instant = new Date(local);
  return Number.isNaN(instant.getTime()) ? "" : instant.toISOString();
}

function dayOf(instant: Date): string {
  return `${String(instant.getFullYear()).padStart(4, "0")}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
