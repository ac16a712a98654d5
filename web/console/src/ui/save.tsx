import { useState } from "preact/hooks";
import { asProblem, problemWords } from "../api/problem.ts";
import { useConsole } from "../console.ts";
import { saveFile } from "../portal/audit/save.ts";
import { Busy } from "./form.tsx";
import { Icon } from "./icon.tsx";

/** Fetches a file of what is shown and hands it to the browser's downloads. */
export function SaveCsv({ fetch, name, done }: { fetch: () => Promise<Blob>; name: () => string; done: string }) {
  const { toasts } = useConsole();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const save = async () => {
    setBusy(true);
    setWrong(undefined);
    try {
      saveFile(await fetch(), name());
      toasts.say(done);
    } catch (error) {
      setWrong(problemWords(asProblem(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="once">
      <span role="status">{wrong !== undefined && <span class="wrong small">{wrong} </span>}</span>
      <Busy type="button" class="btn" busy={busy} words="Exporting…" onClick={() => void save()}>
        <Icon name="save" class="s" /> Export as CSV
      </Busy>
    </div>
  );
}
