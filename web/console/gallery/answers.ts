import { AccountApi } from "../src/api/api.ts";
import { Http } from "../src/api/http.ts";
import type { Profile } from "../src/api/shapes.ts";
import { townAnswer } from "./portal.ts";
import { renewalAnswer } from "./purse.ts";

/** The API for looking at pages: each route has one answer; what has none is "not here". */
const PROFILE: Profile = {
  id: "marta",
  name: "Marta Oliveira",
  email: "marta@northwind.example",
  title: "Tea adviser",
  greeting: "Hello, I’m Marta. I taste everything before it reaches the shelf, so ask me anything.",
  photo: { kind: "avatar" },
  whatsapp: { enabled: true, number: "351912345678" },
  alerts: { email: true, notification: true },
  ringTone: "bell",
  rooms: ["general", "sales"],
  availableRooms: [
    { id: "general", name: "GENERAL", effective: true },
    { id: "sales", name: "Sales", effective: true },
    { id: "wholesale", name: "Wholesale", effective: true },
  ],
  generalOnly: false,
  version: 3,
};

const HOUR = 3_600_000;
const now = Date.now();

const ANSWERS: Readonly<Record<string, unknown>> = {
  "GET /profile": PROFILE,
  "GET /profile free": {
    ...PROFILE,
    rooms: ["general", "sales"],
    generalOnly: true,
    availableRooms: PROFILE.availableRooms.map((room) => ({ ...room, effective: room.id === "general" })),
  },
  "GET /sessions": {
    items: [
      { id: "s1", current: true, createdAt: now - 5 * HOUR, lastUsedAt: now - 20_000, client: "Firefox on Linux" },
      { id: "s2", current: false, createdAt: now - 50 * HOUR, lastUsedAt: now - 3 * HOUR, client: "Chrome on Android" },
      { id: "s3", current: false, createdAt: now - 500 * HOUR, lastUsedAt: now - 90 * HOUR, client: "Safari on a Mac" },
    ],
  },
  "GET /terms": {
    version: "2026-11",
    text: [
      "These terms are between your organization and the operator of this installation of Firstbell.",
      "You answer for what your agents write, and you tell your visitors what you keep about them.",
      "You do not send advertising by chat unless your agreement allows it.",
    ],
  },
  "GET /terms terms": { version: "2027-01", text: ["These terms have changed: what you keep about visitors is deleted when they ask for it."] },
  "POST /invitations/lookups": { organization: { name: "Northwind Tea" }, name: "Jonas Vogel", email: "jonas@northwind.example", invitedBy: "Marta Oliveira" },
};

export function galleryApi(scene: string): AccountApi {
  const answer = (route: string): unknown => ANSWERS[`${route} ${scene.split("-")[0] ?? ""}`] ?? ANSWERS[route];
  const fetcher = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const path = String(input).replace(/^\/api/u, "").split("?")[0] ?? "";
    const route = `${init?.method ?? "GET"} ${path}`;
    if (scene.endsWith("-slow")) await new Promise(() => undefined);
    const found = answer(route);
    if (scene.startsWith("used")) return problem(410, "link-used");
    if (scene.endsWith("-failed")) return problem(503, "internal");
    if (found !== undefined) return Response.json(found);
    const renewal = renewalAnswer(scene, route);
    if (renewal !== undefined) return renewal;
    const known = townAnswer(scene, String(input), init);
    if (known !== undefined) return known;
    if (route === "POST /sessions") return problem(401, "unauthorized");
    if (init?.method === "POST") return Response.json({}, { status: 202 });
    return problem(404, "not-found");
  };
  return new AccountApi(new Http("/api", fetcher));
}

function problem(status: number, slug: string): Response {
  return Response.json({ type: `urn:firstbell:problem:${slug}`, title: slug, status, detail: "" }, { status });
}
