import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { actorOptions, firstOfEach } from "../src/portal/audit/actors.ts";
import { termsOpen } from "../src/portal/terms.tsx";
import { PERMISSIONS, SCOPES, type AuditRecord, type Member } from "../src/api/shapes.ts";
import { auditQuery, isFiltered, NO_FILTERS, rangeFault, readFilters, writeFilters } from "../src/portal/audit/filters.ts";
import { actor, APPLICATIONS, applicationName, extras, KNOWN, sentenceText } from "../src/portal/audit/words.ts";
import { memberDraft, memberFaults, memberPatch, memberRequest, NEW_MEMBER, statusWords } from "../src/portal/member.ts";
import { ordered, permissionsFor, permissionSummary, permissionWords } from "../src/portal/permissions.ts";
import { orderedScopes, scopeSentence, toggled } from "../src/portal/scopes.ts";
import { originOf, shopAddress, snippet } from "../src/portal/snippet.ts";
import { NOON } from "./people.ts";

const MARTA = { kind: "member", id: "marta", name: "Marta Oliveira" };

function aRecord(more: Partial<AuditRecord> = {}): AuditRecord {
  return { id: "f1", n: 1, at: NOON, application: "agents", what: "agents.invited", by: MARTA, details: {}, hash: "ab", ...more };
}

function aMember(more: Partial<Member> = {}): Member {
  return {
    id: "priya",
    name: "Priya Nair",
    email: "priya@northwind.example",
    role: "member",
    portalAccess: true,
    status: "active",
    permissions: ["answer-chats"],
    rooms: ["general"],
    owner: false,
    createdAt: NOON,
    version: 2,
    ...more,
  };
}

test("records read as sentences", () => {
  const priya = { kind: "member", id: "priya", name: "Priya Nair" };
  const said = (more: Partial<AuditRecord>) => sentenceText(aRecord(more));
  assert.equal(said({ subject: priya }), "Invited Priya Nair");
  assert.equal(said({ what: "agents.updated", subject: { ...MARTA } }), "Changed the own account");
  assert.equal(said({ what: "organization.suspended", subject: { kind: "organization", id: "quiet", name: "Quiet Corner Books" }, details: { reason: "asked by phone" } }), "Suspended Quiet Corner Books: “asked by phone”");
  assert.equal(said({ what: "chat.ringing", by: { kind: "visitor" }, details: { rung: "2", room: "GENERAL" } }), "Rang at 2 agents in GENERAL");
  assert.equal(said({ what: "chat.accepted", details: { afterMillis: 3100 } }), "Accepted a chat after 3.1 s");
  assert.equal(said({ what: "chat.missed", details: { why: "nobody-accepted" } }), "A chat was missed: it rang, and nobody accepted");
  assert.equal(said({ what: "security.signed-in" }), "Signed in");
});

test("every code has words also when subject and details are missing, and a code of the future is read aloud", () => {
  for (const what of KNOWN) {
    const text = sentenceText(aRecord({ what }));
    assert.ok(text.length > 3 && !/undefined|NaN|null/u.test(text), `${what}: ${text}`);
  }
  assert.equal(sentenceText(aRecord({ what: "rooms.hours-set", subject: { kind: "room", id: "sales", name: "Sales" } })), "Rooms hours set: Sales");
});

test("support is named with its home and with whom it acted for", () => {
  const rosa = { kind: "support", id: "rosa", name: "Rosa Lind", organization: "Harbor Partners" };
  assert.deepEqual(actor(aRecord({ by: rosa, as: "Northwind Tea" })), { name: "Rosa Lind", note: "support from Harbor Partners, as Northwind Tea" });
  assert.deepEqual(actor(aRecord()), { name: "Marta Oliveira" });
  assert.deepEqual(actor(aRecord({ by: { kind: "visitor" } })), { name: "A visitor" });
  assert.deepEqual(actor(aRecord({ by: { kind: "key", id: "k1", name: "Nightly import" } })), { name: "Nightly import", note: "API key" });
});

test("details that the sentence has not said stand beside it, in words", () => {
  const record = aRecord({ what: "agents.updated", details: { changed: "name,portalAccess", name: { from: "Priya", to: "Priya Nair" }, until: String(NOON) } });
  assert.deepEqual(extras(record).slice(0, 2), [
    { name: "changed", value: "name, portal access" },
    { name: "name", value: "Priya → Priya Nair" },
  ]);
  assert.match(extras(record)[2]?.value ?? "", /2026/u);
  assert.deepEqual(extras(aRecord({ what: "support.entered", details: { reason: "x" } })), []);
});

