import { createFont, createTamagui, createTokens } from "@tamagui/core";

import { dark, light } from "./palette";

const steps = { 0: 0, 1: 4, 2: 8, 3: 12, 4: 16, 5: 24, 6: 32, 7: 48, true: 16 };

const body = createFont({
  family: 'Inter, "Noto Sans", "Noto Sans Devanagari", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  size: { 1: 12, 2: 13, 3: 14, 4: 16, 5: 20, 6: 26, true: 14 },
  lineHeight: { 1: 16, 2: 18, 3: 20, 4: 24, 5: 28, 6: 34, true: 20 },
  weight: { 1: "400", 3: "400", 4: "600", true: "400" },
  letterSpacing: { 1: 0, 5: -0.2, 6: -0.4, true: 0 },
});

/** Themes, spacing and type. Themes become CSS variables, which kit.css dresses native controls with. */
export const config = createTamagui({
  tokens: createTokens({
    size: steps,
    space: steps,
    radius: { 0: 0, 1: 4, 2: 6, 3: 10, true: 6 },
    zIndex: { 0: 0, 1: 100, true: 0 },
    color: {},
  }),
  themes: { light, dark },
  fonts: { body, heading: body },
  defaultFont: "body",
  media: { narrow: { maxWidth: 720 }, middle: { maxWidth: 1080 } },
  settings: { defaultFont: "body", shouldAddPrefersColorThemes: false },
});

export type Config = typeof config;

declare module "@tamagui/core" {
  interface TamaguiCustomConfig extends Config {}
}
