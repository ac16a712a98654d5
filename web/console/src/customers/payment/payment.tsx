import { useEffect, useState } from "preact/hooks";
import { useResource } from "../../api/resource.ts";
import type { BalanceMeant, LedgerItem, Organization } from "../../api/shapes.ts";
import { CreditsCard, PackageCard, ThresholdForm, WalletCard } from "../../billing/cards.tsx";
import { History } from "../../billing/history.tsx";
import { useLook } from "../../billing/look.ts";
import { NoOrders, Orders } from "../../billing/orders.tsx";
import { readHistory } from "../../billing/range.ts";
import { isReversible, kindWords } from "../../billing/words.ts";
import { useConsole } from "../../console.ts";
import { replaceQuery } from "../../portal/place.ts";
import { Whole } from "../../ui/listing.tsx";
import { Section } from "../../ui/page.tsx";
import { ACTS, type Act } from "./act.ts";
import { MoveCredits } from "./credits.tsx";
import { RecordFee } from "./fee.tsx";
import { SetLimit } from "./limit.tsx";
import { MoveMoney } from "./money.tsx";
import { ChoosePackage } from "./package.tsx";
import { Reverse } from "./reversal.tsx";

/** `#/customers/{id}/payment`: a customer's money and credits, and all that is done about them. `?do=` opens with an act. */
export function Payment({ organization, query }: { organization: Organization; query: string }) {
  const console = useConsole();
  const { api } = console;
  const { id } = organization;
  const found = useResource(() => api.balance(id), [id]);
  useLook(found.again);
  const [turn, setTurn] = useState(0);
  const [act, setAct] = useState<Act>();
  const [reversing, setReversing] = useState<LedgerItem>();
  const path = [id, "payment"];

  useEffect(() => {
    const asked = new URLSearchParams(query);
    const wanted = asked.get("do");
    if (wanted === null) return;
    setAct(ACTS.find((one) => one === wanted));
    // A reload is to show the page, not the dialog again.
    asked.delete("do");
    replaceQuery(console, "customers", path, asked.toString());
  }, [query]);

  const moved = (balance?: BalanceMeant) => {
    setTurn((before) => before + 1);
    if (balance === undefined) found.again();
    else found.put(balance);
  };
  const account = readHistory(new URLSearchParams(query)).account;
  return (
    <Whole of={found.state} again={found.again} noun="the balance">
      {(balance) => (
        <>
          <Cards organization={organization} balance={balance} begin={setAct} moved={moved} />
          <Section title="Orders" lead="Packs of credits that the customer has ordered.">
            <Orders organization={id} timeZone={organization.timezone} as="seller" turn={turn} moved={moved} empty={<NoOrders />} />
          </Section>
          <Section title="History" lead="Each entry with the balance after it. Entries are never changed; what was wrong is reversed.">
            <History
              organization={id}
              name={organization.name}
              timeZone={organization.timezone}
              place={{ page: "customers", path }}
              query={query}
              turn={turn}
              act={(item, taken) =>
                isReversible(item) && !taken.has(item.id) ? (
                  <button type="button" class="btn quiet" onClick={() => setReversing(item)}>
                    Reverse<span class="unseen">: {kindWords(item, account)}</span>
                  </button>
                ) : null
              }
            />
          </Section>
          {act !== undefined && <Doing act={act} organization={organization} balance={balance} onClose={() => setAct(undefined)} moved={moved} />}
          {reversing !== undefined && <Reverse organization={organization} item={reversing} unit={account} onClose={() => setReversing(undefined)} moved={moved} />}
        </>
      )}
    </Whole>
  );
}

function Cards({ organization, balance, begin, moved }: { organization: Organization; balance: BalanceMeant; begin: (act: Act) => void; moved: (balance?: BalanceMeant) => void }) {
  const { pricing, wallet, credits: held } = balance;
  const button = (act: Act, words: string, look = "btn", disabled = false) => (
    <button type="button" class={look} disabled={disabled} onClick={() => begin(act)}>
      {words}
    </button>
  );
  return (
    <div class="bill">
      <WalletCard balance={balance}>
        <div class="acts">
          {pricing === "prepaid" ? (
            <>
              {button("add", "Add credit", "btn primary")}
              {button("withdraw", "Withdraw", "btn", wallet.available <= 0)}
            </>
          ) : (
            <>
              {button("clear-debt", "Clear the debt", "btn primary", wallet.posted >= 0)}
              {button("limit", "Credit limit")}
              {wallet.posted > 0 && button("withdraw", "Withdraw")}
            </>
          )}
        </div>
      </WalletCard>
      <CreditsCard balance={balance} timeZone={organization.timezone}>
        {balance.package === "operations" && <ThresholdForm key={held.threshold} organization={organization.id} balance={balance} done={moved} />}
        <div class="acts">
          {button("give-credits", "Give credits")}
          {button("take-credits", "Take credits", "btn", held.available <= 0)}
        </div>
      </CreditsCard>
      <PackageCard balance={balance}>
        <div class="acts">
          {button("fee", "Record a fee payment", held.state === "frozen" && balance.package === "operations" ? "btn primary" : "btn")}
          {button("package", "Change the package")}
        </div>
      </PackageCard>
    </div>
  );
}

function Doing({ act, ...props }: { act: Act; organization: Organization; balance: BalanceMeant; onClose: () => void; moved: (balance?: BalanceMeant) => void }) {
  switch (act) {
    case "add":
    case "withdraw":
    case "clear-debt":
      return <MoveMoney act={act} {...props} />;
    case "limit":
      return <SetLimit {...props} />;
    case "give-credits":
    case "take-credits":
      return <MoveCredits act={act} {...props} />;
    case "package":
      return <ChoosePackage {...props} />;
    case "fee":
      return <RecordFee {...props} />;
  }
}
