import type { DescMethod } from "@bufbuild/protobuf";
import { useState } from "react";
import { Download, IconButton, toast, today } from "@desk/kit";
import { useDesk, useTexts } from "@desk/shell";
import { refusalOf, type DocumentType, type Field, type Json } from "@desk/sdk";

import { csvOf } from "./csv";

/** Saves what the list's filters leave over, all of it, in the list's columns and order. */
export function ExportButton({ type, list, request, fields }: { type: DocumentType; list: DescMethod; request: Json; fields: Field[] }) {
  const t = useTexts();
  const { language } = useDesk();
  const [read, setRead] = useState<number>();
  const run = async () => {
    setRead(0);
    try {
      const words = { yes: t("form.yes"), no: t("form.no"), currency: t("list.currency"), unit: t("list.unit"), language };
      save(await csvOf(list, request, fields, words, setRead), `${type.plural_label} ${today()}.csv`);
    } catch (error) {
      toast(refusalOf(error).message || t("unreachable"));
    } finally {
      setRead(undefined);
    }
  };
  const label = read === undefined ? t("list.export") : t("list.exporting", { count: read });
  return <IconButton label={label} icon={<Download size={16} aria-hidden />} disabled={read !== undefined} onClick={() => void run()} />;
}

function save(content: string, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after this turn
}
