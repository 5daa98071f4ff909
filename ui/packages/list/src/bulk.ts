import type { DescMethod } from "@bufbuild/protobuf";
import { act, refusalOf, type Action, type Json } from "@desk/sdk";

/** What was refused of one document. */
export interface Refused {
  document: Json;
  message: string;
}

/** Whether an action can be done with many at once: what it has to know is the same for all of them. */
export function isForMany(action: Action): boolean {
  return action.fields.every((field) => field.type === "DATE" || !field.required);
}

/**
 * Does it with one document after the other, and goes on where one is refused: each is a call of its own, as if it were done
 * by hand. `onDone` is told how many have been tried.
 */
export async function actOnAll(method: DescMethod, documents: Json[], answers: Json, onDone: (count: number) => void, doOne = act): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const [place, document] of documents.entries()) {
    try {
      await doOne(method, document, answers);
    } catch (error) {
      const refusal = refusalOf(error);
      refused.push({ document, message: refusal.violations[0]?.message || refusal.message });
    }
    onDone(place + 1);
  }
  return refused;
}
