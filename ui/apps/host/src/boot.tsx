import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { connectDesk } from "@desk/sdk";
import { DeskProvider, queries } from "@desk/shell";

import { fetchAhead, router } from "./routes";

connectDesk(window.location.origin);
createRoot(document.getElementById("root") as HTMLElement).render(
  <QueryClientProvider client={queries}>
    <DeskProvider>
      <RouterProvider router={router} />
    </DeskProvider>
  </QueryClientProvider>,
);
fetchAhead();