test("every application that the server writes has a name", () => {
  for (const application of APPLICATIONS) assert.notEqual(applicationName(application), application);
});

/** The codes in the server's own sources, which lie beside this folder. */
function writtenCodes(): readonly string[] {
  const root = join(process.cwd(), "..");
  const found = new Set<string>();
  for (const module of ["shared", "functions"]) {
    const source = join(root, module, "src/main/java");
    const files = readdirSync(source, { recursive: true }).map(String);
    for (const file of files.filter((name) => name.endsWith(".java"))) {
      const text = readFileSync(join(source, file), "utf8");
      for (const [, code] of text.matchAll(/"((?:agents|rooms|organization|settings|security|support|keys|billing)\.[a-z][a-z-]*)"/gu)) if (code) found.add(code);
    }
  }
  return [...found].sort();
}

test("every code that the server writes has its sentence", () => {
  const written = writtenCodes();
  assert.ok(written.length > 40 && written.includes("agents.invited") && written.includes("billing.pack-ordered"), `only ${written.join(", ")}`);
  assert.deepEqual(written.filter((code) => !KNOWN.includes(code)), []);
});

test("the audit log's filters live in the address, and days have both ends in", () => {
  const filters = readFilters(new URLSearchParams("from=2026-11-01&to=2026-11-22&application=keys&agent=marta&search=import"));
  assert.equal(filters.range, "days");
  assert.deepEqual(readFilters(new URLSearchParams(writeFilters(filters))), filters);
  const query = auditQuery(filters, NOON);
  assert.equal(query.from, new Date(2026, 10, 1).getTime());
  assert.equal(query.to, new Date(2026, 10, 23).getTime());
  assert.equal(query.application, "keys");

  assert.equal(writeFilters(NO_FILTERS), "");
  assert.deepEqual(readFilters(new URLSearchParams("range=century&application=shoes&from=yesterday")), NO_FILTERS);
  assert.equal(auditQuery({ ...NO_FILTERS, range: "today" }, NOON).from, new Date(2026, 10, 22).getTime());
  assert.equal(auditQuery(NO_FILTERS, NOON).from, new Date(2026, 10, 16).getTime());
  assert.deepEqual(auditQuery({ ...NO_FILTERS, range: "all" }, NOON), {});
  assert.ok(isFiltered({ ...NO_FILTERS, search: "x" }));
  assert.match(rangeFault({ ...filters, from: "2026-11-23" }) ?? "", /after the last/u);
  assert.equal(rangeFault(filters), undefined);
});

test("each permission has a title and a sentence; only those with customers see the one for customers", () => {
  for (const permission of PERMISSIONS) {
    const { title, sentence } = permissionWords(permission);
    assert.ok(title.length > 5 && sentence.endsWith("."), permission);
  }
  assert.ok(!permissionsFor("customer").includes("manage-customers"));
  assert.ok(permissionsFor("reseller").includes("manage-customers"));
  assert.equal(permissionSummary("admin", []), "Everything");
  assert.equal(permissionSummary("member", ["manage-rooms", "answer-chats"]), "Answer chats, Manage rooms");
  assert.equal(permissionSummary("member", []), "Nothing yet");
  assert.deepEqual(ordered(["view-audit", "answer-chats", "no-such"]), ["answer-chats", "view-audit"]);
});

test("writing takes reading along, and losing reading loses writing", () => {
  const both = toggled(new Set(), "rooms:write");
  assert.deepEqual(orderedScopes(both), ["rooms:read", "rooms:write"]);
  assert.deepEqual(orderedScopes(toggled(both, "rooms:read")), []);
  assert.deepEqual(orderedScopes(toggled(both, "rooms:write")), ["rooms:read"]);
  for (const scope of SCOPES) assert.notEqual(scopeSentence(scope, "customer"), scope);
});

