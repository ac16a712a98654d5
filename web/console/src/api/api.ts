import type { Http } from "./http.ts";
import type * as S from "./shapes.ts";

const at = (...parts: readonly string[]) => parts.map((part) => `/${encodeURIComponent(part)}`).join("");

/**
 * The whole HTTP API, one method per operation, in the order of docs/api/openapi.yaml. Calls throw `ApiProblem` and
 * nothing else. `version` is what the change was made from (If-Match); `key` is the form's `Attempt` (Idempotency-Key).
 */
export class AccountApi {
  constructor(readonly http: Http) {}

  // ---- identity
  signIn = (email: string, password: string, computer?: string) =>
    this.#open<S.SignedIn>("/sessions", { email, password, ...(computer === undefined ? {} : { computer }) });
  refresh = (refreshToken: string) => this.#open<S.SignedIn>("/sessions/refresh", { refreshToken });
  currentSession = () => this.#get<S.CurrentSession>("/sessions/current");
  signOut = () => this.#send<void>("DELETE", "/sessions/current");
  sessions = () => this.#get<S.Listed<S.OwnSession>>("/sessions");
  endSession = (session: string) => this.#send<void>("DELETE", at("sessions", session));
  changePassword = (current: string, password: string) => this.#send<void>("PUT", "/sessions/current/password", { current, password });
  askReset = (email: string) => this.#open<void>("/password-resets", { email });
  resetPassword = (token: string, password: string) => this.#open<void>("/password-resets/redemptions", { token, password });
  signUp = (signUp: S.SignUp, key: string) => this.#open<void>("/sign-ups", signUp, key);
  confirmSignUp = (token: string) => this.#open<S.SignedIn>("/sign-ups/confirmations", { token });
  lookUpInvitation = (token: string) => this.#open<S.InvitationSeen>("/invitations/lookups", { token });
  acceptInvitation = (token: string, password: string, name?: string) =>
    this.#open<S.SignedIn>("/invitations/acceptances", { token, password, ...(name === undefined ? {} : { name }) });
  confirmEmail = (token: string) => this.#open<void>("/email-changes/confirmations", { token });
  terms = () => this.http.json<S.Terms>({ method: "GET", path: "/terms", as: "none" });
  ticket = (computer?: string) => this.#send<S.Ticket>("POST", "/tickets", computer === undefined ? {} : { computer });

  // ---- organizations
  organizations = (search: S.OrganizationSearch = {}) => this.#get<S.Listed<S.OrganizationRow>>("/organizations", search);
  createOrganization = (fresh: S.NewOrganization, key: string) => this.#send<S.Organization>("POST", "/organizations", fresh, { key });
  organization = (id: string) => this.#get<S.Organization>(at("organizations", id));
  changeOrganization = (id: string, version: number, change: S.OrganizationChange) =>
    this.#send<S.Organization>("PATCH", at("organizations", id), change, { version });
  deleteOrganization = (id: string, version: number) => this.#send<void>("DELETE", at("organizations", id), undefined, { version });
  suspend = (id: string, version: number, reason: string) =>
    this.#send<S.Organization>("PUT", at("organizations", id, "suspension"), { reason }, { version });
  resume = (id: string, version: number) => this.#send<S.Organization>("DELETE", at("organizations", id, "suspension"), undefined, { version });
  changeOwner = (id: string, version: number, member: string) => this.#send<S.NewOwner>("PUT", at("organizations", id, "owner"), { member }, { version });
  changeParent = (id: string, version: number, reseller: string) =>
    this.#send<S.Organization>("PUT", at("organizations", id, "parent"), { reseller }, { version });
  balance = (id: string) => this.#get<S.BalanceMeant>(at("organizations", id, "balance"));
  acceptTerms = (id: string, version: number, terms: string) =>
    this.#send<S.Organization>("PUT", at("organizations", id, "terms"), { version: terms }, { version });

