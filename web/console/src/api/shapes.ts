/** What the HTTP API speaks, as docs/api/openapi.yaml says it. Times are epoch milliseconds, money is in minor units. */
import type { Named } from "@firstbell/protocol";

export type Kind = "customer" | "reseller" | "platform";
export type OrganizationState = "active" | "suspended" | "deleted";
export type Pricing = "prepaid" | "postpaid";
export type Plan = "free" | "team" | "business" | "business-maximumon";
export type Computers = "takeover" | "both";
export type Role = "admin" | "member";
export type MemberStatus = "invited" | "active" | "disabled" | "deleted";

export const PERMISSIONS = [
  "answer-chats",
  "answer-as-operator",
  "manage-agents",
  "manage-rooms",
  "manage-settings",
  "view-audit",
  "manage-keys",
  "manage-billing",
  "manage-customers",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const SCOPES = [
  "organizations:read",
  "organizations:write",
  "members:read",
  "members:write",
  "rooms:read",
  "rooms:write",
  "audit:read",
  "billing:read",
  "billing:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** One page of a list; `next` asks for the one after it. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

// ---- who is signed in

export interface SessionOrganization extends Named {
  readonly kind: Kind;
  readonly plan: string;
  readonly state: OrganizationState;
  readonly computers: Computers;
  /** In which its days and months begin. */
  readonly timezone: string;
}
export interface SessionMember extends Named {
  readonly email: string;
  readonly title?: string;
  readonly photo?: string;
  readonly greeting?: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly rooms: readonly Named[];
  /** The plan lets only the room GENERAL ring. */
  readonly generalOnly: boolean;
}
/** Somebody of the reseller or the platform looks at a customer's account. */
export interface SupportNote {
  readonly by: Named & { readonly organization: Named };
  readonly reason: string;
  readonly until: number;
}
export interface CurrentSession {
  readonly session: string;
  readonly organization: SessionOrganization;
  readonly member: SessionMember;
  readonly support?: SupportNote;
}
export interface SignedIn extends CurrentSession {
  readonly token: string;
  readonly expiresAt: number;
  /** A support session has none: it ends when its time is over. */
  readonly refreshToken?: string;
  readonly refreshExpiresAt?: number;
}
export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** The browser and system as the server understood them. */
  readonly client?: string;
  readonly support?: SupportNote;
}
export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: number;
  readonly socket: string;
}

// ---- before sign-in

export interface SignUp {
  readonly organization: { readonly name: string; readonly country: string; readonly currency: string; readonly timezone: string };
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The version of the terms that were shown and accepted. */
  readonly terms: string;
}
export interface InvitationSeen {
  readonly organization: { readonly name: string };
  readonly name: string;
  readonly email: string;
  readonly invitedBy?: string;
}
export interface Terms {
  readonly version: string;
  readonly text: readonly string[];
}

// ---- organizations

export interface Use {
  readonly month: string;
  readonly chats: number;
  readonly answered: number;
  readonly missed: number;
}
export interface Balance {
  readonly currency: string;
  readonly minor: number;
}
export interface BalanceMeant extends Balance {
  readonly pricing: Pricing;
  readonly means: "credit" | "debt" | "settled";
  readonly wallet: Wallet;
  readonly credits: Credits;
  readonly package: Package;
  /** Who answers beside the organization's own agents, on the Operations package. */
  readonly operators?: string;
}
export interface Address {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country: string;
}
export interface OrganizationRow extends Named {
  readonly kind: Kind;
  readonly state: OrganizationState;
  readonly plan: string;
  readonly pricing: Pricing;
  readonly country: string;
  readonly currency: string;
  readonly createdAt: number;
  readonly use: Use;
  readonly balance: Balance;
}
export interface Organization extends Named {
  readonly kind: Kind;
  readonly state: OrganizationState;
  readonly suspendedReason?: string;
  readonly parent?: string;
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly pricing: Pricing;
  readonly plan: string;
  readonly billing: { readonly name: string; readonly follows: boolean; readonly address?: Address; readonly taxId?: string };
  readonly settings: {
    readonly computers: Computers;
    readonly sites: readonly string[];
    readonly greeting: string;
    readonly replyMinutes?: number;
  };
  readonly owner?: Named;
  readonly terms?: { readonly version: string; readonly at: number; readonly by: Named };
  readonly use: Use;
  readonly balance: Balance;
  readonly createdAt: number;
  readonly version: number;
}
export interface NewOrganization {
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly pricing: Pricing;
  readonly plan?: string;
  readonly kind?: "customer" | "reseller";
  readonly owner?: { readonly name: string; readonly email: string };
}
export interface OrganizationChange {
  readonly name?: string;
  readonly country?: string;
  readonly timezone?: string;
  readonly billing?: { readonly name?: string | null; readonly address?: Address | null; readonly taxId?: string | null };
  readonly plan?: string;
  readonly settings?: {
    readonly computers?: Computers;
    readonly sites?: readonly string[];
    readonly greeting?: string;
    readonly replyMinutes?: number | null;
  };
}
export interface OrganizationSearch {
  readonly search?: string;
  /** A reseller whose customers are meant, for the platform. */
  readonly parent?: string;
  readonly state?: OrganizationState;
  readonly pricing?: Pricing;
  readonly plan?: string;
  readonly country?: string;
  readonly limit?: number;
  readonly cursor?: string;
}
export interface NewOwner {
  readonly owner: Named;
  readonly toAssignAgain: readonly unknown[];
}

