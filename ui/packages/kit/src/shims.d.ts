declare module "react-native";

// lucide types its icons in one file: here each is fetched by itself, for all of them are two thousand modules to read.
declare module "lucide-react/dist/esm/icons/*.mjs" {
  import type { LucideIcon } from "lucide-react";
  const icon: LucideIcon;
  export default icon;
}
