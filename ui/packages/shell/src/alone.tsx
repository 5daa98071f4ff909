import { QueryClientProvider } from "@tanstack/react-query";
import { createHashHistory, createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import { Column, EmptyState, Loading, Row, Select, Text } from "@desk/kit";
import { connectDesk } from "@desk/sdk";

import { DeskProvider, useDesk } from "./desk";
import { useTexts } from "./language";
import { DeskLink, screenPath, usePath } from "./navigation";
import { queries } from "./queries";
import { plainQueries } from "./routers";
import type { Screens } from "./screens";

/** Shows a remote's screens without the host: sign-in, the company, and a line of links. */
export function showAlone(remote: string, screens: Screens): void {
  connectDesk(window.location.origin);
  const rootRoute = createRootRoute({ component: () => <Frame remote={remote} screens={screens} /> });
  const anyRoute = createRoute({ getParentRoute: () => rootRoute, path: "$" });
  const router = createRouter({ routeTree: rootRoute.addChildren([anyRoute]), history: createHashHistory(), ...plainQueries });
  createRoot(document.getElementById("root") as HTMLElement).render(
    <QueryClientProvider client={queries}>
      <DeskProvider>
        <RouterProvider router={router} />
      </DeskProvider>
    </QueryClientProvider>,
  );
}

function Frame({ remote, screens }: { remote: string; screens: Screens }) {
  const t = useTexts();
  const { companies, company, prefer } = useDesk();
  const path = usePath().replace(`/r/${remote}/`, "");
  const Screen = screens[path] ?? Object.values(screens)[0];
  return (
    <Column minHeight="100dvh">
      <Row render="header" gap="$4" padding="$3" flexWrap="wrap" backgroundColor="$surface" borderBottomWidth={1} borderColor="$borderColor">
        <Text strong>Business M</Text>
        <Row render="nav" gap="$3" flex={1}>
          {Object.keys(screens).map((one) => <DeskLink key={one} to={screenPath(remote, one)}>{one}</DeskLink>)}
        </Row>
        {company ? (
          <Select aria-label={t("company")} value={company.id} options={companies.map((one) => ({ value: one.id, label: one.name }))} onChange={(event) => void prefer({ company_id: event.target.value })} style={{ width: 220 }} />
        ) : null}
      </Row>
      <Column render="main" flex={1} padding="$4">
        {Screen ? <Suspense fallback={<Loading label={t("loading")} />}><Screen /></Suspense> : <EmptyState title={t("notFound.title")} />}
      </Column>
    </Column>
  );
}
