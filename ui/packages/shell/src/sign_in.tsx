import { useState, type FormEvent } from "react";
import { Button, Card, Column, FieldFrame, Notice, PageTitle, Text, TextInput } from "@desk/kit";
import { isSignedOut, isUnreachable, refusalOf } from "@desk/sdk";

import { useTexts } from "./language";
import { signIn } from "./session";

/** Asks for name and password. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTexts();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState("");
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(username, password);
      onSignedIn();
    } catch (error) {
      setFailure(wordsFor(error, t));
      setBusy(false);
    }
  };
  return (
    <Column render="main" minHeight="100dvh" alignItems="center" justifyContent="center" padding="$4">
      <Card width="100%" maxWidth={380} padding="$5" gap="$4">
        <Column gap="$1">
          <Text muted>Business M</Text>
          <PageTitle>{t("signIn.title")}</PageTitle>
        </Column>
        <form onSubmit={submit} style={{ display: "flex", flexDirection: "column", gap: 14 }}>
          {failure ? <Notice tone="danger">{failure}</Notice> : null}
          <FieldFrame label={t("signIn.username")}>
            {(control) => <TextInput {...control} name="username" autoComplete="username" autoFocus required value={username} onChange={(event) => setUsername(event.target.value)} />}
          </FieldFrame>
          <FieldFrame label={t("signIn.password")}>
            {(control) => <TextInput {...control} name="password" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />}
          </FieldFrame>
          <Button type="submit" kind="primary" disabled={isBusy}>{t("signIn.submit")}</Button>
        </form>
      </Card>
    </Column>
  );
}

function wordsFor(error: unknown, t: (key: string) => string): string {
  const refusal = refusalOf(error);
  if (refusal.reason === "LOGIN_THROTTLED") return t("signIn.throttled");
  if (isSignedOut(error)) return t("signIn.failed");
  return isUnreachable(error) ? t("unreachable") : refusal.message;
}
