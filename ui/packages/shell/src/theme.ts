import { useEffect, useState } from "react";

const REMEMBERED = "businessm.theme";
const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

/** The theme that is shown for a wish (LIGHT, DARK, SYSTEM or none); remembered for the time before anybody signs in. */
export function useShownTheme(wish: string | undefined): "light" | "dark" {
  const [isDark, setDark] = useState(() => dark().matches);
  useEffect(() => {
    const query = dark();
    const follow = () => setDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    if (wish) localStorage.setItem(REMEMBERED, wish);
  }, [wish]);
  const wanted = wish || localStorage.getItem(REMEMBERED) || "SYSTEM";
  if (wanted === "DARK") return "dark";
  if (wanted === "LIGHT") return "light";
  return isDark ? "dark" : "light";
}
