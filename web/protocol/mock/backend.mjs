// The contract of the server in memory: enough for the widget and the console to be built and looked at.
// It has no storage, no limits of rate, and forgets everything when it ends.
import { createHash, randomBytes } from "node:crypto";

const RING_MILLIS = 45_000;
const GRACE_MILLIS = 90_000;
const random = () => randomBytes(32).toString("base64url");
const points = (text) => [...text].length;

class Refused extends Error {
  constructor(code, message, more = {}) {
    super(message);
    this.frame = { code, message, ...more };
  }
}

/** @param {{organization: object, rooms: object[], agents: object[]}} payload the provisioning payload */
export function createBackend(payload, options = {}) {
  const ringMillis = options.ringMillis ?? RING_MILLIS;
  const graceMillis = options.graceMillis ?? GRACE_MILLIS;
  const rooms = new Map(payload.rooms.map((room) => [room.id, { id: room.id, name: room.name }]));
  const agents = new Map(payload.agents.map((agent) => [agent.id, agent]));
  const sessions = new Map();
  const visitors = new Map();
  const tickets = new Map();
  const chats = new Map();
  const connections = new Set();
  const mails = [];

  const card = ({ id, name, photo, title, greeting }) => ({ id, name, photo, title, greeting });
  const to = (connection, frame) => connections.has(connection) && connection.send(frame);
  const agentConnections = (id) => [...connections].filter((c) => c.party === "agent" && c.who.id === id);
  const available = (room = "general") =>
    [...new Set([...connections].filter((c) => c.show === "online" && c.who.rooms.includes(room)).map((c) => c.who.id))];

  function headFor(chat, party) {
    const { head } = chat;
    const last = chat.entries.length;
    if (party === "agent") return { ...head, last, late: chat.late.length ? chat.late : undefined };
    return { ...head, last };
  }

  function append(chat, by, kind, fields, except) {
    const entry = { seq: chat.entries.length + 1, at: Date.now(), by, kind, ...fields };
    chat.entries.push(entry);
    for (const connection of chat.joined) if (connection !== except) to(connection, { type: "entry", chat: chat.head.id, entry });
    return entry;
  }

  function stop(chat, why, by, except) {
    for (const id of chat.rung) {
      for (const connection of agentConnections(id)) {
        if (connection !== except) to(connection, { type: "stop", chat: chat.head.id, why, by });
      }
    }
  }

  function miss(chat, why) {
    if (chat.head.state !== "ringing") return;
    clearTimeout(chat.timer);
    Object.assign(chat.head, { state: "missed", endedAt: Date.now(), why });
    stop(chat, why === "visitor-left" ? "visitor-left" : "missed");
    append(chat, { party: "system" }, "missed", { why });
    for (const c of connections) if (c.party === "agent") to(c, { type: "head", chat: headFor(chat, "agent") });
  }

  function close(chat, why, by, except) {
    if (chat.head.state !== "active") return undefined;
    Object.assign(chat.head, { state: "ended", endedAt: Date.now(), why });
    return append(chat, by, "ended", { why }, except);
  }

  function find(connection, id) {
    const chat = chats.get(id);
    const own = chat && (connection.party === "agent" || chat.head.visitor.id === connection.who.id);
    if (!own) throw new Refused("not-found", "There is no such chat.");
    return chat;
  }

  function join(connection, chat) {
    chat.joined.add(connection);
    if (chat.head.state === "ringing" || chat.head.state === "active") {
      clearTimeout(chat.grace?.[connection.party]);
      if (chat.away.delete(connection.party)) peer(chat, connection.party, true);
    }
  }

  function peer(chat, party, connected) {
    for (const c of chat.joined) if (c.party !== party) to(c, { type: "peer", chat: chat.head.id, party, connected, at: Date.now() });
  }

  function text(value, field = "text", max = 4000) {
    if (typeof value !== "string" || value.trim() === "") throw new Refused("invalid", `Expected words in "${field}".`, { field });
    if (points(value) > max) throw new Refused("invalid", `"${field}" has ${points(value)} characters; at most ${max} are allowed.`, { field });
    return value;
  }

  function email(value) {
    if (typeof value !== "string" || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) || value.length > 254) {
      throw new Refused("invalid", "Expected an e-mail address such as name@example.com.", { field: "email" });
    }
    return value;
  }

  const actions = {
    start(connection, f) {
      if (connection.party !== "visitor") throw new Refused("not-allowed", "Only visitors start chats.");
      text(f.text);
      if (f.email !== undefined) email(f.email);
      const id = createHash("sha256").update(connection.who.id + f.cid).digest("hex").slice(0, 26);
      let chat = chats.get(id);
      if (!chat) {
        const room = rooms.get(f.room ?? "general") ?? rooms.values().next().value;
        const rung = available(room.id);
        const now = Date.now();
        const visits = [...chats.values()].filter((c) => c.head.visitor.id === connection.who.id).length + 1;
        const head = {
          id,
          state: "ringing",
          room,
          startedAt: now,
          ringUntil: now + ringMillis,
          visitor: { id: connection.who.id, name: f.name, email: f.email, visits },
          page: f.page,
          preview: [...f.text].slice(0, 140).join(""),
          rung: rung.length,
        };
        chat = { head, entries: [], joined: new Set(), rung, late: [], marks: { visitor: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } }, away: new Set(), grace: {} };
        chats.set(id, chat);
        chat.joined.add(connection);
        append(chat, { party: "system" }, "ringing", { room, page: f.page, name: f.name, email: f.email, answers: f.answers, rung: rung.length }, connection);
        append(chat, { party: "visitor", id: connection.who.id, name: f.name }, "message", { cid: f.cid, text: f.text }, connection);
        if (rung.length) {
          for (const agent of rung) for (const c of agentConnections(agent)) to(c, { type: "ring", chat: headFor(chat, "agent") });
          chat.timer = setTimeout(() => miss(chat, "nobody-accepted"), ringMillis);
        } else {
          miss(chat, "nobody-available");
        }
      }
      join(connection, chat);
      return { type: "started", chat: headFor(chat, "visitor"), entries: chat.entries };
    },

    message(connection, f) {
      const chat = find(connection, f.chat);
      const before = chat.entries.find((e) => e.kind === "message" && e.cid === f.cid && e.by.party === connection.party);
      if (before) return { type: "ack", chat: f.chat, seq: before.seq, at: before.at };
      text(f.text);
      if (chat.head.state === "ended" || chat.head.state === "missed") throw new Refused("ended", "This chat is over.");
      if (connection.party === "agent" && chat.head.agent?.id !== connection.who.id) throw new Refused("not-allowed", "Accept the chat first.");
      const entry = append(chat, { party: connection.party, id: connection.who.id, name: connection.who.name }, "message", { cid: f.cid, text: f.text }, connection);
      return { type: "ack", chat: f.chat, seq: entry.seq, at: entry.at };
    },

    accept(connection, f) {
      if (connection.party !== "agent") throw new Refused("not-allowed", "Only agents accept chats.");
      const chat = find(connection, f.chat);
      const { head } = chat;
      if (head.state === "ringing") {
        clearTimeout(chat.timer);
        const now = Date.now();
        Object.assign(head, { state: "active", acceptedAt: now, agent: card(connection.who) });
        join(connection, chat);
        append(chat, { party: "agent", id: connection.who.id, name: connection.who.name }, "accepted", { agent: card(connection.who), afterMillis: now - head.startedAt }, connection);
        stop(chat, "accepted", { id: connection.who.id, name: connection.who.name }, connection);
      } else if (head.agent?.id !== connection.who.id) {
        if (!head.agent) throw new Refused("conflict", "This chat no longer rings.");
        const lateMillis = Date.now() - head.acceptedAt;
        chat.late.push({ name: connection.who.name, millis: lateMillis });
        for (const c of agentConnections(head.agent.id)) to(c, { type: "head", chat: headFor(chat, "agent") });
        return { type: "taken", chat: f.chat, by: { id: head.agent.id, name: head.agent.name }, lateMillis };
      }
      return { type: "accepted", chat: headFor(chat, "agent"), entries: chat.entries };
    },

    decline(connection, f) {
      const chat = find(connection, f.chat);
      for (const c of agentConnections(connection.who.id)) if (c !== connection) to(c, { type: "stop", chat: f.chat, why: "declined" });
      chat.rung = chat.rung.filter((id) => id !== connection.who.id);
      return { type: "declined", chat: f.chat };
    },

    sync(connection, f) {
      const chat = find(connection, f.chat);
      if (connection.party === "visitor" || chat.head.agent?.id === connection.who.id) join(connection, chat);
      const limit = Math.min(f.limit ?? 200, 200);
      const entries = chat.entries.slice(f.after, f.after + limit);
      return { type: "log", chat: headFor(chat, connection.party), entries, last: chat.entries.length, more: f.after + limit < chat.entries.length, marks: chat.marks };
    },

    lists(connection) {
      const all = [...chats.values()].sort((a, b) => b.head.startedAt - a.head.startedAt);
      if (connection.party === "visitor") {
        const own = all.filter((c) => c.head.visitor.id === connection.who.id);
        return { type: "lists", mine: own.slice(0, 1).map((c) => headFor(c, "visitor")) };
      }
      const heads = (test) => all.filter(test).map((c) => headFor(c, "agent"));
      return {
        type: "lists",
        ringing: heads((c) => c.head.state === "ringing" && c.rung.includes(connection.who.id)),
        mine: heads((c) => c.head.state === "active" && c.head.agent.id === connection.who.id),
        missed: heads((c) => c.head.state === "missed"),
      };
    },

    presence(connection, f) {
      if (!["online", "away", "xa", "offline"].includes(f.show)) throw new Refused("invalid", 'Expected "show" to be online, away, xa or offline.', { field: "show" });
      connection.show = f.show;
      return { type: "presence", show: f.show };
    },

    typing(connection, f) {
      const chat = find(connection, f.chat);
      for (const c of chat.joined) if (c.party !== connection.party) to(c, { type: "typing", chat: f.chat, party: connection.party, on: f.on });
    },

    mark(connection, f) {
      const chat = find(connection, f.chat);
      const mark = chat.marks[connection.party];
      mark.read = Math.max(mark.read, Math.min(f.read ?? 0, chat.entries.length));
      mark.delivered = Math.max(mark.delivered, mark.read, Math.min(f.delivered ?? 0, chat.entries.length));
      for (const c of chat.joined) if (c.party !== connection.party) to(c, { type: "marks", chat: f.chat, party: connection.party, ...mark });
    },

    end(connection, f) {
      const chat = find(connection, f.chat);
      if (chat.head.state === "ringing" && connection.party === "visitor") miss(chat, "visitor-left");
      else close(chat, connection.party, { party: connection.party, id: connection.who.id, name: connection.who.name }, connection);
      return { type: "ended", chat: headFor(chat, connection.party), entry: chat.entries.findLast((e) => e.kind === "ended" || e.kind === "missed") };
    },

    leave(connection, f) {
      const chat = find(connection, f.chat);
      if (chat.head.state !== "missed") throw new Refused("conflict", "A message can be left only when nobody answered.");
      email(f.email);
      const left = { email: f.email, name: f.name, text: f.text };
      const before = chat.entries.find((e) => e.kind === "left");
      chat.head.left ??= left;
      const entry = before ?? append(chat, { party: "visitor", id: connection.who.id }, "left", left, connection);
      for (const c of connections) if (c.party === "agent") to(c, { type: "head", chat: headFor(chat, "agent") });
      return { type: "left", chat: headFor(chat, "visitor"), entry };
    },

    rate(connection, f) {
      const chat = find(connection, f.chat);
      if (chat.head.state !== "ended") throw new Refused("conflict", "A chat can be rated when it is over.");
      if (!Number.isInteger(f.stars) || f.stars < 1 || f.stars > 5) throw new Refused("invalid", "Expected 1 to 5 stars.", { field: "stars" });
      const entry = chat.entries.find((e) => e.kind === "rated") ?? append(chat, { party: "visitor", id: connection.who.id }, "rated", { stars: f.stars, comment: f.comment }, connection);
      return { type: "rated", chat: f.chat, entry };
    },

    transcript(connection, f) {
      const chat = find(connection, f.chat);
      mails.push({ to: email(f.email), chat: chat.head.id });
      return { type: "transcript", chat: f.chat, email: f.email };
    },

    ping: () => ({ type: "pong" }),
  };

  return {
    mails,
    chats,
    connections,

    signIn(address, password) {
      const agent = [...agents.values()].find((a) => a.email === String(address).toLowerCase() && a.password === password);
      if (!agent) return undefined;
      const token = `s.${payload.organization.id}.${random()}`;
      sessions.set(token, agent);
      return { token, ...this.session(token) };
    },
    session(token) {
      const agent = sessions.get(token);
      if (!agent) return undefined;
      const { id, name } = payload.organization;
      const { password: _, rooms: roomIds, ...member } = agent;
      return {
        session: token.slice(-16).toLowerCase(),
        expiresAt: Date.now() + 12 * 3_600_000,
        organization: { id, name, kind: "customer", plan: "business", state: "active", computers: "both", timezone: "Europe/London" },
        member: { ...member, role: "member", permissions: ["answer-chats"], generalOnly: false, rooms: roomIds.map((r) => rooms.get(r)) },
      };
    },
    signOut: (token) => sessions.delete(token),
    site(id) {
      const { organization } = payload;
      if (id !== organization.id) return undefined;
      return { organization: { id, name: organization.name }, rooms: [...rooms.values()], greeting: organization.greeting ?? "Hello! What can we help you with?", available: available().length > 0, replyMinutes: 2 };
    },
    newVisitor(site) {
      if (site !== payload.organization.id) return undefined;
      const visitor = randomBytes(13).toString("hex");
      const token = `v.${site}.${visitor}.${random()}`;
      visitors.set(token, { id: visitor });
      return { token, visitor, expiresAt: Date.now() + 30 * 86_400_000 };
    },
    ticket(token) {
      const agent = sessions.get(token);
      const visitor = visitors.get(token);
      if (!agent && !visitor) return undefined;
      const ticket = `${payload.organization.id}.${random()}`;
      const expiresAt = Date.now() + 60_000;
      tickets.set(ticket, { expiresAt, party: agent ? "agent" : "visitor", who: agent ?? visitor });
      return { ticket, expiresAt };
    },

    /** Uses a ticket up; undefined when it is unknown, used or too old. */
    connect(ticket, send, closeSocket) {
      const found = tickets.get(ticket);
      tickets.delete(ticket);
      if (!found || found.expiresAt < Date.now()) return undefined;
      const connection = { party: found.party, who: found.who, send, close: closeSocket, show: undefined };
      connections.add(connection);
      return connection;
    },

    disconnect(connection) {
      connections.delete(connection);
      for (const chat of chats.values()) {
        if (!chat.joined.delete(connection)) continue;
        const { party } = connection;
        if ([...chat.joined].some((c) => c.party === party)) continue;
        if (chat.head.state === "active" || (chat.head.state === "ringing" && party === "visitor")) {
          chat.away.add(party);
          peer(chat, party, false);
          clearTimeout(chat.grace[party]);
          chat.grace[party] = setTimeout(() => {
            if (chat.head.state === "ringing") miss(chat, "visitor-left");
            else close(chat, `${party}-lost`, { party: "system" });
          }, graceMillis);
        }
      }
    },

    /** Answers one frame; the reply, or undefined for signals. */
    handle(connection, data) {
      let frame;
      try {
        frame = JSON.parse(data);
      } catch {
        return { type: "error", code: "malformed", message: "Expected a JSON object." };
      }
      const cid = frame?.cid;
      const action = Object.hasOwn(actions, frame?.action ?? "") ? actions[frame.action] : undefined;
      if (!action) return { type: "error", cid, code: "unknown-action", message: `There is no action "${frame?.action}".` };
      try {
        const reply = action(connection, frame);
        return reply && { ...reply, cid };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { type: "error", cid, ...error.frame };
      }
    },
  };
}
