/**
 * The colours of both themes, by what they are for. Text on its ground keeps 4.5 : 1, the edges of controls and focus
 * rings 3 : 1 (WCAG 2.2 AA).
 */
export const light = {
  background: "#f5f6f8",
  surface: "#ffffff",
  surfaceHover: "#eef1f5",
  surfaceSunken: "#f8f9fb",
  borderColor: "#dde2ea",
  borderStrong: "#828da0",
  color: "#17202e",
  colorMuted: "#556072",
  accent: "#2553c4",
  accentHover: "#1c429f",
  accentSoft: "#e7edfc",
  onAccent: "#ffffff",
  danger: "#b3261e",
  dangerSoft: "#fcebe9",
  success: "#14663a",
  successSoft: "#e3f4ea",
  warning: "#855000",
  warningSoft: "#fcf0da",
  shadowColor: "rgba(16, 24, 40, 0.14)",
};

export const dark: typeof light = {
  background: "#0e1319",
  surface: "#161d26",
  surfaceHover: "#1f2832",
  surfaceSunken: "#121922",
  borderColor: "#2a3542",
  borderStrong: "#6c7a8f",
  color: "#e6ebf2",
  colorMuted: "#a3afc0",
  accent: "#8caeff",
  accentHover: "#a9c3ff",
  accentSoft: "#1d2c4d",
  onAccent: "#0b152b",
  danger: "#ff9b93",
  dangerSoft: "#421f1d",
  success: "#7cd49a",
  successSoft: "#153121",
  warning: "#f0be6c",
  warningSoft: "#3c2d10",
  shadowColor: "rgba(0, 0, 0, 0.5)",
};
