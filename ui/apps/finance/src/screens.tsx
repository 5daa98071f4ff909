import type { Screens } from "@desk/shell";

import { TrialBalanceScreen } from "./trial_balance_screen";

/** What the host shows of this remote, by the paths that its context's navigation names. */
const screens: Screens = { "trial-balance": TrialBalanceScreen };

export default screens;
