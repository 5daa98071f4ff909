import { createContext, useContext } from "react";
import type { Along, Field, Json } from "@desk/sdk";

import type { Values } from "./values";

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
  /** Opens a form for a document that a link is to point at. */
  make: (making: Making) => void;
}

/** A document that is made while another one's form is open. */
export interface Making {
  /** "masters.item". */
  name: string;
  /** What it begins with. */
  values: Values;
  onMade: (document: Json, title: string) => void;
}

const FormContext = createContext<FormFacts | undefined>(undefined);

export const FormFactsProvider = FormContext.Provider;

/** The form around this field. */
export function useFormFacts(): FormFacts {
  const facts = useContext(FormContext);
  if (!facts) throw new Error("no form above");
  return facts;
}
