import { useState } from "preact/hooks";
import { DoorPage } from "../account/door.tsx";
import { Used } from "../account/link.tsx";
import type { AccountApi } from "../api/api.ts";
import { problemWords } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import type { CreditOrder, CreditPack, RenewalSeen } from "../api/shapes.ts";
import { HOME, pageRoute, type Route } from "../route.ts";
import { may, type Session } from "../session/session.ts";
import { Busy, FormNotice, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { PackCards } from "./buy.tsx";
import { longDay } from "./days.ts";
import { credits, money } from "./money.ts";
import { moneyRefusal } from "./words.ts";

interface Props {
  readonly api: AccountApi;
  readonly token: string;
  readonly within: Session | undefined;
  readonly onAway: (to: Route) => void;
}

/** `#/renewal/{token}`: what the mail about few credits leads to, signed in or not. A link orders; it never spends the balance. */
export function Renew({ api, token, within, onAway }: Props) {
  const seen = useResource(() => api.lookUpRenewal(token), [token]);
  const [order, setOrder] = useState<CreditOrder>();
  const { state } = seen;
  if (state.kind === "loading") {
    return (
      <DoorPage title="One moment">
        <p class="soft under" role="status">
          Looking at the credits…
        </p>
      </DoorPage>
    );
  }
  if (state.kind === "failed") {
    const { problem } = state;
    if (problem.status === 410) return <Used at="renewal" onAway={onAway} />;
    return (
      <DoorPage title="Renew the credits">
        <div class="card-like centre">
          <Icon name={problem.slug === "no-price" ? "coin" : "plug"} class="big" />
          <h1>{problem.slug === "no-price" ? "There is no price yet" : "Not now"}</h1>
          <p role="status">{problem.slug === "no-price" ? `${problem.detail} Ask whoever manages your account.` : problemWords(problem)}</p>
          {problem.slug !== "no-price" && (
            <button type="button" class="btn primary" onClick={seen.again}>
              Try again
            </button>
          )}
        </div>
      </DoorPage>
    );
  }
  const { value } = state;
  return order === undefined ? <Choose api={api} token={token} seen={value} within={within} onAway={onAway} onOrdered={setOrder} /> : <Ordered order={order} within={within} onAway={onAway} />;
}

/** Whoever is signed in there and may buy has the balance too. */
function buysThere(within: Session | undefined, seen: RenewalSeen): boolean {
  return within !== undefined && within.support === undefined && within.organization.name === seen.organization.name && may(within, "manage-billing");
}

function Choose({ api, token, seen, within, onAway, onOrdered }: Props & { seen: RenewalSeen; onOrdered: (order: CreditOrder) => void }) {
  const [pack, setPack] = useState<CreditPack>();
  const form = useForm({
    read: () => (pack === undefined ? { faults: {} } : { body: pack.id }),
    send: (body) => api.renew(token, body),
    words: moneyRefusal,
    done: onOrdered,
  });
  const there = buysThere(within, seen);
  return (
    <DoorPage
      title="Renew the credits"
      wide
      foot={
        there ? (
          <p>
            You are signed in:{" "}
            <button type="button" class="link" onClick={() => onAway(pageRoute("billing", ["buy"]))}>
              buy in the console
            </button>
            , where the balance can pay at once.
          </p>
        ) : (
          <p>No sign-in is needed to order. The instructions are mailed to the administrators too.</p>
        )
      }
    >
      <form class="card-like" onSubmit={form.submit} noValidate aria-labelledby="door-title">
        <h1 id="door-title">Interaction credits for {seen.organization.name}</h1>
        <p>{leftWords(seen)}</p>
        <FormNotice form={form} />
        {pack === undefined ? (
          <PackCards packs={seen.packs} choose={setPack} />
        ) : (
          <>
            <div class="once-more" role="status">
              <p>
                Order <b>{credits(pack.credits)}</b> for <b class="num">{money(pack.minor, pack.currency)}</b>?
              </p>
              <p class="soft small">You are told how to pay. The credits are there as soon as the payment has arrived.</p>
            </div>
            <div class="acts">
              <Busy busy={form.busy} words="Ordering…">
                Order by invoice
              </Busy>
              <button type="button" class="btn" onClick={() => setPack(undefined)}>
                Another pack
              </button>
            </div>
          </>
        )}
      </form>
    </DoorPage>
  );
}

export function leftWords({ organization, credits: held }: RenewalSeen): string {
  const many = `${credits(held.available)} ${held.available === 1 ? "is" : "are"} left`;
  switch (held.state) {
    case "gone":
      return "None is left: operators do not ring now; your own agents still do. With new credits they ring again.";
    case "frozen":
      return `They are frozen: the monthly fee ${held.usableUntil === undefined ? "is not paid" : `was paid until ${longDay(held.usableUntil, organization.timezone)}`}. ${many} and kept; what you order now is kept as well.`;
    case "low":
      return `${many}. At none, operators ring no more; your own agents still do.`;
    case "ok":
      return `${many}. One is used for each chat that an operator answers.`;
  }
}

function Ordered({ order, within, onAway }: { order: CreditOrder; within: Session | undefined; onAway: (to: Route) => void }) {
  return (
    <DoorPage title="Ordered" wide>
      <div class="card-like">
        <h1>
          <Icon name="tick" class="s good" /> {credits(order.credits)} are ordered
        </h1>
        <p class="amount">
          <b class="num">{money(order.minor, order.currency)}</b>
        </p>
        <p class="code" role="status">
          {order.instructions ?? "The instructions come by mail."}
        </p>
        <p class="soft small">This is mailed to the administrators too. The credits are there as soon as the payment has arrived, and never expire.</p>
        <div class="acts">
          <button type="button" class="btn primary" onClick={() => onAway(within === undefined ? { at: "signin" } : may(within, "manage-billing") ? pageRoute("billing", ["orders"]) : HOME)}>
            {within === undefined ? "Sign in" : "To the console"}
          </button>
        </div>
      </div>
    </DoorPage>
  );
}
