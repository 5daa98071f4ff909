import type { ButtonHTMLAttributes, ReactNode } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: "primary" | "plain" | "quiet" | "danger";
  icon?: ReactNode;
  /** In a dialog: it gets the focus. */
  "data-first"?: boolean;
}

/** A button. One "primary" on a page; "quiet" has no frame. */
export function Button({ kind = "plain", icon, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className="kit-button" data-kind={kind}>
      {icon}
      {children}
    </button>
  );
}

/** A button that is an icon; `label` is what it is called by screen readers and tooltips. */
export function IconButton({ label, icon, kind = "quiet", type = "button", ...rest }: ButtonProps & { label: string }) {
  return (
    <button {...rest} type={type} className="kit-button" data-kind={kind} data-icon-only aria-label={label} title={label}>
      {icon}
    </button>
  );
}
