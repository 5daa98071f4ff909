import { useSyncExternalStore } from "react";

interface Toast {
  id: number;
  text: string;
}

const SHOWN_MILLISECONDS = 5000;
let toasts: Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something in passing, in a corner, to screen readers too. */
export function toast(text: string): void {
  const id = ++lastId;
  change([...toasts, { id, text }]);
  setTimeout(() => change(toasts.filter((one) => one.id !== id)), SHOWN_MILLISECONDS);
}

export function ToastArea() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="kit-toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <div key={one.id} className="kit-toast">{one.text}</div>
      ))}
    </div>
  );
}

function change(next: Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