  // ---- members
  members = (organization: string, page: { limit?: number; cursor?: string } = {}) =>
    this.#get<S.Listed<S.Member>>(at("organizations", organization, "members"), page);
  createMember = (organization: string, fresh: S.NewMember, key: string) =>
    this.#send<S.Member>("POST", at("organizations", organization, "members"), fresh, { key });
  member = (organization: string, id: string) => this.#get<S.Member>(at("organizations", organization, "members", id));
  changeMember = (organization: string, id: string, version: number, change: S.MemberChange) =>
    this.#send<S.Member>("PATCH", at("organizations", organization, "members", id), change, { version });
  deleteMember = (organization: string, id: string, version: number) =>
    this.#send<void>("DELETE", at("organizations", organization, "members", id), undefined, { version });
  permit = (organization: string, id: string, version: number, permissions: readonly S.Permission[]) =>
    this.#send<S.Member>("PUT", at("organizations", organization, "members", id, "permissions"), { permissions }, { version });
  inviteAgain = (organization: string, id: string, key: string) =>
    this.#send<void>("POST", at("organizations", organization, "members", id, "invitation"), undefined, { key });
  mailReset = (organization: string, id: string, key: string) =>
    this.#send<void>("POST", at("organizations", organization, "members", id, "password-reset"), undefined, { key });
  memberProfile = (organization: string, id: string) => this.#get<S.Profile>(at("organizations", organization, "members", id, "profile"));
  changeMemberProfile = (organization: string, id: string, version: number, change: S.ProfileChange) =>
    this.#send<S.Profile>("PATCH", at("organizations", organization, "members", id, "profile"), change, { version });
  putMemberPhoto = (organization: string, id: string, version: number, file: Blob) =>
    this.http.json<S.Profile>({ method: "PUT", path: at("organizations", organization, "members", id, "profile", "photo"), file, version });
  deleteMemberPhoto = (organization: string, id: string, version: number) =>
    this.#send<S.Profile>("DELETE", at("organizations", organization, "members", id, "profile", "photo"), undefined, { version });

  // ---- rooms
  rooms = (organization: string, page: { limit?: number; cursor?: string } = {}) =>
    this.#get<S.Listed<S.Room>>(at("organizations", organization, "rooms"), page);
  createRoom = (organization: string, fresh: S.NewRoom, key: string) =>
    this.#send<S.Room>("POST", at("organizations", organization, "rooms"), fresh, { key });
  room = (organization: string, id: string) => this.#get<S.Room>(at("organizations", organization, "rooms", id));
  changeRoom = (organization: string, id: string, version: number, change: { name?: string; ringSeconds?: number }) =>
    this.#send<S.Room>("PATCH", at("organizations", organization, "rooms", id), change, { version });
  deleteRoom = (organization: string, id: string, version: number) =>
    this.#send<void>("DELETE", at("organizations", organization, "rooms", id), undefined, { version });
  /** @param etag of the room with those who served it: somebody may have joined it by their own profile. */
  assignRoom = (organization: string, id: string, etag: string, agents: readonly string[]) =>
    this.#send<S.Room>("PUT", at("organizations", organization, "rooms", id, "agents"), { agents }, { version: etag });

  // ---- the own profile
  profile = () => this.#get<S.Profile>("/profile");
  changeProfile = (version: number, change: S.ProfileChange) => this.#send<S.Profile>("PATCH", "/profile", change, { version });
  putPhoto = (version: number, file: Blob) => this.http.json<S.Profile>({ method: "PUT", path: "/profile/photo", file, version });
  deletePhoto = (version: number) => this.#send<S.Profile>("DELETE", "/profile/photo", undefined, { version });

  // ---- keys
  keys = (organization: string, page: { limit?: number; cursor?: string } = {}) =>
    this.#get<S.Listed<S.ApiKey>>(at("organizations", organization, "api-keys"), page);
  createKey = (organization: string, fresh: { name: string; scopes: readonly S.Scope[]; expiresAt?: number }, key: string) =>
    this.#send<S.NewApiKey>("POST", at("organizations", organization, "api-keys"), fresh, { key });
  deleteKey = (organization: string, id: string) => this.#send<void>("DELETE", at("organizations", organization, "api-keys", id));

  // ---- support, the audit log
  enterSupport = (organization: string, reason: string, minutes: number, key: string) =>
    this.#send<S.SignedIn>("POST", at("organizations", organization, "support-sessions"), { reason, minutes }, { key });
  audit = (organization: string, search: S.AuditSearch = {}) =>
    this.#get<S.Listed<S.AuditRecord>>(at("organizations", organization, "audit"), search);
  exportAudit = (organization: string, search: S.AuditSearch = {}) => this.#file(at("organizations", organization, "audit", "export"), search);
  verifyAudit = (organization: string, cursor?: string) =>
    this.#get<S.AuditVerdict>(at("organizations", organization, "audit", "verification"), { cursor });

