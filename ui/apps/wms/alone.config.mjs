import { alone } from "../../remote.mjs";

export default alone("wms");
