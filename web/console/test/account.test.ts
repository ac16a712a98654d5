import assert from "node:assert/strict";
import { test } from "node:test";
import { ago } from "../src/account/ago.ts";
import { changeOf, draftOf, numberFault, photoUrl, profileFaults } from "../src/account/draft.ts";
import { currencies, guessCountry, signUpFaults, timezones } from "../src/account/newcomer.ts";
import { passwordFaults, passwordRules } from "../src/account/passwords.ts";
import { ApiProblem } from "../src/api/problem.ts";
import type { Profile } from "../src/api/shapes.ts";
import { Idleness, nextLook, shownWhenIdle } from "../src/presence/idle.ts";
import { isShell } from "../src/pwa/shell.ts";
import { pageTitle } from "../src/ring/attention.ts";
import { roundOf, TONES } from "../src/ring/tones.ts";
import { answersChats, doorOf, may, ringingRooms, silentRooms, type Session } from "../src/session/session.ts";

const MINUTE = 60_000;

test("a WhatsApp number is digits with the country code, and the fault says how to write it", () => {
  for (const good of ["12025550123", "351912345678", "44207183875", "12345678", "123456789012345"]) assert.equal(numberFault(good), undefined, good);
  for (const bad of ["", "+12025550123", "001-(202)5550123", "0351912345678", "1234567", "1234567890123456", "12 02", "١٢٣٤٥٦٧٨"]) assert.ok(numberFault(bad), bad);
  assert.match(numberFault("+001-(202)555-0123") ?? "", /Did you mean 12025550123\?/);
});

test("a photo lies on a public site, by https and by name", () => {
  assert.deepEqual(photoUrl(" https://photos.example.org/marta.jpg "), { url: "https://photos.example.org/marta.jpg" });
  assert.deepEqual(photoUrl("https://Photos.example.org:443/inês 1.png"), { url: "https://photos.example.org/in%C3%AAs%201.png" });
  for (const bad of ["marta.jpg", "http://photos.example.org/a.png", "https://10.0.0.1/a.png", "https://[::1]/a.png", "https://localhost/a.png", "https://printer.local/a.png", "https://vault.internal/a", "https://u:p@photos.example.org/a.png", "javascript:alert(1)", "https://2130706433/a.png", "https://photos.example.org:8443/a.png", "https://nas.home/a.png", "https://router.lan/a.png"]) {
    assert.ok("fault" in photoUrl(bad), bad);
  }
});

const PROFILE: Profile = {
  id: "marta",
  name: "Marta",
  email: "marta@northwind.example",
  greeting: "Hello",
  photo: { kind: "avatar" },
  whatsapp: { enabled: false },
  alerts: { email: true, notification: true },
  ringTone: "bell",
  rooms: ["general", "sales"],
  availableRooms: [],
  generalOnly: false,
  version: 3,
};

test("an edit sends what differs and nothing else", () => {
  const draft = draftOf(PROFILE);
  assert.deepEqual(changeOf(draft, PROFILE), {});
  assert.deepEqual(changeOf({ ...draft, rooms: ["sales", "general"] }, PROFILE), {});
  assert.deepEqual(changeOf({ ...draft, greeting: "  ", ringTone: "chime" }, PROFILE), { greeting: null, ringTone: "chime" });
  assert.deepEqual(changeOf({ ...draft, whatsapp: true, number: "12025550123" }, PROFILE), { whatsapp: { enabled: true, number: "12025550123" } });
  const numbered: Profile = { ...PROFILE, whatsapp: { enabled: true, number: "12025550123" } };
  assert.deepEqual(changeOf({ ...draftOf(numbered), whatsapp: false }, numbered), { whatsapp: { enabled: false } });
  assert.deepEqual(changeOf({ ...draftOf(numbered), whatsapp: false, number: "" }, numbered), { whatsapp: { enabled: false, number: null } });
  assert.deepEqual(Object.keys(profileFaults({ ...draft, name: " ", number: "+1" })), ["/name", "/whatsapp/number"]);
});

test("a password is ten characters as a person counts them, and not the address", () => {
  assert.deepEqual(passwordFaults("ring-the-bell"), {});
  assert.ok(passwordFaults("short")["/password"]);
  assert.ok(passwordFaults("🔔🔔🔔🔔🔔")["/password"]);
  assert.ok(passwordFaults("Marta@Northwind.example", "marta@northwind.example")["/password"]);
  assert.ok(passwordFaults("x".repeat(129))["/password"]);
  assert.deepEqual(passwordRules("", "a@b.example").map((rule) => rule.met), [false, false]);
});

test("signing up proposes country, currency and time zone, and says what is missing", () => {
  assert.equal(guessCountry("Europe/Lisbon", ["en-US"]).code, "PT");
  assert.equal(guessCountry("Nowhere/None", ["de-AT", "en"]).code, "AT");
  assert.ok(guessCountry("", []).code);
  const empty = { organization: "", country: "PT", currency: "EUR", timezone: "Europe/Lisbon", name: "", email: "", password: "" };
  assert.deepEqual(Object.keys(signUpFaults(empty, false)), ["/organization/name", "/name", "/email", "/password", "/terms"]);
  assert.ok(currencies().some(([code]) => code === "JPY"));
  assert.ok(timezones("Mars/Olympus").some(([zone]) => zone === "Mars/Olympus"));
});

