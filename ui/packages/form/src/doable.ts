import type { DescMethod } from "@bufbuild/protobuf";
import { useQuery } from "@tanstack/react-query";
import { useDesk } from "@desk/shell";
import { actionRpc, type Action, type DocumentType, type Json } from "@desk/sdk";

/** Something that is done with one document, and how. */
export interface Doable {
  action: Action;
  method: DescMethod;
}

const BY_FORM = ["create", "update"];

/** What the user may do with documents of a type, in whichever state. */
export function useDoable(type: DocumentType): Doable[] {
  const { may } = useDesk();
  const rpcs = useQuery({
    queryKey: ["actions", type.context, type.type, type.version],
    queryFn: async () => {
      const offered = type.actions.filter((one) => !BY_FORM.includes(one.key));
      const methods = await Promise.all(offered.map((one) => actionRpc(one.rpc)));
      return offered.flatMap((action, place) => (methods[place] ? [{ action, method: methods[place] as DescMethod }] : []));
    },
    staleTime: Infinity,
  });
  return (rpcs.data ?? []).filter(({ action }) => may(action.permission));
}

/** Whether it can be done with a document as it stands. */
export function fits(action: Action, document: Json): boolean {
  if (action.key === "archive" && document.archived) return false;
  return action.states.length === 0 || action.states.includes(document.state);
}
