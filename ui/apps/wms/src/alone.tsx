import { showAlone } from "@desk/shell";

import screens from "./screens";

showAlone("wms", screens);
