import { styled, Text as TamaguiText, View } from "@tamagui/core";

/** Stands its children under each other. */
export const Column = styled(View, { name: "Column", flexDirection: "column", maxWidth: "100%", minWidth: 0 });

/** Stands its children beside each other. */
export const Row = styled(View, { name: "Row", flexDirection: "row", alignItems: "center", maxWidth: "100%", minWidth: 0 });

/** A sheet of its own on the page. */
export const Card = styled(View, {
  name: "Card",
  backgroundColor: "$surface",
  borderColor: "$borderColor",
  borderWidth: 1,
  borderStyle: "solid",
  borderRadius: "$3",
  flexDirection: "column",
});

/** Running text; `muted`, `strong`, and sizes 1 to 6. */
export const Text = styled(TamaguiText, {
  name: "Text",
  fontFamily: "$body",
  color: "$color",
  fontSize: "$3",
  lineHeight: "$3",
  variants: {
    muted: { true: { color: "$colorMuted" } },
    strong: { true: { fontWeight: "600" } },
    small: { true: { fontSize: "$2", lineHeight: "$2" } },
    danger: { true: { color: "$danger" } },
  } as const,
});

/** What a page is called: one of them on each. */
export const PageTitle = styled(TamaguiText, {
  name: "PageTitle",
  render: "h1",
  fontFamily: "$heading",
  color: "$color",
  fontSize: "$5",
  lineHeight: "$5",
  letterSpacing: "$5",
  fontWeight: "600",
  margin: 0,
});

/** What a part of a page is called. */
export const SectionTitle = styled(TamaguiText, {
  name: "SectionTitle",
  render: "h2",
  fontFamily: "$heading",
  color: "$color",
  fontSize: "$4",
  lineHeight: "$4",
  fontWeight: "600",
  margin: 0,
});
