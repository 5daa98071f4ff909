import { useQuery } from "@tanstack/react-query";
import { call } from "@desk/sdk";
import { listPath, screenPath, useDesk } from "@desk/shell";

/** One place to go to: businessm.desk.v1.NavigationEntry in JSON. */
export interface Entry {
  key: string;
  label: string;
  icon: string;
  document_type?: string;
  screen?: { remote: string; path: string };
}

export interface Module {
  key: string;
  label: string;
  icon: string;
  entries: Entry[];
}

export interface Remote {
  name: string;
  context: string;
  manifest_url: string;
  version: string;
}

export interface Navigation {
  modules: Module[];
  remotes: Remote[];
  unavailable_contexts: string[];
}

/** Where the user may go, in his language. */
export function useNavigation() {
  const { language } = useDesk();
  return useQuery({
    queryKey: ["navigation", language],
    queryFn: async (): Promise<Navigation> => (await call("businessm.desk.v1.DeskService/GetNavigation", { language_code: language })).navigation,
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.unavailable_contexts.length ? 15_000 : false),
  });
}

/** An entry's address below the Desk. */
export function entryPath(entry: Entry): string {
  if (entry.screen) return screenPath(entry.screen.remote, entry.screen.path);
  return listPath(entry.document_type ?? "");
}
