import { useState } from "preact/hooks";
import { asProblem } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import type { AccountApi } from "../api/api.ts";
import type { BalanceMeant, CreditOrder, CreditPack, PayBy } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { attempts, isInDoubt } from "../customers/payment/attempts.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Choice, FormNotice, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { credits, money } from "./money.ts";
import { Instructions } from "./orders.tsx";
import { againWords, moneyRefusal, OPEN_WORDS, spendable } from "./words.ts";

/** The packs as cards, and the purchase: by balance at once, or by invoice. */
export function Buy({ organization, timeZone, balance, moved }: { organization: string; timeZone: string; balance: BalanceMeant; moved: () => void }) {
  const { api } = useConsole();
  const packs = useResource(() => api.packs(organization), [organization]);
  const [chosen, setChosen] = useState<CreditPack>();
  if (packs.state.kind === "failed" && packs.state.problem.slug === "no-price") return <NoPrice detail={packs.state.problem.detail} currency={balance.currency} />;
  return (
    <>
      {balance.package === "platform" && (
        <p class="notice calm">
          Your package is Platform: your own agents answer, and no credits are used. They are kept for the Operations package; whoever manages your account can choose it for you.
        </p>
      )}
      {balance.credits.state === "frozen" && balance.package === "operations" && (
        <p class="notice">The credits are frozen until the monthly fee is paid. What you buy now is kept, and can be used from then on.</p>
      )}
      <Whole of={packs.state} again={packs.again} noun="the packs">
        {({ items }) => <PackCards packs={items} choose={setChosen} />}
      </Whole>
      <p class="soft small">One credit for each chat that an operator answers. Credits never expire.</p>
      {chosen !== undefined && <Purchase organization={organization} timeZone={timeZone} pack={chosen} balance={balance} onClose={() => setChosen(undefined)} moved={moved} />}
    </>
  );
}

function NoPrice({ detail, currency }: { detail: string; currency: string }) {
  return (
    <div class="empty">
      <Icon name="coin" class="big" />
      <h2>There is no price in {currency} yet</h2>
      <p class="soft">{detail} Ask whoever manages your account: they can give credits by hand.</p>
    </div>
  );
}

/** The cards that a pack is chosen from, here and behind a renewal link. */
export function PackCards({ packs, choose, act = "Choose" }: { packs: readonly CreditPack[]; choose: (pack: CreditPack) => void; act?: string }) {
  return (
    <ul class="packs" aria-label="Packs">
      {packs.map((pack) => (
        <li key={pack.id} class="card pack">
          <p class="amount">
            <b class="num">{pack.credits.toLocaleString("en")}</b> <span class="soft">{pack.credits === 1 ? "credit" : "credits"}</span>
          </p>
          <p class="price num">{money(pack.minor, pack.currency)}</p>
          <p class="soft small num">{money(Math.round(pack.minor / Math.max(1, pack.credits)), pack.currency)} a chat</p>
          <button type="button" class="btn primary" onClick={() => choose(pack)}>
            {act}
            <span class="unseen">
              {" "}
              {credits(pack.credits)} for {money(pack.minor, pack.currency)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface PurchaseProps {
  readonly organization: string;
  readonly timeZone: string;
  readonly pack: CreditPack;
  readonly balance: BalanceMeant;
  readonly onClose: () => void;
  /** Something was bought, or may have been. */
  readonly moved: () => void;
}

const OTHER_WAY = "The earlier try, paid the other way, was done after all. Nothing more was bought: look at the orders before you buy once more.";

/**
 * One purchase of a pack, however it is paid: who tries the other way after silence may not buy twice. The server
 * refuses another way under the same key once the first was done.
 */
export async function order(api: Pick<AccountApi, "order">, organization: string, wanted: { readonly pack: string; readonly pay: PayBy }): Promise<CreditOrder> {
  return attempts.send(organization, "order", { pack: wanted.pack }, (key) => api.order(organization, wanted, key));
}

function Purchase({ organization, timeZone, pack, balance, onClose, moved }: PurchaseProps) {
  const { api } = useConsole();
  const enough = spendable(balance.wallet) >= pack.minor;
  const [pay, setPay] = useState<PayBy>(enough ? "balance" : "invoice");
  const [ordered, setOrdered] = useState<CreditOrder>();
  const form = useForm({
    read: () => ({ body: { pack: pack.id, pay } }),
    send: async (body) => {
      try {
        return await order(api, organization, body);
      } catch (error) {
        if (isInDoubt(asProblem(error))) moved();
        throw error;
      }
    },
    words: (problem) => (problem.slug === "idempotency-key-reused" ? OTHER_WAY : moneyRefusal(problem)),
    done: (answer) => {
      setOrdered(answer);
      moved();
    },
  });
  if (ordered !== undefined) return <Ordered order={ordered} timeZone={timeZone} onClose={onClose} />;
  const there = money(spendable(balance.wallet), balance.currency);
  return (
    <Dialog title={`Buy ${credits(pack.credits)} for ${money(pack.minor, pack.currency)}`} onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        {form.wrong === undefined && attempts.isOpen(organization, "order", { pack: pack.id }) && <p class="notice calm">{OPEN_WORDS}</p>}
        <Choice<PayBy>
          legend="How to pay"
          value={pay}
          options={[
            {
              value: "balance",
              name: balance.pricing === "postpaid" ? "On the account" : "From the balance",
              disabled: !enough,
              hint: enough
                ? `${there} can be used; ${money(spendable(balance.wallet) - pack.minor, balance.currency)} will be left. The credits are there at once.`
                : `Only ${there} can be used.`,
            },
            { value: "invoice", name: "By invoice", hint: "You are told how to pay. The credits are there as soon as the payment has arrived." },
          ]}
          onChange={setPay}
        />
        <p class="soft small">Paying by card comes later.</p>
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words={pay === "balance" ? "Buying…" : "Ordering…"}>
            {pay === "balance" ? `Pay ${money(pack.minor, pack.currency)}` : "Order by invoice"}
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}

function Ordered({ order, timeZone, onClose }: { order: CreditOrder; timeZone: string; onClose: () => void }) {
  const received = order.state === "received";
  const again = order.replayed === true ? againWords(order.createdAt, timeZone, received ? "bought" : "ordered") : undefined;
  return (
    <Dialog key="ordered" title={received ? `${credits(order.credits)} are there` : "Ordered"} onClose={onClose}>
      {again !== undefined && (
        <p class="notice calm apart" role="status">
          {again}
        </p>
      )}
      {received ? (
        <p role="status">
          <Icon name="tick" class="s good" /> {money(order.minor, order.currency)} was paid. Operators can answer {credits(order.credits).replace("credit", "chat")} more.
        </p>
      ) : (
        <Instructions order={order} />
      )}
      <div class="acts end">
        {!received && (
          <a class="btn" href={hashOf(pageRoute("billing", ["orders"]))} onClick={onClose}>
            See the orders
          </a>
        )}
        <button type="button" class="btn primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
