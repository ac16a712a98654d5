// Serves web/dist and the contract in memory, for development and for looking at the pages:
//   node protocol/mock/main.mjs [--port 18200] [--auto marta] [--ring-millis 45000] [--delay 0]
// The app (console, widget, API, socket) is at PORT, the shop at PORT + 1, both on 127.0.0.1.
// --auto NAME   that agent is always online, accepts after a moment and answers.
// POST /_mock/{online|offline|drop|bye|refuse|allow|ring|say|end|accept|flood} steers it; see `controls`.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocketServer } from "ws";
import { createBackend } from "./backend.mjs";

const { values: args } = parseArgs({
  options: {
    port: { type: "string", default: "18200" },
    auto: { type: "string" },
    "ring-millis": { type: "string", default: "45000" },
    "grace-millis": { type: "string", default: "90000" },
    delay: { type: "string", default: "0" },
  },
});
const port = Number(args.port);
const web = fileURLToPath(new URL("../..", import.meta.url));
const app = `http://127.0.0.1:${port}`;
const payload = JSON.parse(readFileSync(join(web, "demo/organization.json"), "utf8")).organizations[0];
const backend = createBackend(payload, { ringMillis: Number(args["ring-millis"]), graceMillis: Number(args["grace-millis"]) });
const state = { refusing: false };

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".map": "application/json" };
// As strict as the distribution's own policy, so that what breaks there breaks here.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; media-src 'self' data: blob:; manifest-src 'self'; worker-src 'self'; connect-src 'self' ws://127.0.0.1:" + port + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

function serve(root, request, response, csp) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  let file = join(root, path);
  if (!file.startsWith(root)) return plain(response, 404, "Not found");
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) return plain(response, 404, "Not found");
  const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "no-store", "x-content-type-options": "nosniff" };
  if (csp) headers["content-security-policy"] = CSP + (path.startsWith("/widget/") ? "" : "; frame-ancestors 'none'");
  response.writeHead(200, headers);
  createReadStream(file).pipe(response);
}

function plain(response, status, text) {
  response.writeHead(status, { "content-type": "text/plain" }).end(text);
}

function json(response, status, body) {
  const problem = status >= 400 ? { type: "about:blank", status, ...body } : body;
  response.writeHead(status, { "content-type": status >= 400 ? "application/problem+json" : "application/json", "cache-control": "no-store" });
  response.end(status === 204 ? undefined : JSON.stringify(problem));
}

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

async function api(path, request, response) {
  const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
  const route = `${request.method} ${path}`;
  if (state.refusing) return json(response, 503, { title: "Unavailable", detail: "The service is being restarted." });
  if (route === "POST /sessions") {
    const { email, password } = await body(request);
    if (typeof email !== "string" || typeof password !== "string" || !email || !password) {
      const errors = ["email", "password"].map((name) => ({ pointer: "/" + name, detail: "is needed" }));
      return json(response, 400, { title: "Something is missing", detail: "Expected an e-mail address and a password.", errors });
    }
    const signedIn = backend.signIn(email, password);
    return signedIn ? json(response, 201, signedIn) : json(response, 401, { title: "Not signed in", detail: "This e-mail address and this password do not belong together." });
  }
  if (path === "/sessions/current") {
    const session = backend.session(token);
    if (!session) return json(response, 401, { title: "Signed out", detail: "Sign in again." });
    if (request.method === "DELETE") backend.signOut(token);
    return request.method === "DELETE" ? json(response, 204) : json(response, 200, session);
  }
  if (request.method === "GET" && path.startsWith("/sites/")) {
    const site = backend.site(decodeURIComponent(path.slice(7)));
    return site ? json(response, 200, site) : json(response, 404, { title: "No such site", detail: "No organization has this site key." });
  }
  if (route === "POST /visitors") {
    const { site, page } = await body(request);
    if (page?.url?.includes("blocked")) return json(response, 403, { title: "Not allowed here", detail: "This page is not one of the organization's sites." });
    const visitor = backend.newVisitor(site);
    return visitor ? json(response, 201, visitor) : json(response, 404, { title: "No such site", detail: "No organization has this site key." });
  }
  if (route === "POST /tickets") {
    const ticket = backend.ticket(token);
    return ticket ? json(response, 201, { ...ticket, socket: `ws://127.0.0.1:${port}/ws` }) : json(response, 401, { title: "Signed out", detail: "The token is unknown or too old." });
  }
  json(response, 404, { title: "Not found", detail: `There is no ${route}.` });
}

// People played by the mock itself: connections without a socket.
function puppet(token, hear) {
  const { ticket } = backend.ticket(token);
  const connection = backend.connect(ticket, (frame) => setTimeout(() => hear?.(frame), 0), () => {});
  let count = 0;
  connection.say = (frame) => backend.handle(connection, JSON.stringify({ cid: `p${++count}x${Math.random().toString(36).slice(2)}`, ...frame }));
  return connection;
}

const ANSWERS = ["Of course, happy to help.", "Let me look that up for you, one moment.", "Yes, we ship that to Portugal within three days: https://example.com/shipping", "👍", "Is there anything else I can do?"];
const puppets = new Map();

