import { showAlone } from "@desk/shell";

import screens from "./screens";

showAlone("finance", screens);
