import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import english from "./texts/en.json";

/** The languages the Desk's own texts are in, each by its own name. */
export const LANGUAGES = { en: "English", hi: "हिन्दी" } as const;
export type Language = keyof typeof LANGUAGES;

const others: Record<string, () => Promise<{ default: object }>> = { hi: () => import("./texts/hi.json") };

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: english } },
  interpolation: { escapeValue: false }, // React escapes
  showSupportNotice: false,
});

/** The Desk's language for a wish such as "hi-IN"; the browser's where the wish is empty, English where there is none. */
export function languageFor(wish: string): Language {
  const wishes = wish ? [wish] : [...navigator.languages];
  const found = wishes.map((one) => one.split("-")[0] ?? "").find((one) => one in LANGUAGES);
  return (found ?? "en") as Language;
}

/** Fetches a language's texts if they are not here and speaks it from then on. */
export async function speak(language: Language): Promise<void> {
  const load = others[language];
  if (load && !i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await load()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Texts of a part of the Desk that is built by itself, by language; told apart from others' by its name. */
export function addTexts(part: string, texts: Record<Language, object>): void {
  for (const [language, those] of Object.entries(texts)) i18next.addResourceBundle(language, part, those);
}

/** Texts by key: the Desk's own, or those of a part. */
export function useTexts(part?: string) {
  return useTranslation(part).t;
}

/**
 * How numbers and days are written: in the reader's language, as they are where the company's currency is from. The first
 * two letters of an ISO 4217 code are the ISO 3166 code of its country.
 */
export function localeOf(language: string, currencyCode: string): string {
  if (!/^[A-Z]{3}$/.test(currencyCode)) return language; // none, or a unit that a company declared itself
  const locale = `${language}-${currencyCode.slice(0, 2)}`;
  return Intl.NumberFormat.supportedLocalesOf([locale])[0] ?? language;
}
