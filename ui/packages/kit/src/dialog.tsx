import { useEffect, useId, useRef, type ReactNode } from "react";

import { SectionTitle } from "./layout";

/** What gets the focus in a dialog: `data-first`, else the browser's own choice. */
const FIRST = "[data-first]";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the one meant last. */
  actions?: ReactNode;
  size?: "narrow" | "wide";
}

/** A modal dialog of the browser's own: it keeps the focus, and Escape closes it. */
export function Dialog({ title, isOpen, onClose, children, actions, size = "narrow" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const node = dialog.current;
    if (isOpen && node && !node.open) {
      node.showModal();
      node.querySelector<HTMLElement>(FIRST)?.focus(); // React's autoFocus comes before the dialog is shown
    }
    if (!isOpen && node?.open) node.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="kit-dialog" data-size={size} aria-labelledby={titleId} onClose={onClose}>
      {isOpen ? (
        <>
          <div className="kit-dialog-head" id={titleId}><SectionTitle>{title}</SectionTitle></div>
          <div className="kit-dialog-body">{children}</div>
          {actions ? <div className="kit-dialog-foot">{actions}</div> : null}
        </>
      ) : null}
    </dialog>
  );
}