// ---- members and rooms

export interface Member extends Named {
  readonly email: string;
  readonly pendingEmail?: string;
  readonly title?: string;
  readonly photo?: string;
  readonly role: Role;
  readonly portalAccess: boolean;
  readonly status: MemberStatus;
  readonly permissions: readonly Permission[];
  /** Ids of the rooms that the member serves. */
  readonly rooms: readonly string[];
  readonly owner: boolean;
  readonly createdAt: number;
  readonly lastSignInAt?: number;
  readonly version: number;
}
export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly role?: Role;
  readonly portalAccess?: boolean;
  readonly permissions?: readonly Permission[];
  readonly rooms?: readonly string[];
  readonly title?: string;
}
export interface MemberChange {
  readonly name?: string;
  readonly email?: string;
  readonly role?: Role;
  readonly portalAccess?: boolean;
  readonly status?: "active" | "disabled";
  readonly rooms?: readonly string[];
  readonly title?: string | null;
}
export interface Room extends Named {
  readonly ringSeconds: number;
  readonly agents: readonly Named[];
  /** False where the plan lets only GENERAL ring. */
  readonly effective: boolean;
  readonly version: number;
  /** Of the version and of who serves it. */
  readonly etag: string;
}
export interface NewRoom {
  readonly name: string;
  readonly id?: string;
  readonly ringSeconds?: number;
}

// ---- the own profile

export type RingTone = "bell" | "chime" | "marimba" | "digital";
export interface Profile extends Named {
  readonly email: string;
  readonly title?: string;
  readonly greeting?: string;
  readonly photo: { readonly kind: "avatar" | "url" | "upload"; readonly address?: string };
  readonly whatsapp: { readonly enabled: boolean; readonly number?: string };
  readonly alerts: { readonly email: boolean; readonly notification: boolean };
  readonly ringTone: RingTone;
  readonly rooms: readonly string[];
  readonly pendingEmail?: string;
  readonly availableRooms: readonly (Named & { readonly effective: boolean })[];
  readonly generalOnly: boolean;
  readonly version: number;
}
export interface ProfileChange {
  readonly name?: string;
  readonly title?: string | null;
  readonly greeting?: string | null;
  readonly photo?: { readonly url: string } | null;
  readonly whatsapp?: { readonly enabled: boolean; readonly number?: string | null };
  readonly alerts?: { readonly email?: boolean; readonly notification?: boolean };
  readonly ringTone?: RingTone;
  readonly rooms?: readonly string[];
}

// ---- keys, support, the audit log

