import type { ReactNode } from "react";

import { CircleAlert, Inbox } from "./icons";

export type Tone = "plain" | "accent" | "success" | "warning" | "danger";

/** A word in a coloured pill. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className="kit-badge" data-tone={tone}>{children}</span>;
}

/** Something to be read before going on; errors are told to screen readers at once. */
export function Notice({ tone = "accent", children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="kit-notice" data-tone={tone} role={tone === "danger" ? "alert" : "note"}>
      <CircleAlert size={18} aria-hidden style={{ flexShrink: 0, marginTop: 1 }} />
      <div style={{ flex: 1, minWidth: 0 }}>{children}</div>
      {action}
    </div>
  );
}

/** Says that there is nothing, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="kit-empty">
      <Inbox size={28} aria-hidden />
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** What stands where something is being fetched. */
export function Skeleton({ width = "100%", height = 16 }: { width?: number | string; height?: number }) {
  return <div className="kit-skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** Lines of them, told to screen readers as `label`. */
export function Loading({ label, lines = 6 }: { label: string; lines?: number }) {
  return (
    <div role="status" aria-label={label} style={{ display: "flex", flexDirection: "column", gap: 14, padding: 16 }}>
      {Array.from({ length: lines }, (_, line) => <Skeleton key={line} width={`${92 - ((line * 17) % 40)}%`} />)}
    </div>
  );
}
