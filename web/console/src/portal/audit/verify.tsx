import { useState } from "preact/hooks";
import { asProblem, problemWords } from "../../api/problem.ts";
import type { AuditVerdict } from "../../api/shapes.ts";
import { useConsole } from "../../console.ts";
import { fullTime } from "../../format/time.ts";
import { Busy } from "../../ui/form.tsx";
import { Icon } from "../../ui/icon.tsx";

type Verdict =
  | { readonly kind: "still" }
  | { readonly kind: "busy"; readonly records: number }
  | { readonly kind: "known"; readonly verdict: AuditVerdict; readonly at: number }
  | { readonly kind: "failed"; readonly words: string; readonly records: number };

/** Recomputes the chain of fingerprints on the server, and says what came of it. */
export function Verify({ organization }: { organization: string }) {
  const { api } = useConsole();
  const [state, setState] = useState<Verdict>({ kind: "still" });
  const verify = async () => {
    let records = 0;
    setState({ kind: "busy", records });
    try {
      let verdict = await api.verifyAudit(organization);
      while (verdict.next !== undefined) {
        records = verdict.records;
        setState({ kind: "busy", records });
        verdict = await api.verifyAudit(organization, verdict.next);
      }
      setState({ kind: "known", verdict, at: Date.now() });
    } catch (error) {
      setState({ kind: "failed", words: problemWords(asProblem(error)), records });
    }
  };
  return (
    <div class="verify">
      <Busy type="button" class="btn" busy={state.kind === "busy"} words="Verifying…" onClick={() => void verify()}>
        <Icon name="shield" class="s" /> Verify the chain
      </Busy>
      <div role="status">
        {state.kind === "busy" && state.records > 0 && <p class="soft small">The first {countWords(state.records)} are whole; going on.</p>}
        {state.kind === "failed" && (
          <p class="wrong small">
            {state.words}
            {state.records > 0 && ` The first ${countWords(state.records)} are whole; the rest was not looked at.`}
          </p>
        )}
        {state.kind === "known" && <Result verdict={state.verdict} />}
      </div>
    </div>
  );
}

function countWords(records: number): string {
  return `${records.toLocaleString("en")} ${records === 1 ? "record" : "records"}`;
}

function Result({ verdict }: { verdict: AuditVerdict }) {
  const { intact, records, head, broken } = verdict;
  const count = countWords(records);
  if (intact === true) {
    return (
      <div class="verdict good">
        <p>
          <Icon name="tick" class="s" /> <b>Intact.</b> {records === 0 ? "There is no record yet." : `${count}, and each carries the fingerprint of the one before it.`}
        </p>
        {records > 0 && (
          <p class="small">
            The last is number {head.n.toLocaleString("en")}: <code>{head.hash}</code>. Keep both outside: <code>firstbell audit verify --expect {head.n}:…</code> then also shows whether the end was cut off.
          </p>
        )}
      </div>
    );
  }
  return (
    <div class="verdict bad">
      <p>
        <Icon name="cross" class="s" /> <b>Broken{broken === undefined ? "." : ` at record ${broken.n.toLocaleString("en")}.`}</b> {broken?.why}
      </p>
      <p class="small">
        {broken?.at === undefined ? "" : `It says it is of ${fullTime(broken.at)}. `}Somebody changed, removed or put in a record from there on. Records before it are as they were written. Tell whoever runs this installation.
      </p>
    </div>
  );
}