test("a member's form says what is missing and sends only what changed", () => {
  assert.deepEqual(Object.keys(memberFaults(NEW_MEMBER)), ["name", "email"]);
  assert.deepEqual(memberRequest({ ...NEW_MEMBER, name: " Jon  Berg ", email: "jon@northwind.example " }), {
    name: "Jon Berg",
    email: "jon@northwind.example",
    role: "member",
    portalAccess: true,
    permissions: ["answer-chats"],
    rooms: ["general"],
  });
  assert.equal("permissions" in memberRequest({ ...NEW_MEMBER, name: "A", email: "a@b.example", role: "admin" }), false);
  const priya = aMember();
  assert.deepEqual(memberPatch(priya, memberDraft(priya)), {});
  assert.deepEqual(memberPatch(priya, { ...memberDraft(priya), name: "Priya N.", role: "admin", rooms: ["general", "sales"] }), {
    name: "Priya N.",
    role: "admin",
    rooms: ["general", "sales"],
  });
  assert.deepEqual(memberPatch(aMember({ title: "Buyer" }), memberDraft(priya)), { title: null });
  // The address that waits to be confirmed is not asked for a second time.
  const moving = aMember({ pendingEmail: "priya@new.example" });
  assert.deepEqual(memberPatch(moving, memberDraft(moving)), {});
});

test("a status is one word with a meaning", () => {
  assert.equal(statusWords(aMember()).word, "Active");
  assert.equal(statusWords(aMember({ portalAccess: false })).word, "No access");
  assert.equal(statusWords(aMember({ status: "invited" })).word, "Invited");
});

test("the snippet is one line that no id can break out of", () => {
  assert.equal(snippet("https://app.example", "demo"), '<script src="https://app.example/widget.js" data-site="demo" async></script>');
  assert.equal(snippet("https://app.example", '"><script>'), '<script src="https://app.example/widget.js" data-site="script" async></script>');
  assert.equal(shopAddress("https://shop.example/", "k3v9"), "https://shop.example/?site=k3v9");
});

test("a site is what a person means by the address they typed", () => {
  const origin = (typed: string) => {
    const found = originOf(typed);
    return "origin" in found ? found.origin : found.fault;
  };
  assert.equal(origin("shop.example"), "https://shop.example");
  assert.equal(origin(" HTTPS://Shop.Example:443/cart?x=1#y "), "https://shop.example");
  assert.equal(origin("https://shop.example:8443"), "https://shop.example:8443");
  assert.equal(origin("http://localhost:3000/x"), "http://localhost:3000");
  assert.equal(origin("müller.example"), "https://xn--mller-kva.example");
  for (const wrong of ["", "http://shop.example", "javascript:alert(1)", "https://user:pass@shop.example", "not an address", "shop", "https://", "ftp://shop.example"]) {
    assert.ok("fault" in originOf(wrong), wrong);
  }
});

test("the log can be filtered by whoever did something in it: deleted agents, support and keys, also where members may not be listed", () => {
  const record = (by: object, as?: string) => ({ id: "r", n: 1, at: 0, application: "agents", what: "x", details: {}, hash: "", by, ...(as === undefined ? {} : { as }) }) as AuditRecord;
  const records = [
    record({ kind: "member", id: "marta", name: "Marta Oliveira" }),
    record({ kind: "member", id: "gone", name: "Sam Reyes" }),
    record({ kind: "support", id: "noor", name: "Noor Haddad", organization: "Firstbell" }, "Northwind Tea"),
    record({ kind: "key", id: "k1", name: "CRM" }),
    record({ kind: "visitor", id: "v1" }),
    record({ kind: "system" }),
  ];
  const people = [{ id: "marta", name: "Marta Oliveira" }];
  const names = (options: readonly (readonly [string, string])[]) => options.map(([, name]) => name);
  assert.deepEqual(names(actorOptions(people, records, "")), ["Marta Oliveira", "CRM (API key)", "Noor Haddad (support from Firstbell, as Northwind Tea)", "Sam Reyes"]);
  assert.equal(actorOptions([], records, "").length, 4);
  assert.deepEqual(actorOptions([], [], "gone"), [["gone", "gone"]]);
  assert.equal(firstOfEach([...records, ...records]).length, 6);
});

test("terms are to be accepted while nobody has, and when they have changed; the platform's are its own", () => {
  const accepted = { version: "2026-11", at: 0, by: { id: "marta", name: "Marta" } };
  const open = (kind: "customer" | "platform", terms?: typeof accepted) => termsOpen({ kind, ...(terms === undefined ? {} : { terms }) }, { version: "2026-11" });
  assert.equal(open("customer"), true);
  assert.equal(open("customer", accepted), false);
  assert.equal(open("customer", { ...accepted, version: "2026-01" }), true);
  assert.equal(open("platform"), false);
});
