import { QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut, isUnreachable } from "@desk/sdk";

/** Who wants to know that the session ended. */
let onSignedOut = () => {};

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** What was fetched, for all parts of the Desk. Only what the network lost is asked again. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => { if (isSignedOut(error)) onSignedOut(); } }),
  defaultOptions: {
    queries: { staleTime: 15_000, refetchOnWindowFocus: false, retry: (count, error) => count < 2 && isUnreachable(error) },
  },
});
