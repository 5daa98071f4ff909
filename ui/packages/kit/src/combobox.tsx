import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from "react";

import type { ControlProps } from "./field";

export interface Suggestion {
  value: string;
  label: string;
  hint?: string;
  /** Taken only where it is chosen, not where the field is left with its words in it. */
  mustBeChosen?: boolean;
}

interface ComboboxProps extends Partial<ControlProps> {
  value: string;
  /** What the value is called, where it is known. */
  valueLabel: string;
  onChange: (value: string, label: string) => void;
  /** What there is to choose from for a typed text. */
  suggest: (typed: string, signal: AbortSignal) => Promise<Suggestion[]>;
  emptyText: string;
  disabled?: boolean;
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  "aria-label"?: string;
}

const TYPING_MILLISECONDS = 120;

/** A text field that suggests: ARIA's editable combobox with a list, by mouse and by keys. */
export function Combobox({ value, valueLabel, onChange, suggest, emptyText, disabled, placeholder, inputRef, onBlur, ...control }: ComboboxProps) {
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const [found, setFound] = useState<Suggestion[]>();
  const [active, setActive] = useState(0);
  const answered = useRef<string>(undefined); // what was typed when `found` was asked for
  const isAwaited = useRef(false); // Enter came before its answer
  const latest = useRef(suggest);
  latest.current = suggest;
  const isOpen = typed !== undefined;

  useEffect(() => {
    if (typed === undefined) return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      latest.current(typed, asking.signal).then(
        (suggestions) => { if (!asking.signal.aborted) take.current(typed, suggestions); },
        () => { if (!asking.signal.aborted) take.current(typed, []); },
      );
    }, typed ? TYPING_MILLISECONDS : 0);
    return () => { clearTimeout(timer); asking.abort(); };
  }, [typed]);

  const close = () => { setTyped(undefined); setFound(undefined); isAwaited.current = false; };
  const choose = (chosen: Suggestion) => { onChange(chosen.value, chosen.label); close(); };
  const take = useRef((_asked: string, _suggestions: Suggestion[]) => {});
  take.current = (asked, suggestions) => {
    answered.current = asked;
    setFound(suggestions);
    setActive(0);
    const [first] = suggestions;
    if (isAwaited.current && first && !first.mustBeChosen) choose(first);
    isAwaited.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return setTyped("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      return setActive((now) => Math.max(0, Math.min((found?.length ?? 1) - 1, now + step)));
    }
    if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      const chosen = answered.current === typed ? found?.[active] : undefined; // who types fast means what he typed
      if (chosen) choose(chosen);
      else isAwaited.current = answered.current !== typed;
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  const leave = () => {
    const only = typed && found ? meantBy(typed, found, answered.current === typed) : undefined;
    if (typed === "" && value && found) onChange("", "");
    else if (only) onChange(only.value, only.label);
    close();
    onBlur?.();
  };

  return (
    <div className="kit-combobox">
      <input
        {...control}
        ref={inputRef}
        className="kit-input"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen && found?.[active] ? `${listId}-${active}` : undefined}
        disabled={disabled}
        placeholder={placeholder}
        value={typed ?? valueLabel}
        onChange={(event) => { isAwaited.current = false; setTyped(event.target.value); }}
        onClick={() => { if (!isOpen) setTyped(""); }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {isOpen && found ? (
        <ul id={listId} role="listbox" className="kit-listbox" aria-label={control["aria-label"] ?? emptyText}>
          {found.map((one, place) => (
            <li
              key={one.value}
              id={`${listId}-${place}`}
              role="option"
              aria-selected={place === active}
              ref={(node) => { if (place === active) node?.scrollIntoView?.({ block: "nearest" }); }}
              onMouseDown={(event) => { event.preventDefault(); choose(one); }}
              onMouseEnter={() => setActive(place)}
            >
              <span>{one.label}</span>
              {one.hint ? <span className="kit-hint">{one.hint}</span> : null}
            </li>
          ))}
          {found.length === 0 ? <li role="option" aria-selected="false" aria-disabled="true" className="kit-hint">{emptyText}</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

/** What is meant by leaving the field with these words in it: what is called so, else the only one there is. */
function meantBy(typed: string, found: Suggestion[], isAnswer: boolean): Suggestion | undefined {
  const offered = found.filter((one) => !one.mustBeChosen);
  return offered.find((one) => one.label === typed) ?? (isAnswer && offered.length === 1 ? offered[0] : undefined);
}
