import { useId, type ReactNode } from "react";

/** What a control has to be given so that label, help and error belong to it. */
export interface ControlProps {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  "aria-required": boolean;
}

interface FieldFrameProps {
  label: string;
  /** For screen readers alone, as in a table whose head says it already. */
  hideLabel?: boolean;
  help?: string;
  error?: string;
  required?: boolean;
  span?: number;
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and below it what is wrong or else what helps. */
export function FieldFrame({ label, hideLabel, help, error, required = false, span, children }: FieldFrameProps) {
  const id = useId();
  const said = error || (hideLabel ? "" : help);
  return (
    <div className="kit-field" data-span={span}>
      <label htmlFor={id} className={hideLabel ? "kit-hidden" : undefined}>
        {label}
        {required ? <span className="kit-required" aria-hidden="true"> *</span> : null}
      </label>
      {children({ id, "aria-invalid": Boolean(error), "aria-describedby": said ? `${id}-said` : undefined, "aria-required": required })}
      {said ? (
        <span id={`${id}-said`} className={error ? "kit-error" : "kit-help"} role={error ? "alert" : undefined}>{said}</span>
      ) : null}
    </div>
  );
}
