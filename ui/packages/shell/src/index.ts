// Named one by one: the names are what remotes are built against, and a star hides them from module federation.
export { showAlone } from "./alone";
export { digitsOf, useMoneyFormat, type Money } from "./amounts";
export { Boundary } from "./boundary";
export { DeskProvider, GivenDesk, useDesk, type Desk } from "./desk";
export { describing, inSentence, rememberTitle, suggestDocuments, titleOf, titlesById, useDocumentType, useTitle } from "./documents";
export { addTexts, languageFor, LANGUAGES, speak, useTexts, type Language } from "./language";
export { DESK, DeskLink, documentPath, listPath, screenPath, useGo, usePath, useSearch } from "./navigation";
export { useNotifications, type Notification, type Notifications } from "./notifications";
export { queries } from "./queries";
export { plainQueries } from "./routers";
export type { Screens } from "./screens";
export { UnsavedGuard } from "./unsaved";
export { said } from "./told";
export { isPermitted, type Company, type Preferences, type Session } from "./session";
