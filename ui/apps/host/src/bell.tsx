import { useCallback, useState } from "react";
import { Bell as BellIcon, Button, Dialog, formatTime, IconButton, Text, toast } from "@desk/kit";
import { DeskLink, documentPath, useDesk, useNotifications, useTexts, type Notification } from "@desk/shell";

/** What the user is told of: how much is unread, and the latest. */
export function Bell() {
  const t = useTexts();
  const { locale } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const onTold = useCallback((told: Notification) => toast(told.title), []);
  const { latest, unread, readAll } = useNotifications(onTold);
  const label = unread ? `${t("notifications.title")}: ${t("notifications.unread", { count: unread })}` : t("notifications.title");
  const actions = (
    <>
      {unread ? <Button onClick={() => void readAll()}>{t("notifications.readAll")}</Button> : null}
      <Button kind="primary" onClick={() => setOpen(false)}>{t("close")}</Button>
    </>
  );
  return (
    <span className="frame-bell">
      <IconButton label={label} icon={<BellIcon size={18} aria-hidden />} onClick={() => setOpen(true)} />
      {unread ? <span className="frame-bell-count" aria-hidden="true">{unread > 99 ? "99+" : unread}</span> : null}
      <Dialog title={t("notifications.title")} isOpen={isOpen} onClose={() => setOpen(false)} actions={actions}>
        {latest.length === 0 ? <Text muted>{t("notifications.none")}</Text> : null}
        <div className="frame-told">
          {latest.map((one) => (
            <DeskLink key={one.id} to={documentPath(one.documentType, one.documentId)} className="" onClick={() => setOpen(false)}>
              <span>{one.title}</span>
              <Text small muted>{one.occurTime ? formatTime(new Date(Number(one.occurTime.seconds) * 1000).toISOString(), locale) : ""}</Text>
            </DeskLink>
          ))}
        </div>
      </Dialog>
    </span>
  );
}
