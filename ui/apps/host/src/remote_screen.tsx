import { getInstance } from "@module-federation/runtime";
import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, Loading, Notice, Text } from "@desk/kit";
import { useTexts, type Screens } from "@desk/shell";

import { useNavigation, type Remote } from "./navigation";

/** A screen of a remote, which is fetched when it is first looked at. A remote that is down takes nothing else with it. */
export function RemoteScreen({ remote, path }: { remote: string; path: string }) {
  const t = useTexts();
  const navigation = useNavigation();
  const known = navigation.data?.remotes.find((one) => one.name === remote);
  const screens = useQuery({
    queryKey: ["remote", remote, known?.version],
    queryFn: () => loadScreens(known as Remote),
    enabled: known !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  if (screens.error || (navigation.data && !known)) {
    const again = () => void (known ? screens.refetch() : navigation.refetch());
    return (
      <Notice tone="warning" action={<Button onClick={again}>{t("tryAgain")}</Button>}>
        <Text strong display="block" color="inherit">{t("remote.failed", { name: remote })}</Text>
        <Text small color="inherit">{t("remote.text")}</Text>
      </Notice>
    );
  }
  if (!screens.data) return <Loading label={t("loading")} lines={8} />;
  const Screen = screens.data[path];
  return Screen ? <Screen /> : <EmptyState title={t("notFound.title")}>{t("notFound.text")}</EmptyState>;
}

async function loadScreens(remote: Remote): Promise<Screens> {
  const federation = getInstance();
  if (!federation) throw new Error("module federation did not start");
  const entry = `${window.location.origin}${remote.manifest_url}?v=${encodeURIComponent(remote.version)}`;
  federation.registerRemotes([{ name: remote.name, entry, type: "module" }], { force: true });
  const loaded = await federation.loadRemote<{ default: Screens }>(`${remote.name}/screens`);
  if (!loaded) throw new Error(`${remote.name} exposes no screens`);
  return loaded.default;
}
