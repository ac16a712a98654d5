import { useState } from "preact/hooks";
import type { BalanceMeant, Package } from "../../api/shapes.ts";
import { packageName } from "../../billing/cards.tsx";
import { useConsole } from "../../console.ts";
import { Choice } from "../../ui/form.tsx";
import type { ActProps } from "./act.ts";
import { FromTo, PostingDialog } from "./posting.tsx";

interface Chosen {
  readonly package: Package;
  readonly operators?: "platform" | "reseller";
}

/** Platform or Operations, and whose operators answer. */
export function ChoosePackage({ organization, balance, onClose, moved }: ActProps) {
  const { api, session, toasts } = useConsole();
  const [chosen, setChosen] = useState<Package>(balance.package);
  const [operators, setOperators] = useState<"platform" | "reseller">(balance.operators === undefined || balance.operators === "platform" ? "platform" : "reseller");
  const reseller = session.organization.kind === "reseller" || (organization.parent !== undefined && organization.parent !== "platform");
  return (
    <PostingDialog<Chosen, BalanceMeant>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="package"
      title={`Package: ${organization.name}`}
      busyWords="Setting…"
      onClose={onClose}
      read={() => ({ body: { package: chosen, ...(chosen === "operations" ? { operators } : {}) } })}
      fields={() => (
        <>
          <Choice<Package>
            legend="Package"
            value={chosen}
            options={[
              { value: "platform", name: "Platform", hint: "Without operators: the customer’s own agents answer." },
              { value: "operations", name: "Operations", hint: "Operators answer too, for one interaction credit a chat. Needs the monthly fee and credits." },
            ]}
            onChange={setChosen}
          />
          {chosen === "operations" && reseller && (
            <Choice<"platform" | "reseller">
              legend="Whose operators"
              value={operators}
              options={[
                { value: "platform", name: "Operators of the platform" },
                { value: "reseller", name: session.organization.kind === "reseller" ? `Operators of ${session.organization.name}` : "Operators of the reseller" },
              ]}
              onChange={setOperators}
            />
          )}
        </>
      )}
      sure={(body) => (
        <>
          <FromTo name="Package" from={packageName(balance.package)} to={packageName(body.package)} />
          <p>{body.package === "operations" ? `From the next chat on operators ring too${balance.credits.available > 0 && balance.credits.usableUntil !== undefined ? "" : ", once the monthly fee is paid and there are credits"}.` : "From the next chat on operators do not ring. Credits that are left stay."}</p>
        </>
      )}
      act={(body) => `Set ${packageName(body.package)}`}
      send={(body) => api.setPackage(organization.id, body)}
      done={(answer) => {
        toasts.say(`The package is ${packageName(answer.package)}.`);
        moved(answer);
      }}
    />
  );
}
