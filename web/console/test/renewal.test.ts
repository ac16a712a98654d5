import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage } from "@firstbell/protocol";
import { openApi } from "../src/api/open.ts";
import type { Permission } from "../src/api/shapes.ts";
import { Renewal, renewed } from "../src/session/renewal.ts";
import type { Session } from "../src/session/session.ts";

function aSession(permissions: readonly Permission[], more: Partial<Session["member"]> = {}): Session {
  return {
    id: "s1",
    organization: { id: "demo", name: "Northwind Tea", kind: "customer", plan: "business", state: "active", computers: "both", timezone: "Europe/London" },
    member: {
      id: "priya",
      name: "Priya",
      email: "priya@northwind.example",
      role: "member",
      permissions: [...permissions],
      rooms: [{ id: "general", name: "GENERAL" }],
      generalOnly: false,
      ...more,
    },
  };
}

test("other permissions, rooms and names are shown; the console is wired anew when chats begin or are over", () => {
  const before = aSession(["answer-chats"]);
  assert.equal(renewed(before, aSession(["answer-chats"])), "same");
  assert.equal(renewed(before, aSession(["answer-chats", "manage-rooms"])), "show");
  assert.equal(renewed(before, aSession(["answer-chats"], { rooms: [] })), "show");
  assert.equal(renewed(before, aSession(["answer-chats"], { role: "admin" })), "show");
  assert.equal(renewed(before, aSession(["manage-rooms"])), "reopen");
  assert.equal(renewed(aSession([]), before), "reopen");
  assert.equal(renewed(aSession([]), aSession([], { role: "admin" })), "reopen", "an administrator answers chats");
});

test("one question at a time, and once more when told of a change meanwhile", async () => {
  const answers: (() => void)[] = [];
  const renewal = new Renewal(() => new Promise((resolve) => answers.push(resolve)));
  renewal.now();
  renewal.now();
  renewal.now();
  assert.equal(answers.length, 1);
  answers[0]!();
  await turn();
  assert.equal(answers.length, 2, "the first answer may be older than the change");
  answers[1]!();
  await turn();
  assert.equal(answers.length, 2);
  renewal.now();
  assert.equal(answers.length, 3);
});

test("a question that nobody answers does not end the asking", async () => {
  let asked = 0;
  const renewal = new Renewal(async () => {
    asked++;
    throw new Error("no answer");
  });
  renewal.now();
  await turn();
  renewal.now();
  await turn();
  assert.equal(asked, 2);
});

test("a member who is not allowed something is told, and so is the console", async () => {
  const answer = (slug: string) => async () => Response.json({ type: `urn:firstbell:problem:${slug}` }, { status: 403 });
  for (const [slug, expected] of [["forbidden", "forbidden"], ["suspended", "refused"]] as const) {
    const told: string[] = [];
    const { api, tokens, http } = openApi("/api", memoryStorage(), memoryStorage(), answer(slug));
    const { id, organization, member } = aSession([]);
    tokens.keep({ token: "t", expiresAt: Date.now() + 600_000, refreshToken: "r", session: id, organization, member });
    http.forbidden = () => told.push("forbidden");
    http.refused = () => told.push("refused");
    await assert.rejects(api.members("demo"));
    assert.deepEqual(told, [expected]);
  }
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
