import type { ComponentType } from "react";

/** What a remote exposes as "./screens", its default export: a screen for each path that navigation names. */
export type Screens = Record<string, ComponentType>;