function agentPuppet(id) {
  if (puppets.has(id)) return puppets.get(id);
  const agent = payload.agents.find((one) => one.id === id) ?? payload.agents[0];
  const { token } = backend.signIn(agent.email, agent.password);
  let answered = 0;
  const connection = puppet(token, (frame) => {
    if (args.auto !== id) return;
    if (frame.type === "ring") setTimeout(() => connection.say({ action: "accept", chat: frame.chat.id }), 2500);
    if (frame.type === "entry" && frame.entry.kind === "message" && frame.entry.by.party === "visitor") {
      const chat = frame.chat;
      connection.say({ action: "mark", chat, delivered: frame.entry.seq, read: frame.entry.seq });
      setTimeout(() => connection.say({ action: "typing", chat, on: true }), 600);
      setTimeout(() => connection.say({ action: "message", chat, after: frame.entry.seq, text: ANSWERS[answered++ % ANSWERS.length] }), 2200);
    }
  });
  connection.say({ action: "presence", show: "online", computer: "mock" });
  puppets.set(id, connection);
  return connection;
}

const lastChat = () => [...backend.chats.keys()].at(-1);
const sockets = () => [...backend.connections].filter((connection) => connection.socket);
const controls = {
  /** {agent}: an agent of the mock comes online. */
  online: ({ agent = "marta" }) => void agentPuppet(agent),
  offline: ({ agent = "marta" }) => {
    const connection = puppets.get(agent);
    if (connection) backend.disconnect(connection);
    puppets.delete(agent);
  },
  /** Every socket is cut without a word. */
  drop: () => sockets().forEach(({ socket }) => socket.terminate()),
  /** {why}: the server says goodbye and closes. */
  bye: ({ why = "elsewhere" }) => sockets().forEach((connection) => (connection.send({ type: "bye", why }), connection.close())),
  refuse: () => ((state.refusing = true), controls.drop()),
  allow: () => void (state.refusing = false),
  /** {name, email, text, page}: a visitor rings. */
  ring: ({ name, email, text = "Hello, is anybody there?", page }) => {
    const connection = puppet(backend.newVisitor(payload.organization.id).token);
    const started = connection.say({ action: "start", text, name, email, page: page ?? { url: "http://127.0.0.1:18201/tea/green-hills.html", title: "Green Hills" } });
    puppets.set(started.chat.id, connection);
    return { chat: started.chat.id };
  },
  /** {chat, text, by: visitor|agent, typing}: somebody played by the mock writes. */
  say: ({ chat = lastChat(), text, by = "agent", typing }) => {
    const speaker = by === "visitor" ? puppets.get(chat) : agentPuppet(backend.chats.get(chat).head.agent?.id ?? "marta");
    if (typing !== undefined) return speaker.say({ action: "typing", chat, on: typing });
    return speaker.say({ action: "message", chat, after: 0, text });
  },
  accept: ({ chat = lastChat(), agent = "marta" }) => agentPuppet(agent).say({ action: "accept", chat }),
  end: ({ chat = lastChat(), by = "agent" }) =>
    (by === "visitor" ? puppets.get(chat) : agentPuppet(backend.chats.get(chat).head.agent?.id ?? "marta")).say({ action: "end", chat }),
  read: ({ chat = lastChat() }) => agentPuppet(backend.chats.get(chat).head.agent.id).say({ action: "mark", chat, delivered: 1e6, read: 1e6 }),
  /** {chat, count}: many messages. */
  flood: ({ chat = lastChat(), count = 400 }) => {
    for (let i = 0; i < count; i++) controls.say({ chat, by: i % 3 ? "agent" : puppets.has(chat) ? "visitor" : "agent", text: `Message ${i + 1} of ${count}` });
  },
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, app);
  try {
    if (pathname.startsWith("/api/")) return await api(pathname.slice(4), request, response);
    if (pathname.startsWith("/_mock/") && request.method === "POST") {
      const result = controls[pathname.slice(7)]?.(await body(request));
      return json(response, 200, result ?? {});
    }
    serve(join(web, "dist/app"), request, response, true);
  } catch (error) {
    json(response, 500, { title: "Internal", detail: String(error) });
  }
});
const socketServer = new WebSocketServer({ noServer: true, maxPayload: 128 * 1024, handleProtocols: () => "firstbell.v1" });
server.on("upgrade", (request, socket, head) => {
  const protocols = (request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/);
  const ticket = protocols.find((one) => one.startsWith("ticket."))?.slice(7);
  const allowed = protocols.includes("firstbell.v1") && request.headers.origin === app && !state.refusing;
  let ws;
  const connection = allowed && ticket && backend.connect(ticket, (frame) => ws?.send(JSON.stringify(frame)), () => ws?.close(1000));
  if (!connection) return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  socketServer.handleUpgrade(request, socket, head, (opened) => {
    ws = opened;
    connection.socket = opened;
    ws.on("message", (data, binary) => {
      if (binary) return ws.close(1003);
      const reply = backend.handle(connection, String(data));
      if (reply) setTimeout(() => ws.readyState === 1 && ws.send(JSON.stringify(reply)), Number(args.delay));
    });
    ws.on("close", () => backend.disconnect(connection));
    ws.on("error", () => ws.terminate());
  });
});
server.listen(port, "127.0.0.1");
createServer((request, response) => {
  if (new URL(request.url, app).pathname === "/config.json") return json(response, 200, { app, site: payload.organization.id });
  serve(join(web, "dist/shop"), request, response, false);
}).listen(port + 1, "127.0.0.1");
if (args.auto) agentPuppet(args.auto);
console.log(`app   ${app}\nshop  http://127.0.0.1:${port + 1}`);
for (const { email, password } of payload.agents) console.log(`agent ${email} ${password}`);
