import { createContext, useContext } from "react";
import type { Along, Field } from "@desk/sdk";

/** What every field of a form needs to know of it. */
export interface FormFacts {
  isNew: boolean;
  isEditable: boolean;
  /** The company of the document, else the one worked in. */
  companyId: string;
  currencyCode: string;
  /** A document that is named or made along with a new one, where there is such: shown in place of the title. */
  along?: Along;
  fields: Field[];
}

const FormContext = createContext<FormFacts | undefined>(undefined);

export const FormFactsProvider = FormContext.Provider;

/** The form around this field. */
export function useFormFacts(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error("no form above");
  return facts;
}
