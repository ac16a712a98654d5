import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";

/** A search field with its filters; a landmark of its own. */
export function FilterBar({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <form role="search" class="filters" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

export function SearchField({ label, value, onInput, placeholder }: { label: string; value: string; onInput: (value: string) => void; placeholder?: string }) {
  const id = useId();
  return (
    <div class="search-field">
      <label class="unseen" for={id}>
        {label}
      </label>
      <Icon name="search" class="s" />
      <input
        id={id}
        class="input"
        type="search"
        value={value}
        placeholder={placeholder ?? label}
        maxLength={80}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

/** Takes every filter away; the focus goes on to the search field, since the button goes with them. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <button
      type="button"
      class="btn quiet"
      onClick={(event) => {
        event.currentTarget.form?.querySelector("input")?.focus();
        onClear();
      }}
    >
      Clear
    </button>
  );
}

/** One filter; "" is all. What is chosen is seen at once, since the field is marked. */
export function FilterSelect({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string;
  all: string | undefined;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class={`filter ${value === "" || all === undefined ? "" : "on"}`}>
      <label class="unseen" for={id}>
        {label}
      </label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {all !== undefined && <option value="">{all}</option>}
        {options.map(([one, name]) => (
          <option key={one} value={one} selected={one === value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
