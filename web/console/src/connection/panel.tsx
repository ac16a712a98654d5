import { useEffect, useRef, useState } from "preact/hooks";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { useNow } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { selfTest, STEP_NAMES, STEPS, UNTESTED, type Result, type Results } from "./selftest.ts";
import { ACT_NAMES, linkWords, type LinkWords } from "./words.ts";

/** The state of the connection, always in the header; it opens what to do about it. */
export function ConnectionPill() {
  const { desk, announcer } = useConsole();
  const { connection } = useCell(desk.state).client;
  const told = useRef<LinkWords["look"]>("busy");
  useEffect(() => {
    const { look, title } = linkWords(connection, Date.now());
    // Trying is not news; having lost it is, and having it back after that.
    if (look === "busy" || look === told.current) return;
    if (look !== "good" || told.current !== "busy") announcer.say(`Connection: ${title}`);
    told.current = look;
  }, [connection]);
  const now = useNow(connection.kind === "waiting" ? 500 : 0);
  const words = linkWords(connection, Math.max(now, Date.now()));
  return (
    <Pop
      kind="dialog"
      name="Connection"
      side="left"
      panelClass="panel"
      buttonClass="pill pill-link num"
      button={
        <>
          <span class="unseen">Connection:</span>
          {words.look === "busy" ? <Icon name="star" class="star" /> : <span class={`dot ${DOTS[words.look]}`} />}
          <span class="cut">{words.short}</span>
        </>
      }
    >
      {() => <ConnectionPanel level="h2" />}
    </Pop>
  );
}

const DOTS: Readonly<Record<LinkWords["look"], string>> = { good: "", busy: "", wait: "away", bad: "bad" };

/** What is going on, what to do about it, and the self-test. */
export function ConnectionPanel({ level: Title }: { level: "h1" | "h2" }) {
  const { desk, signOut } = useConsole();
  const { connection } = useCell(desk.state).client;
  useNow(connection.kind === "connected" || connection.kind === "waiting" ? 1_000 : 0);
  const words = linkWords(connection, Date.now());
  const { act } = words;
  return (
    <>
      <Title>{words.title}</Title>
      <p class="soft num">{words.text}</p>
      {act !== "none" && (
        <div class="acts">
          <button type="button" class="btn primary" onClick={() => (act === "signin" ? signOut() : desk.client.tryNow())}>
            {ACT_NAMES[act]}
          </button>
        </div>
      )}
      <SelfTest />
    </>
  );
}

function SelfTest() {
  const { testPorts } = useConsole();
  const [results, setResults] = useState<Results>(UNTESTED);
  const [state, setState] = useState<"new" | "running" | "done">("new");
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);

  const run = async () => {
    setState("running");
    await selfTest(testPorts, (fresh) => mounted.current && setResults(fresh));
    if (mounted.current) setState("done");
  };

  const bad = STEPS.some((step) => results[step].state === "bad");
  return (
    <>
      {state !== "new" && (
        <ol class="tests">
          {STEPS.map((step) => (
            <li key={step}>
              <Mark result={results[step]} />
              <span>{STEP_NAMES[step]}</span>
              <ResultWords result={results[step]} />
            </li>
          ))}
        </ol>
      )}
      <div class="acts">
        <button type="button" class="btn" disabled={state === "running"} onClick={() => void run()}>
          {state === "running" ? "Testing…" : state === "done" ? "Test again" : "Test the connection"}
        </button>
      </div>
      <p class="unseen" role="status">
        {state === "done" ? (bad ? "The test found what is wrong." : "Every step works.") : ""}
      </p>
    </>
  );
}

function Mark({ result }: { result: Result }) {
  switch (result.state) {
    case "good":
      return <Icon name="tick" class="good" />;
    case "bad":
      return <Icon name="cross" class="bad" />;
    case "running":
      return <Icon name="star" class="star" />;
    case "waiting":
    case "skipped":
      return <Icon name="dash" class="soft" />;
  }
}

function ResultWords({ result }: { result: Result }) {
  switch (result.state) {
    case "good":
      return <span class="small good num">{Math.round(result.millis)} ms</span>;
    case "bad":
      return (
        <>
          <span class="small bad">fails</span>
          <span class="small soft advice">{result.advice}</span>
        </>
      );
    case "running":
      return <span class="small soft">…</span>;
    case "waiting":
      return <span />;
    case "skipped":
      return <span class="small">not tried</span>;
  }
}
