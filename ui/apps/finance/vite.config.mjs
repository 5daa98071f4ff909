import { remote } from "../../remote.mjs";

export default remote("finance");
