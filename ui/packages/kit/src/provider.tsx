import { TamaguiProvider, Theme } from "@tamagui/core";
import { useEffect, type ReactNode } from "react";

import "./kit.css";
import { config } from "./config";
import { ToastArea } from "./toast";

/** Dresses everything below it. `theme` is what is shown, not what was chosen: "system" is resolved by the caller. */
export function KitProvider({ theme, children }: { theme: "light" | "dark"; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <TamaguiProvider config={config} defaultTheme={theme}>
      <Theme name={theme}>
        <div className="kit-root">
          {children}
          <ToastArea />
        </div>
      </Theme>
    </TamaguiProvider>
  );
}
