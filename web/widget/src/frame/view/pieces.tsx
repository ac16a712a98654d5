import { initials, isEmojiOnly, pieces, safePhoto, type AgentCard } from "@firstbell/protocol";
import { useEffect, useState } from "preact/hooks";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

export const timeOf = (at: number): string => clock.format(at);

export function dayOf(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : day.format(at);
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Renders again every second while something counts. */
export function useNow(counting: boolean): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(() => tick(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [counting]);
  return Date.now();
}

/** Once it is drawn, with what is said about it. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

export const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  down: "M12 5v14M6 13l6 6 6-6",
};

export function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export function Avatar({ of }: { of: AgentCard | { name: string; photo?: string } }) {
  const [broken, setBroken] = useState("");
  const photo = safePhoto(of.photo, location.href);
  return photo && photo !== broken ? (
    <img class="avatar" src={photo} alt="" onError={() => setBroken(photo)} />
  ) : (
    <span class="avatar" aria-hidden="true">
      {initials(of.name)}
    </span>
  );
}

export function Words({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map(({ text, href }) =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </>
  );
}

/** `by` is the other side's name; without it the words are the visitor's own. */
export function Bubble({ text, by, waiting }: { text: string; by?: string | undefined; waiting?: boolean }) {
  return (
    <div dir="auto" class={"bubble" + (by === undefined ? " me" : "") + (waiting ? " waiting" : "") + (isEmojiOnly(text) ? " emoji" : "")}>
      {/* A direction of its own, so that it does not decide that of the text. */}
      <span class="spoken" dir="ltr">
        {by ?? "You"}:{" "}
      </span>
      <span>
        <Words text={text} />
      </span>
    </div>
  );
}

/** A row of form: label above, sentence of what is wrong below. */
export function Field(props: {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  type?: "email" | "text";
  max: number;
  error?: string | undefined;
  complete?: "name" | "email" | "off";
}) {
  const { id, error } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type={props.type ?? "text"}
        value={props.value}
        maxLength={props.max}
        autocomplete={props.complete ?? "off"}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? id + "-e" : undefined}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {error && (
        <p class="wrong" id={id + "-e"}>
          {error}
        </p>
      )}
    </div>
  );
}

export function emailProblem(email: string): string | undefined {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.trim()) ? undefined : "Please write an e-mail address such as name@example.com.";
}

/** A page with nothing but a sentence and what to do. */
export function Notice({ title, text, act, onAct }: { title: string; text: string; act?: string; onAct?: () => void }) {
  return (
    <div class="page middle" role="alert">
      <h2>{title}</h2>
      <p class="soft">{text}</p>
      {act && (
        <button class="btn primary" onClick={onAct}>
          {act}
        </button>
      )}
    </div>
  );
}
