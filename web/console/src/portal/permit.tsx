import type { Kind, Permission, Role } from "../api/shapes.ts";
import { Check } from "../ui/form.tsx";
import { ordered, permissionsFor, permissionWords } from "./permissions.ts";

/** Permission by permission, each with what it lets its holder do. */
export function PermissionChecks({
  kind,
  role,
  held,
  onChange,
  disabled = false,
}: {
  kind: Kind;
  role: Role;
  held: readonly Permission[];
  onChange: (permissions: readonly Permission[]) => void;
  disabled?: boolean;
}) {
  const all = role === "admin";
  return (
    <fieldset class="choice permissions">
      <legend>
        <b>Permissions</b>
      </legend>
      {all && <p class="soft small">An administrator holds every permission.</p>}
      {permissionsFor(kind).map((permission) => {
        const { title, sentence } = permissionWords(permission);
        return (
          <Check
            key={permission}
            label={title}
            hint={sentence}
            disabled={disabled || all}
            checked={all || held.includes(permission)}
            onChange={(on) => onChange(ordered(on ? [...held, permission] : held.filter((one) => one !== permission)))}
          />
        );
      })}
    </fieldset>
  );
}
