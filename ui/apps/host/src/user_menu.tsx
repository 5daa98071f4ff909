import { useState } from "react";
import { Button, Dialog, FieldFrame, IconButton, LogOut, Select, SunMoon } from "@desk/kit";
import { LANGUAGES, useDesk, useTexts } from "@desk/shell";

const THEMES = ["SYSTEM", "LIGHT", "DARK"];

/** How the user likes the Desk, and the way out. */
export function UserMenu() {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { session, preferences, language, prefer, leave } = useDesk();
  const actions = (
    <>
      <Button icon={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>{t("signOut")}</Button>
      <Button kind="primary" onClick={() => setOpen(false)}>{t("close")}</Button>
    </>
  );
  return (
    <>
      <IconButton label={t("settings")} icon={<SunMoon size={18} aria-hidden />} onClick={() => setOpen(true)} />
      <Dialog title={session.display_name || session.username} isOpen={isOpen} onClose={() => setOpen(false)} actions={actions}>
        <FieldFrame label={t("theme.label")}>
          {(control) => (
            <Select {...control} value={THEMES.includes(preferences.theme) ? preferences.theme : "SYSTEM"} options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))} onChange={(event) => void prefer({ theme: event.target.value })} />
          )}
        </FieldFrame>
        <FieldFrame label={t("language")}>
          {(control) => (
            <Select {...control} value={language} options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))} onChange={(event) => void prefer({ language_code: event.target.value })} />
          )}
        </FieldFrame>
      </Dialog>
    </>
  );
}
