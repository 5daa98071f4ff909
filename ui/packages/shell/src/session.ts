import { call, newRequestId, refusalOf, type Json } from "@desk/sdk";

/** Who is signed in, and what he may do: businessm.desk.v1.Session in JSON. */
export interface Session {
  tenant: string;
  username: string;
  display_name: string;
  roles: string[];
  permissions: string[];
}

export interface Preferences {
  theme: string;
  language_code: string;
  company_id: string;
  sidebar_collapsed: boolean;
  etag: string;
}

/** A legal entity that keeps books, and how it counts. */
export interface Company {
  id: string;
  code: string;
  name: string;
  currency_code: string;
  scales: { currency_code: string; scale: number }[];
}

const SESSIONS = "businessm.identity.v1.SessionService";
const PREFERENCES = "businessm.desk.v1.PreferencesService";

/** Signs in: the browser keeps the cookie. Throws what `refusalOf` reads. */
export async function signIn(username: string, password: string): Promise<void> {
  await call(`${SESSIONS}/SignIn`, { username, password });
}

export async function signOut(): Promise<void> {
  await call(`${SESSIONS}/SignOut`, {});
}

export async function getSession(): Promise<Session> {
  return (await call("businessm.desk.v1.DeskService/GetSession", {})).session;
}

export async function getPreferences(): Promise<Preferences> {
  return (await call(`${PREFERENCES}/GetPreferences`, {})).preferences;
}

/** Changes some preferences; another window's change in between is no reason to fail. */
export async function updatePreferences(changed: Partial<Preferences>): Promise<Preferences> {
  try {
    return await sendPreferences(changed);
  } catch (error) {
    if (refusalOf(error).reason !== "ETAG_MISMATCH") throw error;
    return sendPreferences(changed);
  }
}

/** Every company the caller may see. */
export async function listCompanies(): Promise<Company[]> {
  const found: Company[] = [];
  let pageToken = "";
  do {
    const page: Json = await call("businessm.ledger.v1.LedgerService/ListCompanies", { page_size: 250, page_token: pageToken });
    found.push(...page.companies);
    pageToken = page.next_page_token;
  } while (pageToken);
  return found;
}

/** Whether permissions such as "ledger.*" carry one: "*" stands for any run of characters. */
export function isPermitted(permissions: string[], wanted: string): boolean {
  return permissions.some((one) => one === wanted || (one.includes("*") && patternOf(one).test(wanted)));
}

async function sendPreferences(changed: Partial<Preferences>): Promise<Preferences> {
  const { etag } = await getPreferences();
  const mask = Object.keys(changed).map((key) => key.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()));
  const request = { request_id: newRequestId(), preferences: { ...changed, etag }, update_mask: mask.join(",") };
  return (await call(`${PREFERENCES}/UpdatePreferences`, request)).preferences;
}

function patternOf(permission: string): RegExp {
  const escaped = permission.split("*").map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`);
}
