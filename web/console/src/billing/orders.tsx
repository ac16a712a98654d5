import { useState } from "preact/hooks";
import { asProblem } from "../api/problem.ts";
import { usePages } from "../api/resource.ts";
import type { CreditOrder, ReceivedBy } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { attempts, isInDoubt } from "../customers/payment/attempts.ts";
import { Copyable } from "../portal/copy.tsx";
import { State } from "../portal/pills.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, FormNotice, SelectField, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Listing, Table } from "../ui/listing.tsx";
import { shortTime } from "./days.ts";
import { isFirst, useLook } from "./look.ts";
import { credits, money } from "./money.ts";
import { moneyRefusal, receiptWords, STATE_WORDS } from "./words.ts";

interface Props {
  readonly organization: string;
  readonly timeZone?: string | undefined;
  /** `buyer` may cancel; `seller` also marks as received; `reader` looks. */
  readonly as: "buyer" | "seller" | "reader";
  readonly turn?: number;
  readonly empty: preact.ComponentChildren;
  /** An order was received or cancelled: the balance is another. */
  readonly moved: () => void;
}

const PAGE = 25;

/** The packs that were ordered, newest first, each with its state and how to pay it. */
export function Orders({ organization, timeZone, as, turn = 0, empty, moved }: Props) {
  const { api, toasts } = useConsole();
  const [shown, setShown] = useState<CreditOrder>();
  const [receiving, setReceiving] = useState<CreditOrder>();
  const [cancelling, setCancelling] = useState<CreditOrder>();
  const pages = usePages<CreditOrder>((cursor) => api.orders(organization, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }), [organization, turn]);
  useLook(() => isFirst(pages.state, PAGE) && pages.again());
  return (
    <>
      <Listing pages={pages} noun="the orders" empty={empty}>
        {(items) => (
          <Table
            caption="Orders of credits"
            rows={items}
            columns={[
              { name: "Order", cell: (order) => <b>{credits(order.credits)}</b> },
              { name: "Ordered", cell: (order) => <span class="num">{shortTime(order.createdAt, timeZone)}</span> },
              { name: "Price", number: true, cell: (order) => money(order.minor, order.currency) },
              { name: "State", cell: (order) => <OrderState order={order} /> },
              { name: "Act", quiet: true, cell: (order) => <Acts order={order} as={as} show={setShown} receive={setReceiving} cancel={setCancelling} /> },
            ]}
          />
        )}
      </Listing>
      {shown !== undefined && (
        <Dialog title={`How to pay for ${credits(shown.credits)}`} onClose={() => setShown(undefined)}>
          <Instructions order={shown} />
        </Dialog>
      )}
      {receiving !== undefined && (
        <Receive
          organization={organization}
          order={receiving}
          onClose={() => setReceiving(undefined)}
          onDone={(order) => {
            pages.replace(order);
            moved();
          }}
          doubt={moved}
        />
      )}
      {cancelling !== undefined && (
        <Confirm
          title={`Cancel the order of ${credits(cancelling.credits)}?`}
          act="Cancel the order"
          busyWords="Cancelling…"
          onClose={() => setCancelling(undefined)}
          words={moneyRefusal}
          onConfirm={async () => {
            await api.cancelOrder(organization, cancelling.id);
            const { instructions: _, ...rest } = cancelling;
            pages.replace({ ...rest, state: "cancelled" });
            toasts.say("The order is cancelled.");
            moved();
          }}
        >
          <p>Nothing was paid for it. A payment that is already on its way should be told to whoever receives it.</p>
        </Confirm>
      )}
    </>
  );
}

function OrderState({ order }: { order: CreditOrder }) {
  const receipt = receiptWords(order);
  return (
    <>
      <State tone={order.state === "received" ? "good" : order.state === "awaiting-payment" ? "wait" : "off"} word={STATE_WORDS[order.state]} />
      {receipt !== undefined && <span class="soft small block">{receipt}</span>}
    </>
  );
}

