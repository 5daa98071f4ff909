import type { Screens } from "@desk/shell";

import { ReceiveScreen } from "./receive_screen";
import { StockScreen } from "./stock_screen";

/** What the host shows of this remote, by the paths that its context's navigation names. */
const screens: Screens = { stock: StockScreen, receive: ReceiveScreen };

export default screens;
