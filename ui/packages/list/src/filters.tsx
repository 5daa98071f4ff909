import { useState } from "react";
import { Button, Checkbox, DateInput, FieldFrame, Row, TextInput } from "@desk/kit";
import { PlainControl } from "@desk/form";
import { useTexts } from "@desk/shell";
import type { Field } from "@desk/sdk";

import type { Narrowing } from "./view";

// Fields whose values are chosen; others are typed.
const CHOSEN: Field["type"][] = ["DATE", "CHOICE", "LINK"];

interface FiltersProps {
  known: Narrowing[];
  filters: Record<string, string>;
  onChange: (filters: Record<string, string>) => void;
}

/** A control for everything that the list can be narrowed by. */
export function Filters({ known, filters, onChange }: FiltersProps) {
  const t = useTexts();
  const isNarrowed = Object.values(filters).some(Boolean);
  return (
    <Row gap="$3" flexWrap="wrap" alignItems="flex-end" role="group" aria-label={t("list.filters")}>
      {known.map((one) => <Filter key={one.key} narrowing={one} value={filters[one.key] ?? ""} onChange={(value) => onChange({ ...filters, [one.key]: value })} />)}
      {isNarrowed ? <Button kind="quiet" onClick={() => onChange({})}>{t("list.clear")}</Button> : null}
    </Row>
  );
}

function Filter({ narrowing, value, onChange }: { narrowing: Narrowing; value: string; onChange: (value: string) => void }) {
  const t = useTexts();
  const { field, key, kind } = narrowing;
  if (kind === "flag") return <Checkbox label={t("list.archived")} checked={Boolean(value)} onChange={(event) => onChange(event.target.checked ? "yes" : "")} />;
  const label = field?.label ?? wordsOf(key);
  return (
    <div style={{ width: 190 }}>
      <FieldFrame label={label}>
        {(control) => {
          if (kind === "date") return <DateInput {...control} value={value} onChange={(event) => onChange(event.target.value)} />;
          if (field && CHOSEN.includes(field.type)) return <PlainControl field={field} control={control} value={value} empty={t("list.any")} onChange={onChange} />;
          return <TextFilter control={control} value={value} onChange={onChange} />;
        }}
      </FieldFrame>
    </div>
  );
}

/** Narrows when it is left or Enter is pressed, not at every letter. */
function TextFilter({ control, value, onChange }: { control: object; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string>();
  const take = () => {
    if (typed !== undefined && typed !== value) onChange(typed.trim());
    setTyped(undefined);
  };
  return <TextInput {...control} type="search" value={typed ?? value} onChange={(event) => setTyped(event.target.value)} onBlur={take} onKeyDown={(event) => { if (event.key === "Enter") take(); }} />;
}

function wordsOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
