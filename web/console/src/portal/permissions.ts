/** What each permission lets its holder do, in the words the console shows. */
import { PERMISSIONS, type Kind, type Permission, type Role } from "../api/shapes.ts";

interface Words {
  readonly title: string;
  readonly sentence: string;
}

const WORDS: Readonly<Record<Permission, Words>> = {
  "answer-chats": {
    title: "Answer chats",
    sentence: "Chats of the agent’s rooms ring here, and the agent may accept and answer them.",
  },
  "answer-as-operator": {
    title: "Answer as an operator",
    sentence: "Chats of customers on the Operations package ring here too; each one answered costs that customer one interaction credit.",
  },
  "manage-agents": {
    title: "Manage agents",
    sentence: "Invite, edit, disable and delete agents, reset their passwords, and set permissions, also their own.",
  },
  "manage-rooms": {
    title: "Manage rooms",
    sentence: "Make, rename and delete rooms, and choose who serves each.",
  },
  "manage-settings": {
    title: "Manage settings",
    sentence: "Change the organization’s name, greeting, sites and the rule for two computers.",
  },
  "view-audit": {
    title: "See the audit log",
    sentence: "Read, filter, export and verify the record of who did what.",
  },
  "manage-keys": {
    title: "Manage API keys",
    sentence: "Make and revoke keys by which programs act for the organization.",
  },
  "manage-billing": {
    title: "Manage billing",
    sentence: "See the balance and its history, buy interaction credits, and change the billing name, address and tax id.",
  },
  "manage-customers": {
    title: "Manage customers",
    sentence: "Use the Customer app: create, edit, suspend and delete customers, and log in as support.",
  },
};

export function permissionWords(permission: string): Words {
  return (WORDS as Readonly<Record<string, Words>>)[permission] ?? { title: permission, sentence: "This console does not know this permission yet; reload the page." };
}

const FOR_CUSTOMERS: readonly Permission[] = ["answer-as-operator", "manage-customers"];

/** Only resellers and the platform have customers, and operators who answer for them. */
export function permissionsFor(kind: Kind): readonly Permission[] {
  return kind === "customer" ? PERMISSIONS.filter((permission) => !FOR_CUSTOMERS.includes(permission)) : PERMISSIONS;
}

/** "Answers chats and manages rooms" would need grammar for eight verbs; a list is read faster. */
export function permissionSummary(role: Role, permissions: readonly string[]): string {
  if (role === "admin") return "Everything";
  const named = PERMISSIONS.filter((permission) => permissions.includes(permission)).map((permission) => WORDS[permission].title);
  return named.length === 0 ? "Nothing yet" : named.join(", ");
}

/** In the page's order, so that the same set is the same request. */
export function ordered(permissions: Iterable<string>): readonly Permission[] {
  const held = new Set(permissions);
  return PERMISSIONS.filter((permission) => held.has(permission));
}