const TIMES = { awayMinutes: 20, xaMinutes: 60 };

test("idleness makes online away and then extended away, and leaves what was chosen lower", () => {
  assert.equal(shownWhenIdle("online", 19 * MINUTE, TIMES), "online");
  assert.equal(shownWhenIdle("online", 20 * MINUTE, TIMES), "away");
  assert.equal(shownWhenIdle("online", 60 * MINUTE, TIMES), "xa");
  assert.equal(shownWhenIdle("away", 60 * MINUTE, TIMES), "xa");
  assert.equal(shownWhenIdle("offline", 999 * MINUTE, TIMES), "offline");
  assert.equal(shownWhenIdle("online", 999 * MINUTE, { awayMinutes: 0, xaMinutes: 0 }), "online");
  assert.equal(nextLook(25 * MINUTE, TIMES), 35 * MINUTE);
  assert.equal(nextLook(61 * MINUTE, TIMES), undefined);
});

test("the first touch brings somebody back; choosing is a touch", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  const idle = new Idleness("online", TIMES, () => now);
  idle.look();
  now = 20 * MINUTE;
  context.mock.timers.tick(20 * MINUTE);
  assert.equal(idle.shown.value, "away");
  idle.touch();
  assert.equal(idle.shown.value, "online");
  now += 20 * MINUTE;
  context.mock.timers.tick(20 * MINUTE);
  assert.equal(idle.shown.value, "away");
  idle.choose("offline", TIMES);
  assert.equal(idle.shown.value, "offline");
});

const SESSION: Session = {
  id: "s1",
  organization: { id: "demo", name: "Northwind Tea", kind: "customer", plan: "free", state: "active", computers: "takeover", timezone: "Europe/London" },
  member: { id: "m", name: "M", email: "m@x.example", role: "member", permissions: ["answer-chats"], rooms: [{ id: "general", name: "GENERAL" }, { id: "sales", name: "Sales" }], generalOnly: true },
};

test("an administrator holds every permission, and support has no chats", () => {
  assert.equal(may(SESSION, "manage-agents"), false);
  assert.equal(may({ ...SESSION, member: { ...SESSION.member, role: "admin" } }, "manage-agents"), true);
  assert.equal(answersChats(SESSION), true);
  const support = { by: { id: "rosa", name: "Rosa", organization: { id: "harbor", name: "Harbor Partners" } }, reason: "Asked by phone", until: 0 };
  assert.equal(answersChats({ ...SESSION, support }), false);
  assert.deepEqual(ringingRooms(SESSION).map((room) => room.id), ["general"]);
  assert.deepEqual(silentRooms(SESSION).map((room) => room.id), ["sales"]);
});

test("a closed account has a page of its own, an ended session goes back to the door, silence does neither", () => {
  const kind = (status: number, slug: string) => doorOf(new ApiProblem(status, slug, "", ""));
  assert.deepEqual([kind(403, "suspended").kind, kind(403, "disabled").kind, kind(403, "no-access").kind], ["shut", "shut", "shut"]);
  assert.deepEqual([kind(401, "unauthorized").kind, kind(0, "").kind, kind(503, "internal").kind], ["nobody", "unanswered", "unanswered"]);
});

test("every tone is as long as the bell, not too loud, and silent at its ends", () => {
  for (const { tone } of TONES) {
    const samples = roundOf(tone, 8_000);
    assert.equal(samples.length, 20_800, tone);
    assert.ok(samples.every((value) => Math.abs(value) <= 0.91), tone);
    assert.ok(Math.max(...samples) > 0.5, tone);
    assert.ok(Math.abs(samples[0] ?? 1) < 0.01 && Math.abs(samples.at(-1) ?? 1) < 0.01, tone);
  }
});

test("the worker keeps the console's own files and nothing of the API", () => {
  const own = "https://app.example";
  assert.equal(isShell("GET", `${own}/`, "navigate", own), true);
  assert.equal(isShell("GET", `${own}/assets/console.js`, "no-cors", own), true);
  for (const path of ["/api/sessions/current", "/api/photos/demo.x", "/widget.js", "/widget/frame.html", "/docs/index.html", "/config.json", "/avatars/marta.svg"]) {
    assert.equal(isShell("GET", own + path, "no-cors", own), false, path);
  }
  assert.equal(isShell("GET", `${own}/widget/frame.html`, "navigate", own), false);
  assert.equal(isShell("POST", `${own}/assets/console.js`, "cors", own), false);
  assert.equal(isShell("GET", "https://other.example/assets/a.js", "cors", own), false);
});

test("the tab says where one is", () => {
  assert.equal(pageTitle([], 0, "ring", "Your profile"), "Your profile · Firstbell");
  assert.equal(pageTitle([], 2, "ring", "Team"), "(2) Team · Firstbell");
  assert.equal(pageTitle([], 0, "ring"), "Firstbell");
});

test("times are told as people tell them", () => {
  assert.deepEqual([0, 5 * MINUTE, 60 * MINUTE, 5 * 60 * MINUTE, 72 * 60 * MINUTE].map(ago), ["just now", "5 minutes ago", "an hour ago", "5 hours ago", "3 days ago"]);
});
