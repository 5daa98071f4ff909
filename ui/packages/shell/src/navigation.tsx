import { useRouter, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo, type AnchorHTMLAttributes, type MouseEvent } from "react";

/** Where the Desk's own routes begin, whatever is shown alone. */
export const DESK = "/desk";

/** The path of a list: "finance.supplier" to "/d/finance/supplier". */
export function listPath(documentType: string): string {
  return `/d/${documentType.replace(".", "/")}`;
}

/** The path of a document's form; of a new one without an id. */
export function documentPath(documentType: string, id = "new"): string {
  return `${listPath(documentType)}/${encodeURIComponent(id)}`;
}

/** The path of a remote's screen, with what it shows in the query. */
export function screenPath(remote: string, path: string, search: Record<string, string> = {}): string {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value)).toString();
  return `/r/${remote}/${path}${query ? `?${query}` : ""}`;
}

/** Goes to one of the paths above. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return useCallback(
    (path, options) => {
      if (!isServedHere(router, path)) return window.location.assign(DESK + path);
      const target = fullPath(router, path);
      if (options?.replace) router.history.replace(target);
      else router.history.push(target);
    },
    [router],
  );
}

/** A link to one of the paths above; with a modifier key the browser's own. */
export function DeskLink({ to, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }) {
  const router = useRouter();
  const go = useGo();
  const href = isServedHere(router, to) ? router.history.createHref(fullPath(router, to)) : DESK + to;
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return <a className="kit-link" {...rest} href={href} onClick={follow} />;
}

/** The query of the address, and a way to change parts of it; "" takes a part out. */
export function useSearch(): [Record<string, string>, (changed: Record<string, string>, options?: { replace?: boolean }) => void] {
  const router = useRouter();
  const query = useRouterState({ select: (state) => state.location.searchStr });
  const search = useMemo(() => Object.fromEntries(new URLSearchParams(query)), [query]);
  const change = useCallback(
    (changed: Record<string, string>, options?: { replace?: boolean }) => {
      const next = Object.entries({ ...search, ...changed }).filter(([, value]) => value);
      const target = `${router.history.location.pathname}${next.length ? `?${new URLSearchParams(next)}` : ""}`;
      if (options?.replace) router.history.replace(target);
      else router.history.push(target);
    },
    [router, search],
  );
  return [search, change];
}

/** The path shown, without the base. */
export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname });
}

type Router = ReturnType<typeof useRouter>;

function fullPath(router: Router, path: string): string {
  return `${router.basepath === "/" ? "" : router.basepath}${path}`;
}

/** A remote shown alone has its screens; documents are the host's. */
function isServedHere(router: Router, path: string): boolean {
  return router.basepath === DESK || path.startsWith("/r/");
}
