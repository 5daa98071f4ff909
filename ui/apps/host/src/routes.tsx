import { createRootRoute, createRoute, createRouter, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EmptyState } from "@desk/kit";
import { Boundary, describing, DESK, languageFor, plainQueries, queries, useTexts } from "@desk/shell";

import { Frame } from "./frame";
import { Home } from "./home";
import { late } from "./late";
import { RemoteScreen } from "./remote_screen";

// Lists and forms come when the first is opened: who only looks at a remote's screen does without.
const DocumentList = late(() => import("@desk/list").then((list) => list.DocumentList));
const DocumentForm = late(() => import("@desk/form").then((form) => form.DocumentForm));
const OF_DOCUMENTS = new RegExp(`^${DESK}/d/([a-z_]+)/([a-z_]+)(/?)`);

/** Fetches what the address needs, while the session is asked for: what is refused is asked for again where it is shown. */
export function fetchAhead(): void {
  const [, context, type, isForm] = OF_DOCUMENTS.exec(window.location.pathname) ?? [];
  if (!context || !type) return;
  (isForm ? DocumentForm : DocumentList).ahead().catch(() => undefined);
  if (!isForm) void queries.prefetchQuery(describing(`${context}.${type}`, languageFor(""))); // a form comes with its description
}

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound });
const routes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/", component: Home }),
  createRoute({ getParentRoute: () => rootRoute, path: "/d/$context/$type", component: ListPage }),
  createRoute({ getParentRoute: () => rootRoute, path: "/d/$context/$type/$id", component: FormPage }),
  createRoute({ getParentRoute: () => rootRoute, path: "/r/$remote/$", component: ScreenPage }),
];

/** The Desk's addresses: a list and a form for every document type, and the screens of remotes. */
export const router = createRouter({ routeTree: rootRoute.addChildren(routes), basepath: DESK, ...plainQueries });

interface Parameters {
  context?: string;
  type?: string;
  id?: string;
  remote?: string;
  _splat?: string;
}

function ListPage() {
  const { context, type } = useParameters();
  return <Part name={`${context}.${type}`}><DocumentList name={`${context}.${type}`} /></Part>;
}

function FormPage() {
  const { context, type, id } = useParameters();
  return <Part name={`${context}.${type}/${id}`}><DocumentForm name={`${context}.${type}`} id={id === "new" ? undefined : id} /></Part>;
}

function ScreenPage() {
  const { remote = "", _splat = "" } = useParameters();
  return <Part name={remote}><RemoteScreen remote={remote} path={_splat} /></Part>;
}

function NotFound() {
  const t = useTexts();
  return <EmptyState title={t("notFound.title")}>{t("notFound.text")}</EmptyState>;
}

function useParameters(): Parameters {
  return useParams({ strict: false }) as Parameters;
}

/** A part of the Desk that may be fetched late and may break alone. */
function Part({ name, children }: { name: string; children: ReactNode }) {
  const t = useTexts();
  return (
    <Boundary key={name} title={t("broken.title")} text={t("broken.text")} again={t("tryAgain")}>
      {children}
    </Boundary>
  );
}
