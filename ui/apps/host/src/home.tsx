import { useEffect } from "react";
import { Card, Column, Icon, PageTitle, Row, SectionTitle, Text } from "@desk/kit";
import { DeskLink, useDesk, useTexts } from "@desk/shell";

import { entryPath, useNavigation } from "./navigation";

/** Where one begins: everything there is, by module. */
export function Home() {
  const t = useTexts();
  const { session } = useDesk();
  const { data } = useNavigation();
  useEffect(() => { document.title = "Business M"; }, []);
  return (
    <Column gap="$5">
      <Column gap="$1">
        <PageTitle>{t("home.title", { name: session.display_name || session.username })}</PageTitle>
        <Text muted>{t("home.text")}</Text>
      </Column>
      <div style={{ display: "grid", gap: 16, gridTemplateColumns: "repeat(auto-fill, minmax(240px, 1fr))" }}>
        {data?.modules.map((module) => (
          <Card key={module.key} padding="$4" gap="$3" render="section" aria-label={module.label}>
            <Row gap="$2"><Icon name={module.icon} color="var(--accent)" /><SectionTitle>{module.label}</SectionTitle></Row>
            <Column gap="$2">
              {module.entries.map((entry) => <DeskLink key={entry.key} to={entryPath(entry)}>{entry.label}</DeskLink>)}
            </Column>
          </Card>
        ))}
      </div>
    </Column>
  );
}
