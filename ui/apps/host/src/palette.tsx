import { Command } from "cmdk";
import { useEffect, useRef } from "react";
import { Icon, Plus } from "@desk/kit";
import { documentPath, useGo, useTexts } from "@desk/shell";

import { entryPath, useNavigation } from "./navigation";

/** Goes anywhere by typing a part of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const go = useGo();
  const { data } = useNavigation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
  }, []);
  const to = (path: string) => { onClose(); go(path); };
  const entries = data?.modules.flatMap((module) => module.entries.map((entry) => ({ module, entry }))) ?? [];
  return (
    <dialog ref={dialog} className="kit-dialog palette-dialog" aria-label={t("palette.title")} onClose={onClose} onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <Command label={t("palette.title")} className="palette" loop>
        <Command.Input placeholder={t("palette.placeholder")} />
        <Command.List>
          <Command.Empty>{t("palette.none")}</Command.Empty>
          <Command.Group heading={t("palette.open")}>
            {entries.map(({ module, entry }) => (
              <Command.Item key={entry.key} value={`${entry.label} ${module.label} ${entry.key}`} onSelect={() => to(entryPath(entry))}>
                <Icon name={entry.icon || module.icon} /><span>{entry.label}</span>
              </Command.Item>
            ))}
          </Command.Group>
          <Command.Group heading={t("palette.new")}>
            {entries.filter(({ entry }) => entry.document_type).map(({ entry }) => (
              <Command.Item key={entry.key} value={`${t("palette.new")} ${entry.label} ${entry.key} new`} onSelect={() => to(documentPath(entry.document_type ?? ""))}>
                <Plus size={16} aria-hidden /><span>{t("palette.new")}: {entry.label}</span>
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  );
}
