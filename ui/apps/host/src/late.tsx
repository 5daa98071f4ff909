import { useEffect, useState, type ComponentType } from "react";
import { Loading } from "@desk/kit";
import { useTexts } from "@desk/shell";

/**
 * A component that is fetched when it is first shown, or before by `ahead`. React.lazy would show what waits even where the file is there
 * already, and React keeps that for 300 ms once it was seen.
 */
export function late<P extends object>(fetch: () => Promise<ComponentType<P>>) {
  let found: ComponentType<P> | undefined;
  const ahead = async () => { found ??= await fetch(); };
  function Late(props: P) {
    const [refused, setRefused] = useState<{ error?: unknown }>();
    useEffect(() => { if (!found) ahead().then(() => setRefused({}), (error: unknown) => setRefused({ error })); }, []);
    if (refused?.error) throw refused.error;
    return found ? <FoundAs component={found} props={props} /> : <Waiting />;
  }
  return Object.assign(Late, { ahead });
}

function FoundAs<P extends object>({ component: Found, props }: { component: ComponentType<P>; props: P }) {
  return <Found {...props} />;
}

function Waiting() {
  return <Loading label={useTexts()("loading")} lines={8} />;
}