  // ---- money and interaction credits
  ledger = (organization: string, search: S.LedgerSearch) => this.#get<S.LedgerPage>(at("organizations", organization, "ledger"), search);
  exportLedger = (organization: string, search: S.LedgerSearch) => this.#file(at("organizations", organization, "ledger", "export"), search);
  topUp = (organization: string, moved: S.MoneyMoved, key: string) => this.#post(organization, "top-ups", moved, key);
  withdraw = (organization: string, moved: S.MoneyMoved, key: string) => this.#post(organization, "withdrawals", moved, key);
  payDebt = (organization: string, moved: S.MoneyMoved, key: string) => this.#post(organization, "debt-payments", moved, key);
  setCreditLimit = (organization: string, minor: number) =>
    this.#send<S.BalanceMeant>("PUT", at("organizations", organization, "credit-limit"), { minor });
  reverse = (organization: string, posting: string, memo: string, key: string) => this.#post(organization, "reversals", { posting, memo }, key);
  grantCredits = (organization: string, moved: S.CreditsMoved, key: string) => this.#post(organization, "credit-grants", moved, key);
  takeCredits = (organization: string, moved: S.CreditsMoved, key: string) => this.#post(organization, "credit-withdrawals", moved, key);
  payFee = (organization: string, fee: { months: number; reference?: string }, key: string) =>
    this.#send<S.FeePosted>("POST", at("organizations", organization, "fee-payments"), fee, { key });
  setPackage = (organization: string, chosen: { package: S.Package; operators?: "platform" | "reseller" }) =>
    this.#send<S.BalanceMeant>("PUT", at("organizations", organization, "package"), chosen);
  setThreshold = (organization: string, threshold: number) =>
    this.#send<S.BalanceMeant>("PUT", at("organizations", organization, "credit-threshold"), { threshold });
  packs = (organization: string) => this.#get<S.Listed<S.CreditPack>>(at("organizations", organization, "credit-packs"));
  orders = (organization: string, page: { limit?: number; cursor?: string } = {}) =>
    this.#get<S.Listed<S.CreditOrder>>(at("organizations", organization, "credit-purchases"), page);
  order = (organization: string, wanted: { pack: string; pay: S.PayBy }, key: string) =>
    this.#send<S.CreditOrder>("POST", at("organizations", organization, "credit-purchases"), wanted, { key });
  receive = (organization: string, order: string, receipt: { method: S.ReceivedBy; reference: string }, key: string) =>
    this.#send<S.CreditOrder>("POST", at("organizations", organization, "credit-purchases", order, "receipt"), receipt, { key });
  cancelOrder = (organization: string, order: string) =>
    this.#send<void>("DELETE", at("organizations", organization, "credit-purchases", order));
  entitlements = (organization: string) => this.#get<S.Entitlements>(at("organizations", organization, "entitlements"));
  lookUpRenewal = (token: string) => this.#open<S.RenewalSeen>("/renewals/lookups", { token });
  /** Ordering the same again before it is paid gives the same order. */
  renew = (token: string, pack: string) => this.#open<S.CreditOrder>("/renewals/purchases", { token, pack });

  // ---- use
  use = (organization: string, search: S.UseSearch) => this.#get<S.Listed<S.UseRow>>(at("organizations", organization, "use"), search);
  exportUse = (organization: string, search: S.UseSearch) => this.#file(at("organizations", organization, "use", "export"), search);

  #post(organization: string, what: string, body: unknown, key: string): Promise<S.Posted> {
    return this.#send("POST", at("organizations", organization, what), body, { key });
  }

  async #file(path: string, query: object): Promise<Blob> {
    return (await this.http.response({ method: "GET", path, query })).blob();
  }

  #get<T>(path: string, query?: object): Promise<T> {
    return this.http.json({ method: "GET", path, ...(query === undefined ? {} : { query }) });
  }

  #send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown, more: { key?: string; version?: number | string } = {}): Promise<T> {
    return this.http.json({ method, path, body, ...more });
  }

  #open<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.http.json({ method: "POST", path, body, as: "none", ...(key === undefined ? {} : { key }) });
  }
}
