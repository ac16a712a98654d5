/** The sections of a customer, in the order of the tabs and of the Shortcut menu. */
export const SECTIONS = [
  { id: "overview", title: "Overview" },
  { id: "settings", title: "Settings" },
  { id: "members", title: "Members" },
  { id: "payment", title: "Payment" },
  { id: "use", title: "Use" },
] as const;

export type SectionId = (typeof SECTIONS)[number]["id"];

/** From the address; an unknown one is the overview. */
export function sectionOf(part: string | undefined): SectionId {
  return SECTIONS.find((section) => section.id === part)?.id ?? "overview";
}
