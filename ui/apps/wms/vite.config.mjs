import { remote } from "../../remote.mjs";

export default remote("wms");
