import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { call, client, isSignedOut, newRequestId, refusalOf } from "@desk/sdk";
import type { Notification, NotificationService } from "./contracts";

export type { Notification } from "./contracts";

const SERVICE = "businessm.desk.v1.NotificationService";
const SHOWN = 50;
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

export interface Notifications {
  /** The latest first. */
  latest: Notification[];
  unread: number;
  readAll: () => Promise<void>;
}

/** What the user is told of, as it comes; a line that was lost is taken up where it ended. */
export function useNotifications(onTold: (told: Notification) => void): Notifications {
  const [latest, setLatest] = useState<Notification[]>([]);
  const [unread, setUnread] = useState(0);
  const cache = useQueryClient();
  const tell = useRef(onTold); // another language is no reason for another line
  tell.current = onTold;
  useEffect(() => {
    const watching = new AbortController();
    const take = (told: Notification[], count: number, isNew: boolean) => {
      setUnread(count);
      if (told.length === 0) return;
      setLatest((now) => [...told.toReversed(), ...now].slice(0, SHOWN));
      if (!isNew) return;
      told.forEach((one) => tell.current(one));
      void cache.invalidateQueries({ queryKey: ["rows"] }); // lists show what somebody else just did
    };
    void watch(watching.signal, take);
    return () => watching.abort();
  }, [cache]);
  const readAll = useCallback(async () => {
    const answer = await call(`${SERVICE}/MarkNotificationsRead`, { request_id: newRequestId() });
    setUnread(answer.unread_count);
  }, []);
  return { latest, unread, readAll };
}

type Take = (told: Notification[], unread: number, isNew: boolean) => void;

async function watch(signal: AbortSignal, take: Take): Promise<void> {
  let cursor = "";
  let isFirst = true;
  let pause = FIRST_PAUSE_MILLISECONDS;
  while (!signal.aborted) {
    try {
      const service = await client<typeof NotificationService>(SERVICE);
      for await (const said of service.watchNotifications({ cursor }, { signal })) {
        cursor = said.cursor || cursor;
        take(said.notifications, said.unreadCount, !isFirst);
        isFirst = false;
        pause = FIRST_PAUSE_MILLISECONDS;
      }
    } catch (error) {
      if (isSignedOut(error) || refusalOf(error).reason === "PERMISSION_MISSING") return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }
}
