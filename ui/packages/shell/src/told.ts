import type { useTexts } from "./language";
import type { Notification } from "./notifications";

/**
 * What a notification says in the reader's language; `label` is what its document type is called there. What only the server
 * has words for, and what kept something from being done, is said in its own.
 */
export function said(told: Pick<Notification, "eventType" | "documentNumber" | "title">, label: string, t: ReturnType<typeof useTexts>): string {
  const key = `told.${told.eventType.split(".").at(-1)}`;
  const text = label ? t(key, { name: [label, told.documentNumber].filter(Boolean).join(" "), why: whyOf(told.title) }) : key;
  return text === key ? told.title : text;
}

/** "Stock revaluation held: no period is open" to "no period is open". */
function whyOf(title: string): string {
  return title.slice(title.indexOf(": ") + 2);
}