interface ActsProps {
  readonly order: CreditOrder;
  readonly as: Props["as"];
  readonly show: (order: CreditOrder) => void;
  readonly receive: (order: CreditOrder) => void;
  readonly cancel: (order: CreditOrder) => void;
}

function Acts({ order, as, show, receive, cancel }: ActsProps) {
  if (order.state !== "awaiting-payment") return null;
  const of = (
    <span class="unseen">
      : {credits(order.credits)}, {money(order.minor, order.currency)}
    </span>
  );
  return (
    <span class="row-acts">
      {order.instructions !== undefined && as !== "seller" && (
        <button type="button" class="btn" onClick={() => show(order)}>
          How to pay{of}
        </button>
      )}
      {as === "seller" && (
        <button type="button" class="btn primary" onClick={() => receive(order)}>
          Mark as received{of}
        </button>
      )}
      {as !== "reader" && (
        <button type="button" class="btn quiet" onClick={() => cancel(order)}>
          Cancel{of}
        </button>
      )}
    </span>
  );
}

/** What to pay, to whom, and under which reference. */
export function Instructions({ order }: { order: CreditOrder }) {
  return (
    <div class="stack">
      <p class="amount">
        <b class="num">{money(order.minor, order.currency)}</b> <span class="soft">for {credits(order.credits)}</span>
      </p>
      {order.instructions === undefined ? (
        <p>Whoever manages your account tells you how to pay.</p>
      ) : (
        <Copyable text={order.instructions} what="How to pay" />
      )}
      <p class="soft small">The credits come as soon as the payment is marked as received. They never expire.</p>
    </div>
  );
}

const METHODS: readonly (readonly [ReceivedBy, string])[] = [
  ["wire", "Wire transfer"],
  ["check", "Check"],
  ["cash", "Cash"],
  ["other", "Another way"],
];

/** The seller has the money: one posting, and the credits are there. */
function Receive({ organization, order, onClose, onDone, doubt }: { organization: string; order: CreditOrder; onClose: () => void; onDone: (order: CreditOrder) => void; doubt: () => void }) {
  const { api, toasts } = useConsole();
  const [method, setMethod] = useState<ReceivedBy>("wire");
  const [reference, setReference] = useState("");
  const form = useForm({
    read: () => (reference.trim() === "" ? { faults: { "/reference": "Write what the payment is called where it was made, such as the number of the transfer." } } : { body: { method, reference: reference.trim() } }),
    send: async (body) => {
      try {
        return await attempts.send(organization, `receipt ${order.id}`, body, (key) => api.receive(organization, order.id, body, key));
      } catch (error) {
        // Somebody else may have received it meanwhile, or the answer got lost.
        if (isInDoubt(asProblem(error)) || asProblem(error).slug === "state") doubt();
        throw error;
      }
    },
    words: moneyRefusal,
    done: (answer) => {
      toasts.say(`${credits(answer.credits)} are there.`);
      onDone(answer);
      onClose();
    },
  });
  return (
    <Dialog title={`${money(order.minor, order.currency)} received?`} onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <p>
          The payment for {credits(order.credits)} has arrived. They are there at once, and both notices of few credits are armed again. A mistake is taken back in the history: reverse the pack there.
        </p>
        <SelectField label="Paid by" value={method} options={METHODS} error={form.fault("/method")} onChange={(one) => setMethod(one as ReceivedBy)} />
        <TextField label="Reference" hint="Stands in the history." value={reference} maxLength={100} autocomplete="off" error={form.fault("/reference")} onInput={setReference} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Posting…">
            Mark as received
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}

export function NoOrders({ act }: { act?: preact.ComponentChildren }) {
  return (
    <>
      <Icon name="card" class="big" />
      <h2>No pack was ordered yet</h2>
      <p class="soft">Each order stands here with its state and how to pay it.</p>
      {act}
    </>
  );
}
