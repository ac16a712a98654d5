import { useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { BalanceMeant, Organization } from "../api/shapes.ts";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import type { PageProps } from "../pages.ts";
import { hashOf, pageRoute } from "../route.ts";
import { may } from "../session/session.ts";
import { Whole } from "../ui/listing.tsx";
import { Page } from "../ui/page.tsx";
import { Buy } from "./buy.tsx";
import { ChatsCard, CreditsCard, PackageCard, ThresholdForm, WalletCard } from "./cards.tsx";
import { History } from "./history.tsx";
import { useLook } from "./look.ts";
import { NoOrders, Orders } from "./orders.tsx";

const PARTS = [
  { id: "overview", title: "Overview" },
  { id: "buy", title: "Buy credits" },
  { id: "orders", title: "Orders" },
  { id: "history", title: "History" },
] as const;
type PartId = (typeof PARTS)[number]["id"];

interface Known {
  readonly balance: BalanceMeant;
  readonly organization: Organization;
}

/** `#/billing`, `#/billing/buy`, `#/billing/orders`, `#/billing/history`: the own organization's money and credits. */
export function Billing({ path, query }: PageProps) {
  const { api, session, entitled } = useConsole();
  const { id, name } = session.organization;
  const here: PartId = PARTS.find((part) => part.id === path[0])?.id ?? "overview";
  const [turn, setTurn] = useState(0);
  const found = useResource<Known>(async () => {
    const [balance, organization] = await Promise.all([api.balance(id), api.organization(id)]);
    return { balance, organization };
  }, [id]);
  useLook(found.again);
  // Support looks, and moves nothing.
  const buys = session.support === undefined;
  const moved = () => {
    setTurn((before) => before + 1);
    found.again();
    void entitled.load();
  };
  return (
    <Page title="Billing" lead={`Money and interaction credits of ${name}.`}>
      <nav class="tabs" aria-label="Parts of billing">
        {PARTS.filter((part) => buys || part.id !== "buy").map((part) => (
          <a key={part.id} href={hashOf(pageRoute("billing", part.id === "overview" ? [] : [part.id]))} aria-current={part.id === here ? "page" : undefined}>
            {part.title}
          </a>
        ))}
      </nav>
      <Whole of={found.state} again={found.again} noun="the balance">
        {({ balance, organization }) => {
          const zone = organization.timezone;
          switch (here) {
            case "overview":
              return <Overview balance={balance} organization={organization} buys={buys} put={(fresh) => (found.put({ organization, balance: fresh }), void entitled.load())} />;
            case "buy":
              return buys ? <Buy organization={id} timeZone={zone} balance={balance} moved={moved} /> : null;
            case "orders":
              return (
                <Orders
                  organization={id}
                  timeZone={zone}
                  as={buys ? "buyer" : "reader"}
                  turn={turn}
                  moved={moved}
                  empty={
                    <NoOrders
                      act={
                        buys && (
                          <a class="btn primary" href={hashOf(pageRoute("billing", ["buy"]))}>
                            Buy credits
                          </a>
                        )
                      }
                    />
                  }
                />
              );
            case "history":
              return <History organization={id} name={name} timeZone={zone} place={{ page: "billing", path: ["history"] }} query={query} turn={turn} />;
          }
        }}
      </Whole>
    </Page>
  );
}

function Overview({ balance, organization, buys, put }: { balance: BalanceMeant; organization: Organization; buys: boolean; put: (balance: BalanceMeant) => void }) {
  const { entitled, session } = useConsole();
  const entitlements = useCell(entitled);
  const to = (part: string, query: Readonly<Record<string, string>> = {}) => hashOf(pageRoute("billing", [part], query));
  return (
    <div class="bill two-up">
      <WalletCard balance={balance}>
        <div class="acts">
          <a class="btn" href={to("history")}>
            History
          </a>
        </div>
      </WalletCard>
      <CreditsCard balance={balance} timeZone={organization.timezone}>
        {buys && balance.package === "operations" && <ThresholdForm key={balance.credits.threshold} organization={organization.id} balance={balance} done={put} />}
        <div class="acts">
          {buys && (
            <a class={`btn ${balance.package === "operations" ? "primary" : ""}`} href={to("buy")}>
              Buy credits
            </a>
          )}
          <a class="btn" href={to("history", { account: "credits" })}>
            History
          </a>
        </div>
      </CreditsCard>
      {entitlements.kind === "ready" && <ChatsCard entitlements={entitlements.value} />}
      <PackageCard balance={balance}>
        <p class="soft small">Whoever manages your account changes it.</p>
      </PackageCard>
      {buys && may(session, "manage-billing") && (
        <p class="soft small whole">
          The billing name, the address and the tax id stand under <a href={hashOf(pageRoute("settings"))}>Settings</a>.
        </p>
      )}
    </div>
  );
}
