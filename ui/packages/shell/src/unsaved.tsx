import { useBlocker } from "@tanstack/react-router";
import { Button, Dialog, Text } from "@desk/kit";

import { useTexts } from "./language";

/** Asks before a page with unsaved changes is left, and lets the browser ask before the window closes. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const t = useTexts();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  const isAsking = blocker.status === "blocked";
  const actions = (
    <>
      <Button onClick={() => blocker.proceed?.()}>{t("form.unsaved.leave")}</Button>
      <Button kind="primary" data-first onClick={() => blocker.reset?.()}>{t("form.unsaved.stay")}</Button>
    </>
  );
  return (
    <Dialog title={t("form.unsaved.title")} isOpen={isAsking} onClose={() => blocker.reset?.()} actions={actions}>
      <Text>{t("form.unsaved.text")}</Text>
    </Dialog>
  );
}
