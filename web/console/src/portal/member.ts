import type { Member, MemberChange, NewMember, Permission, Role } from "../api/shapes.ts";
import { emailFault, nameFault, tidy } from "../customers/draft.ts";
import { ordered } from "./permissions.ts";

/** What stands in the form for a member, new or known. */
export interface MemberDraft {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly role: Role;
  readonly portalAccess: boolean;
  readonly permissions: readonly Permission[];
  readonly rooms: readonly string[];
}

export type MemberFaults = { readonly [field in keyof MemberDraft]?: string };

export const NEW_MEMBER: MemberDraft = {
  name: "",
  email: "",
  title: "",
  role: "member",
  portalAccess: true,
  permissions: ["answer-chats"],
  rooms: ["general"],
};

export function memberDraft(member: Member): MemberDraft {
  return {
    name: member.name,
    email: member.pendingEmail ?? member.email,
    title: member.title ?? "",
    role: member.role,
    portalAccess: member.portalAccess,
    permissions: member.permissions,
    rooms: member.rooms,
  };
}

export function memberFaults(draft: MemberDraft): MemberFaults {
  return {
    ...nameFault("name", draft.name, "the person"),
    ...emailFault("email", draft.email),
    ...([...tidy(draft.title)].length > 80 ? { title: "A title has 80 characters at the most." } : {}),
  };
}

export function memberRequest(draft: MemberDraft): NewMember {
  const title = tidy(draft.title);
  return {
    name: tidy(draft.name),
    email: draft.email.trim(),
    role: draft.role,
    portalAccess: draft.portalAccess,
    // An administrator holds every permission: there is nothing to list.
    ...(draft.role === "admin" ? {} : { permissions: ordered(draft.permissions) }),
    rooms: draft.rooms,
    ...(title === "" ? {} : { title }),
  };
}

/** Only what changed. A new address counts once its owner has confirmed it, so it is compared with the awaited one. */
export function memberPatch(member: Member, draft: MemberDraft): MemberChange {
  const before = memberDraft(member);
  const title = tidy(draft.title);
  return {
    ...(tidy(draft.name) === before.name ? {} : { name: tidy(draft.name) }),
    ...(draft.email.trim() === before.email ? {} : { email: draft.email.trim() }),
    ...(title === before.title ? {} : { title: title === "" ? null : title }),
    ...(draft.role === before.role ? {} : { role: draft.role }),
    ...(draft.portalAccess === before.portalAccess ? {} : { portalAccess: draft.portalAccess }),
    ...(sameSet(draft.rooms, before.rooms) ? {} : { rooms: draft.rooms }),
  };
}

export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** One word for the list, and what it means. */
export function statusWords(member: Pick<Member, "status" | "portalAccess">): { readonly word: string; readonly tone: "good" | "wait" | "off"; readonly means: string } {
  switch (member.status) {
    case "invited":
      return { word: "Invited", tone: "wait", means: "The invitation was mailed and is not yet accepted." };
    case "disabled":
      return { word: "Disabled", tone: "off", means: "Cannot sign in; nothing rings. History and settings stay." };
    case "deleted":
      return { word: "Deleted", tone: "off", means: "Gone; the name stays in the history." };
    case "active":
      return member.portalAccess
        ? { word: "Active", tone: "good", means: "May sign in." }
        : { word: "No access", tone: "off", means: "A member without access to the portal: cannot sign in." };
  }
}
