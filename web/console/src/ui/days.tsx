/** Two days, both in; `fault` marks them. */
export function DayRange({ from, to, fault, onFrom, onTo }: { from: string; to: string; fault: string | undefined; onFrom: (day: string) => void; onTo: (day: string) => void }) {
  return (
    <span class="days">
      <label>
        <span class="unseen">From</span>
        <input class="input" type="date" value={from} max={to || undefined} aria-invalid={fault !== undefined} onInput={(event) => onFrom(event.currentTarget.value)} />
      </label>
      <span aria-hidden="true">–</span>
      <label>
        <span class="unseen">To</span>
        <input class="input" type="date" value={to} min={from || undefined} aria-invalid={fault !== undefined} onInput={(event) => onTo(event.currentTarget.value)} />
      </label>
    </span>
  );
}

/** One of a few, as buttons side by side. */
export function Switch<V extends string>({ label, value, options, onChange }: { label: string; value: V; options: readonly (readonly [V, string])[]; onChange: (value: V) => void }) {
  return (
    <div class="switch" role="group" aria-label={label}>
      {options.map(([one, name]) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {name}
        </button>
      ))}
    </div>
  );
}
