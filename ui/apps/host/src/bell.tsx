import { useState } from "react";
import { Bell as BellIcon, Button, Dialog, formatTime, IconButton, Text, toast } from "@desk/kit";
import { describing, DeskLink, documentPath, queries, said, useDesk, useDocumentType, useNotifications, useTexts, type Notification } from "@desk/shell";

/** What the user is told of: how much is unread, and the latest. */
export function Bell() {
  const t = useTexts();
  const { language } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const { latest, unread, readAll } = useNotifications((told) => {
    const label = queries.fetchQuery(describing(told.documentType, language)).then((type) => type.label, () => "");
    void label.then((known) => toast(said(told, known, t)));
  });
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
          {latest.map((one) => <Told key={one.id} told={one} onOpen={() => setOpen(false)} />)}
        </div>
      </Dialog>
    </span>
  );
}

/** One notification, which leads to its document. */
function Told({ told, onOpen }: { told: Notification; onOpen: () => void }) {
  const t = useTexts();
  const { locale } = useDesk();
  const type = useDocumentType(told.documentType);
  return (
    <DeskLink to={documentPath(told.documentType, told.documentId)} className="" onClick={onOpen}>
      <span>{said(told, type.data?.label ?? "", t)}</span>
      <Text small muted>{told.occurTime ? formatTime(new Date(Number(told.occurTime.seconds) * 1000).toISOString(), locale) : ""}</Text>
    </DeskLink>
  );
}
