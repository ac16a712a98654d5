import type { Head } from "@firstbell/protocol";
import { firstName, visitOrdinal, visitorName } from "../format/names.ts";
import { pagePath } from "../format/text.ts";
import { margin } from "../format/time.ts";
import type { Over } from "./rings.ts";

/** "GENERAL · /pricing · 2nd visit" */
export function ringDetails(head: Head): string {
  return [
    head.room.name,
    ...(head.page === undefined ? [] : [pagePath(head.page.url)]),
    ...(head.visitor.visits > 1 ? [visitOrdinal(head.visitor.visits)] : []),
  ].join(" · ");
}

/** What a screen reader says, once, when a chat begins to ring; an operator hears whose visitor it is. */
export function ringAnnouncement(head: Head, of?: string): string {
  const page = head.page === undefined ? "" : ` from ${pagePath(head.page.url)}`;
  return `${visitorName(head.visitor)}${of === undefined ? "" : ` of ${of}`} rings for ${head.room.name}${page}: ${head.preview}`;
}

/** "Priya took it, 0.4 s before you." */
export function overWords(over: Over): string {
  switch (over.why) {
    case "taken": {
      const who = over.by === undefined ? "Another agent" : firstName(over.by.name);
      return over.lateMillis === undefined ? `${who} took it.` : `${who} took it, ${margin(over.lateMillis)} before you.`;
    }
    case "missed":
      return "Nobody accepted in time. It is under Missed now.";
    case "visitor-left":
      return "The visitor left before anyone accepted.";
    case "no-credit":
      return `${over.of ?? "The organization"} has no interaction credit left: only its own agents can answer now.`;
    case "failed":
      return over.message;
  }
}
