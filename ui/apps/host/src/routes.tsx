import { createRootRoute, createRoute, createRouter, useParams } from "@tanstack/react-router";
import { lazy, Suspense, type ReactNode } from "react";
import { EmptyState, Loading } from "@desk/kit";
import { Boundary, DESK, plainQueries, useTexts } from "@desk/shell";

import { Frame } from "./frame";
import { Home } from "./home";
import { RemoteScreen } from "./remote_screen";

// Lists and forms come when the first is opened: who only looks at a remote's screen does without.
const fetchList = () => import("@desk/list");
const fetchForm = () => import("@desk/form");
const DocumentList = lazy(() => fetchList().then((list) => ({ default: list.DocumentList })));
const DocumentForm = lazy(() => fetchForm().then((form) => ({ default: form.DocumentForm })));

/** Fetches what the address needs, while the session is asked for. */
export function fetchAhead(): void {
  if (window.location.pathname.startsWith(`${DESK}/d/`)) fetchList().catch(() => undefined); // asked for again where it is shown
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
      <Suspense fallback={<Loading label={t("loading")} lines={8} />}>{children}</Suspense>
    </Boundary>
  );
}
