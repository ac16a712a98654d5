import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonFault } from "../src/customers/loginas.tsx";
import { monthName } from "../src/customers/month.ts";
import { sectionOf } from "../src/customers/tabs.ts";
import { fileName } from "../src/portal/audit/save.ts";
import { shopOf } from "../src/portal/install.tsx";
import { conflictWords, merged } from "../src/portal/merge.ts";
import { orgDraft, orgFaults, orgPatch } from "../src/portal/org.ts";
import { roomFaults } from "../src/portal/room.ts";
import { since } from "../src/portal/since.ts";
import { NOON } from "./people.ts";

const BEFORE = { name: "Sales", greeting: "Hello", sites: ["https://a.example"] };

test("lists join entry by entry: what either put in is in, what either took out is out", () => {
  const before = { permissions: ["answer-chats", "manage-keys", "view-audit"] };
  const mine = { permissions: ["answer-chats", "view-audit", "manage-rooms"] };
  const theirs = { permissions: ["answer-chats", "manage-agents", "manage-keys"] };
  const join = merged(before, mine, theirs);
  assert.deepEqual(join.draft.permissions, ["answer-chats", "manage-rooms", "manage-agents"]);
  assert.deepEqual(join.both, []);
  assert.deepEqual(join.theirs, ["permissions"]);
  const alike = merged(before, { permissions: ["answer-chats"] }, { permissions: ["answer-chats", "view-audit"] });
  assert.deepEqual(alike.draft.permissions, ["answer-chats"]);
  assert.deepEqual(alike.theirs, []);
});

test("two people changed different fields: both changes are in the form", () => {
  const join = merged(BEFORE, { ...BEFORE, name: "Orders" }, { ...BEFORE, greeting: "Welcome", sites: [] });
  assert.deepEqual(join, { draft: { name: "Orders", greeting: "Welcome", sites: [] }, both: [], theirs: ["greeting", "sites"] });
  assert.equal(
    conflictWords(join, String, { ...BEFORE, greeting: "Welcome", sites: [] }),
    "Somebody changed this meanwhile. Their change is in the form now: greeting, sites. Look, and save again.",
  );
});

test("both changed the same field: what was typed stands, and the person is told", () => {
  const join = merged(BEFORE, { ...BEFORE, name: "Orders" }, { ...BEFORE, name: "Shipping" });
  assert.deepEqual(join, { draft: { ...BEFORE, name: "Orders" }, both: ["name"], theirs: [] });
  assert.match(conflictWords(join, String, { ...BEFORE, name: "Shipping" }), /Both of you changed: name \(theirs: “Shipping”\)\. What you wrote stands here\. Look/u);
});

test("whoever is told of one quarrel is told of the other's further changes, too", () => {
  const theirs = { name: "", greeting: "Welcome", sites: [] };
  assert.equal(
    conflictWords(merged(BEFORE, { ...BEFORE, name: "Orders" }, theirs), String, theirs),
    "Somebody changed this meanwhile. Both of you changed: name (they emptied it). What you wrote stands here. Their other change is in the form now: greeting, sites. Look, and save again.",
  );
  const long = { ...BEFORE, greeting: "x".repeat(61) };
  assert.match(conflictWords(merged(BEFORE, { ...BEFORE, greeting: "Hi" }, long), String, long), /changed: greeting\. What/u);
});

test("both wrote the same: there is nothing to tell but to look", () => {
  const join = merged(BEFORE, { ...BEFORE, name: "Orders" }, { ...BEFORE, name: "Orders" });
  assert.deepEqual([join.both, join.theirs], [[], []]);
  assert.equal(conflictWords(join, String, { ...BEFORE, name: "Orders" }), "Somebody changed this meanwhile. Look, and save again.");
});

test("a room needs a name and whole seconds", () => {
  assert.deepEqual(roomFaults({ name: "Sales", ringSeconds: "45" }), {});
  assert.deepEqual(Object.keys(roomFaults({ name: " ", ringSeconds: "4" })), ["name", "ringSeconds"]);
  for (const wrong of ["", "4", "901", "45.5", "soon", "-45"]) assert.ok("ringSeconds" in roomFaults({ name: "Sales", ringSeconds: wrong }), wrong);
});

test("the organization's settings send only what changed, and null for a reply time taken away", () => {
  const organization = { name: "Northwind Tea", settings: { computers: "both" as const, sites: [], greeting: "Hello", replyMinutes: 20 } };
  const draft = orgDraft(organization);
  assert.deepEqual(orgPatch(organization, draft), {});
  assert.deepEqual(orgPatch(organization, { ...draft, replyMinutes: "", computers: "takeover" }), { settings: { replyMinutes: null, computers: "takeover" } });
  assert.deepEqual(orgPatch(organization, { ...draft, name: " Northwind  " }), { name: "Northwind" });
  assert.deepEqual(Object.keys(orgFaults({ ...draft, replyMinutes: "0", greeting: "x".repeat(501) })), ["greeting", "replyMinutes"]);
});

test("a reason for logging in as a customer is a sentence", () => {
  assert.equal(reasonFault("Asked by Ana on the phone"), undefined);
  assert.match(reasonFault("   phone    ") ?? "", /at least 10/u);
  assert.match(reasonFault("x".repeat(501)) ?? "", /501 characters/u);
});

test("an unknown section of a customer is the overview", () => {
  assert.equal(sectionOf(undefined), "overview");
  assert.equal(sectionOf("constructor"), "overview");
  assert.equal(sectionOf("payment"), "payment");
});

test("a file's name has nothing in it that a file system minds", () => {
  assert.equal(fileName("Café “Northwind” / Tea & Co.", NOON), "audit-cafe-northwind-tea-co-2026-11-22.csv");
  assert.equal(fileName("茶", NOON), "audit-2026-11-22.csv");
  assert.equal(fileName("../../etc/passwd", NOON), "audit-etc-passwd-2026-11-22.csv");
});

test("the demo shop's address is an origin, or there is none", () => {
  assert.equal(shopOf({ shop: "https://shop.example" }), "https://shop.example");
  for (const wrong of [undefined, null, 7, {}, { shop: 7 }, { shop: "javascript:alert(1)" }, { shop: "https://shop.example/x?y" }]) assert.equal(shopOf(wrong), undefined);
});

test("months and days are said as people say them", () => {
  assert.equal(monthName("2026-11", new Date(NOON)), "November");
  assert.equal(monthName("2025-12", new Date(NOON)), "December 2025");
  assert.equal(monthName("2026-13"), "2026-13");
  assert.equal(since(NOON, NOON), "Today, 12:00");
  assert.equal(since(NOON - 86_400_000, NOON), "Yesterday, 12:00");
  assert.equal(since(NOON - 3 * 86_400_000, NOON), "Nov 19, 2026");
});
