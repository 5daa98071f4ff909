import { useState, type InputHTMLAttributes, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";

import { instantOf, localTime } from "./dates";
import { formatDecimal, parseDecimal } from "./decimal";

/** One line of text. */
export function TextInput(props: InputHTMLAttributes<HTMLInputElement> & { "data-first"?: boolean }) {
  return <input autoComplete="off" {...props} className="kit-input" />;
}

/** Several lines of text. */
export function TextArea(props: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea {...props} className="kit-input" />;
}

/** A day, YYYY-MM-DD, shown as the browser's language has it. */
export function DateInput(props: InputHTMLAttributes<HTMLInputElement>) {
  return <input {...props} type="date" max="9999-12-31" className="kit-input" />;
}

interface TimeInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  /** An instant as it goes over the wire, "2026-03-31T10:30:00Z"; "" for none. */
  value: string;
  onChange: (value: string) => void;
}

/** A day and a time of day where the reader is. */
export function TimeInput({ value, onChange, ...rest }: TimeInputProps) {
  return <input {...rest} type="datetime-local" max="9999-12-31T23:59" className="kit-input" value={localTime(value)} onChange={(event) => onChange(instantOf(event.target.value))} />;
}

interface Choice {
  value: string;
  label: string;
}

/** One of a few words; `empty` is what no choice is called, left out where there must be one. */
export function Select({ options, empty, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { options: Choice[]; empty?: string }) {
  return (
    <select {...rest} className="kit-input">
      {empty !== undefined ? <option value="">{empty}</option> : null}
      {options.map((one) => (
        <option key={one.value} value={one.value}>{one.label}</option>
      ))}
    </select>
  );
}

/** Yes or no. */
export function Checkbox({ label, ...rest }: InputHTMLAttributes<HTMLInputElement> & { label: string }) {
  return (
    <label className="kit-check">
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

interface DecimalInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  /** Decimal text as it goes over the wire, "" for none. */
  value: string;
  onChange: (value: string) => void;
  /** BCP 47, for the digits' grouping. */
  locale: string;
  /** Shown behind, for example a currency. */
  affix?: string;
}

/**
 * A number as decimal text: grouped as the locale does while it is looked at, plain while it is typed. Nothing becomes
 * a floating point number on the way.
 */
export function DecimalInput({ value, onChange, locale, affix, onFocus, onBlur, ...rest }: DecimalInputProps) {
  const [typed, setTyped] = useState<string>();
  const input = (
    <input
      {...rest}
      className="kit-input"
      inputMode="decimal"
      autoComplete="off"
      data-align="right"
      value={typed ?? formatDecimal(value, locale)}
      onFocus={(event) => { setTyped(value); onFocus?.(event); }}
      onChange={(event) => { setTyped(event.target.value); onChange(parseDecimal(event.target.value)); }}
      onBlur={(event) => { setTyped(undefined); onBlur?.(event); }}
    />
  );
  return affix ? <div className="kit-affixed">{input}<span className="kit-affix">{affix}</span></div> : input;
}
