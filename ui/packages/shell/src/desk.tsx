import { useQuery } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { isSignedOut } from "@desk/sdk";
import { KitProvider, Loading, Notice, Button, Column } from "@desk/kit";

import { languageFor, localeOf, speak, useTexts, type Language } from "./language";
import { queries, whenSignedOut } from "./queries";
import { getPreferences, getSession, isPermitted, listCompanies, signOut, updatePreferences, type Company, type Preferences, type Session } from "./session";
import { SignInPage } from "./sign_in";
import { useShownTheme } from "./theme";

/** What every part of the Desk may know: who works here, in which company, and how he likes it. */
export interface Desk {
  session: Session;
  preferences: Preferences;
  companies: Company[];
  /** The company worked in; undefined while the tenant has none. */
  company: Company | undefined;
  language: Language;
  /** BCP 47, for numbers and days. */
  locale: string;
  may: (permission: string) => boolean;
  prefer: (changed: Partial<Preferences>) => Promise<void>;
  leave: () => Promise<void>;
}

const DeskContext = createContext<Desk | undefined>(undefined);

/** The Desk around this component. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no DeskProvider above");
  return desk;
}

/** Signs in where nobody is, fetches what belongs to the user, and shows the rest in his language and colours. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const [signedOut, setSignedOut] = useState(false);
  useEffect(() => whenSignedOut(() => setSignedOut(true)), []);
  const user = useQuery({ queryKey: ["user"], queryFn: fetchUser, enabled: !signedOut, staleTime: Infinity });
  const nobody = signedOut || (user.error !== null && isSignedOut(user.error));
  const preferences = nobody ? undefined : user.data?.preferences;
  const shown = useShownTheme(preferences?.theme);
  const language = languageFor(preferences?.language_code ?? "");
  const isSpoken = useSpoken(language);

  const enter = () => { setSignedOut(false); void queries.resetQueries(); };
  return (
    <KitProvider theme={shown}>
      {!isSpoken ? null : nobody ? <SignInPage onSignedIn={enter} /> : <Signed user={user.data} error={user.error} retry={() => void user.refetch()} language={language} left={() => setSignedOut(true)}>{children}</Signed>}
    </KitProvider>
  );
}

/** A Desk that is given, for tests and for parts shown by themselves. */
export const GivenDesk = DeskContext.Provider;

interface User {
  session: Session;
  preferences: Preferences;
  companies: Company[];
}

async function fetchUser(): Promise<User> {
  const [session, preferences, companies] = await Promise.all([getSession(), getPreferences(), listCompanies().catch(noneUnlessSignedOut)]);
  return { session, preferences, companies };
}

/** Who may not see companies, or whose ledger is down, works without one. */
function noneUnlessSignedOut(error: unknown): Company[] {
  if (isSignedOut(error)) throw error;
  return [];
}

function useSpoken(language: Language): boolean {
  const [spoken, setSpoken] = useState(false);
  useEffect(() => {
    speak(language).then(() => setSpoken(true), () => setSpoken(true)); // in English where the texts did not come
  }, [language]);
  return spoken;
}

interface SignedProps {
  user: User | undefined;
  error: Error | null;
  retry: () => void;
  language: Language;
  left: () => void;
  children: ReactNode;
}

function Signed({ user, error, retry, language, left, children }: SignedProps) {
  const t = useTexts();
  const desk = useDeskOf(user, language, left);
  if (desk) return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
  if (!error) return <Loading label={t("loading")} lines={8} />;
  return (
    <Column padding="$5" maxWidth={640}>
      <Notice tone="danger" action={<Button onClick={retry}>{t("tryAgain")}</Button>}>{t("unreachable")}</Notice>
    </Column>
  );
}

function useDeskOf(user: User | undefined, language: Language, left: () => void): Desk | undefined {
  const prefer = useCallback(async (changed: Partial<Preferences>) => {
    queries.setQueryData<User>(["user"], (now) => now && { ...now, preferences: { ...now.preferences, ...changed } });
    const preferences = await updatePreferences(changed);
    queries.setQueryData<User>(["user"], (now) => now && { ...now, preferences });
  }, []);
  const leave = useCallback(async () => {
    await signOut();
    queries.clear();
    left();
  }, [left]);
  return useMemo(() => {
    if (!user) return undefined;
    const company = user.companies.find((one) => one.id === user.preferences.company_id) ?? user.companies[0];
    return {
      ...user,
      company,
      language,
      locale: localeOf(language, company?.currency_code ?? ""),
      may: (permission) => isPermitted(user.session.permissions, permission),
      prefer,
      leave,
    };
  }, [user, language, prefer, leave]);
}