export interface ApiKey extends Named {
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt?: number;
  /** "2026-11-22" */
  readonly lastUsedDay?: string;
}
/** `key` is the secret itself: shown once. */
export interface NewApiKey extends ApiKey {
  readonly key: string;
}
export interface AuditSearch {
  readonly from?: number;
  readonly to?: number;
  readonly application?: string;
  readonly agent?: string;
  readonly search?: string;
  readonly limit?: number;
  readonly cursor?: string;
}
export interface AuditRecord {
  readonly id: string;
  readonly n: number;
  readonly at: number;
  readonly application: string;
  readonly what: string;
  readonly by: { readonly kind: string; readonly id?: string; readonly name?: string; readonly organization?: string };
  /** Support acts as this customer. */
  readonly as?: string;
  readonly subject?: { readonly kind: string; readonly id: string; readonly name?: string };
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
export interface AuditVerdict {
  /** Of the whole log; not known while there is a `next`. */
  readonly intact?: boolean;
  /** The log is long: where to go on. */
  readonly next?: string;
  readonly records: number;
  readonly head: { readonly n: number; readonly hash: string };
  readonly broken?: { readonly n: number; readonly at?: number; readonly why: string };
}

// ---- money, interaction credits, use

/** `platform`: own agents only. `operations`: operators answer too, for one interaction credit a chat. */
export type Package = "platform" | "operations";
/** `frozen`: the monthly fee is not paid; the credits are kept, and come back with it. */
export type CreditState = "ok" | "low" | "gone" | "frozen";

/** Money between an organization and its reseller: below zero is debt. */
export interface Wallet {
  readonly currency: string;
  readonly posted: number;
  readonly pending: number;
  readonly available: number;
  /** How far a postpaid wallet may go below zero. */
  readonly limit?: number;
}
export interface Credits {
  readonly posted: number;
  /** Held for chats that operators are answering now. */
  readonly reserved: number;
  readonly available: number;
  readonly threshold: number;
  /** The monthly fee is paid until then. */
  readonly usableUntil?: number;
  readonly state: CreditState;
}
export interface Entitlements {
  readonly package: Package;
  readonly chats: {
    readonly used: number;
    /** Absent where the plan sets no end. */
    readonly of?: number;
    readonly month: string;
    /** When the next month begins, in the organization's time zone. */
    readonly until: number;
    readonly state: "ok" | "near" | "used-up";
  };
  readonly credits?: Omit<Credits, "posted">;
}

export type LedgerAccount = "wallet" | "credits";
export interface LedgerSearch {
  readonly account: LedgerAccount;
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly cursor?: string;
}
/** One movement of an account; `after` is what it stood at then. */
export interface LedgerItem {
  /** Of the posting; a posting may touch an account twice, as a fee that is paid and spent does. */
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly minor: number;
  readonly after: number;
  readonly memo?: string;
  readonly reference?: string;
  readonly by: { readonly kind: string; readonly id?: string; readonly name?: string; readonly organization?: string };
  readonly chat?: string;
  /** The posting that this one takes back. */
  readonly reverses?: string;
}
export interface LedgerPage extends Listed<LedgerItem> {
  readonly account: LedgerAccount;
  /** A currency's code, or `interactions`. */
  readonly unit: string;
  readonly opening: number;
  readonly closing: number;
}
export interface MoneyMoved {
  readonly minor: number;
  readonly reference?: string;
  readonly memo?: string;
}
export interface CreditsMoved {
  readonly credits: number;
  readonly memo: string;
}
/** The answer to a submission that was sent before under the same key, and done then; not to this one. */
export interface Replayable {
  readonly replayed?: true;
}
/** What the answer says of a posting beside its id is not needed here: the balance is fetched again. */
export interface Posted extends Replayable {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
}
export interface FeePosted extends Posted {
  readonly usableUntil: number;
}

export interface CreditPack {
  readonly id: string;
  readonly credits: number;
  readonly minor: number;
  readonly currency: string;
}
export type PayBy = "balance" | "invoice";
export type ReceivedBy = "wire" | "check" | "cash" | "other";
export interface CreditOrder extends Replayable {
  readonly id: string;
  readonly pack: string;
  readonly credits: number;
  readonly minor: number;
  readonly currency: string;
  readonly state: "awaiting-payment" | "received" | "cancelled" | "reversed";
  readonly createdAt: number;
  readonly instructions?: string;
  readonly receivedAt?: number;
  readonly method?: string;
  readonly reference?: string;
}
/** A row in the way of a deletion. */
export interface StandingRow {
  readonly account: string;
  readonly unit: string;
  readonly minor: number;
  readonly means: "credit" | "debt" | "reserved";
}
export interface RenewalSeen {
  readonly organization: { readonly name: string; readonly timezone: string };
  readonly credits: Omit<Credits, "posted">;
  readonly packs: readonly CreditPack[];
}

export type UseBy = "day" | "room" | "agent";
/** Days of the organization's own calendar, both ends in: "2026-11-01". */
export interface UseSearch {
  readonly from: string;
  readonly to: string;
  readonly by: UseBy;
}
export interface UseRow {
  /** A day, or the id of a room or an agent. */
  readonly key: string;
  readonly name?: string;
  readonly chats: number;
  readonly answered: number;
  readonly missed: number;
  readonly byOperators: number;
  /** Sums; divided by what was answered they are averages. */
  readonly waitMillis: number;
  readonly talkMillis: number;
  readonly messages: number;
}
