import { LinkPage } from "../src/account/link.tsx";
import type { ComponentChildren } from "preact";
import { dayPlus, todayIn } from "../src/billing/days.ts";
import type { DeskState } from "../src/desk.ts";
import type { Session } from "../src/session/session.ts";
import { galleryApi } from "./answers.ts";
import type { Scene } from "./fixtures.ts";

/** Scenes of money, credits and use; what stands in a name decides the world (purse.ts). */
export function moneyScenes(desk: DeskState, chatting: DeskState, marta: Session, rosa: Session): Readonly<Record<string, Scene>> {
  const as = (session: Session, hash: string, press?: string): Scene => ({ desk, hash, session, ...(press === undefined ? {} : { press }) });
  const agent: Session = { ...marta, member: { ...marta.member, role: "member", permissions: ["answer-chats"] } };
  const support: Session = { ...marta, support: { by: { id: "rosa", name: "Rosa Lind", organization: { id: "harbor", name: "Harbor Partners" } }, reason: "Asked by Marta to look at the bill", until: Date.now() + 900_000 } };
  const entitled = (session: Session): Scene => ({ desk: chatting, hash: "#/chats/amira", session });
  const pack = ".packs .btn";
  const go = "dialog .btn.primary";
  const sure = `${go} >> dialog .btn:is(.primary, .sure)`;
  const payment = (id: string, what = "") => `#/customers/${id}/payment${what === "" ? "" : `?do=${what}`}`;
  return {
    "entitled-calm": entitled(marta),
    "entitled-endless-platform": entitled(marta),
    "entitled-near-platform": entitled(marta),
    "entitled-used-up": entitled(agent),
    "entitled-low": entitled(marta),
    "entitled-gone": entitled(agent),
    "entitled-frozen": entitled(marta),
    "entitled-panel-low": { ...entitled(marta), press: ".entitled-btn" },
    "entitled-page-frozen": as(marta, "#/team"),
    billing: as(marta, "#/billing"),
    "billing-postpaid": as(marta, "#/billing"),
    "billing-low": as(marta, "#/billing"),
    "billing-frozen": as(marta, "#/billing"),
    "billing-platform": as(marta, "#/billing"),
    "billing-slow": as(marta, "#/billing"),
    "billing-failed": as(marta, "#/billing"),
    "billing-support": as(support, "#/billing"),
    "billing-buy": as(marta, "#/billing/buy"),
    "billing-buy-dialog": as(marta, "#/billing/buy", pack),
    "billing-buy-postpaid": as(marta, "#/billing/buy", pack),
    "billing-buy-zero": as(marta, "#/billing/buy", pack),
    "billing-buy-platform": as(marta, "#/billing/buy"),
    "billing-buy-no-price": as(marta, "#/billing/buy"),
    "billing-orders": as(marta, "#/billing/orders"),
    "billing-orders-none": as(marta, "#/billing/orders"),
    "billing-orders-pay": as(marta, "#/billing/orders", ".row-acts .btn"),
    "billing-history": as(marta, "#/billing/history"),
    "billing-history-credits": as(marta, "#/billing/history?account=credits"),
    "billing-history-postpaid": as(marta, "#/billing/history?range=all"),
    "billing-history-zero-year": as(marta, "#/billing/history?range=year"),
    "billing-history-many": as(marta, "#/billing/history?range=all"),
    "billing-history-one": as(marta, "#/billing/history?range=90d"),
    "billing-history-none": as(marta, "#/billing/history"),
    "billing-history-days": as(marta, "#/billing/history?from=2026-11-20&to=2026-11-10"),
    "purse-prepaid": as(rosa, payment("quiet")),
    "purse-postpaid": as(rosa, payment("demo")),
    "purse-yen-prepaid": as(rosa, payment("c2k3v92")),
    "purse-dinar-postpaid": as(rosa, payment("c11k3v911")),
    "purse-frozen": as(rosa, payment("quiet")),
    "purse-slow": as(rosa, payment("quiet")),
    "purse-add-prepaid": as(rosa, payment("quiet", "add")),
    "purse-withdraw-prepaid": as(rosa, payment("quiet", "withdraw")),
    "purse-debt-postpaid": as(rosa, payment("demo", "clear-debt")),
    "purse-limit-postpaid": as(rosa, payment("demo", "limit")),
    // The longest names and amounts there are: yen, dinars with three digits, and what the server says of a field.
    "purse-withdraw-prepaid-long-huge": as(rosa, payment("c2k3v92", "withdraw")),
    "purse-withdraw-prepaid-long-huge-sure": as(rosa, payment("c2k3v92", "withdraw"), go),
    "purse-withdraw-prepaid-long-faulty": as(rosa, payment("c11k3v911", "withdraw"), sure),
    "purse-withdraw-prepaid-unanswered": as(rosa, payment("quiet", "withdraw"), sure),
    "purse-withdraw-prepaid-replayed": as(rosa, payment("quiet", "withdraw"), sure),
    "purse-debt-postpaid-long-huge": as(rosa, payment("c11k3v911", "clear-debt")),
    "purse-debt-postpaid-long-huge-sure": as(rosa, payment("c11k3v911", "clear-debt"), go),
    "purse-debt-postpaid-long-faulty": as(rosa, payment("c2k3v92", "clear-debt"), sure),
    "purse-limit-postpaid-long-huge": as(rosa, payment("c11k3v911", "limit")),
    "purse-limit-postpaid-long-huge-sure": as(rosa, payment("c11k3v911", "limit"), go),
    "purse-limit-postpaid-long-faulty": as(rosa, payment("c2k3v92", "limit"), sure),
    "purse-add-prepaid-empty": as(rosa, payment("c11k3v911", "add"), go),
    "billing-buy-unanswered": as(marta, "#/billing/buy", `${pack} >> dialog [type=submit]`),
    "billing-buy-replayed": as(marta, "#/billing/buy", `${pack} >> dialog [type=submit]`),
    "purse-give": as(rosa, payment("quiet", "give-credits")),
    "purse-take": as(rosa, payment("quiet", "take-credits")),
    "purse-package": as(rosa, payment("quiet", "package")),
    "purse-fee": as(rosa, payment("quiet", "fee")),
    "purse-receive": as(rosa, payment("quiet"), ".row-acts .btn.primary"),
    "purse-reverse-prepaid": as(rosa, payment("quiet"), ".history .table .btn"),
    "purse-reverse-pack-prepaid": as(rosa, payment("quiet"), ".history .table tbody tr:nth-child(2) .btn"),
    "purse-none": as(rosa, payment("quiet")),
    "purse-use": as(rosa, "#/customers/quiet/use"),
    "use-days": as(agent, "#/use?range=30d"),
    "use-wait": as(agent, "#/use?measure=wait&range=90d"),
    "use-one-day": as(agent, `#/use?from=${todayIn(Date.now())}&to=${todayIn(Date.now())}`),
    "use-year": as(agent, `#/use?from=${dayPlus(todayIn(Date.now()), -365)}&to=${todayIn(Date.now())}`),
    "use-talk-year": as(agent, `#/use?measure=talk&from=${dayPlus(todayIn(Date.now()), -365)}&to=${todayIn(Date.now())}`),
    "use-messages": as(agent, "#/use?measure=messages&range=90d"),
    "use-rooms": as(agent, "#/use?by=room"),
    "use-agents": as(agent, "#/use?by=agent&measure=talk"),
    "use-agents-chats": as(agent, "#/use?by=agent&range=90d"),
    "use-none": as(agent, "#/use"),
    "use-slow": as(agent, "#/use"),
    "use-failed": as(agent, "#/use"),
  };
}

const nothing = () => undefined;
const renew = (scene: string, within?: Session) => <LinkPage api={galleryApi(scene)} link={{ at: "renewal", token: "l.renewal.example" }} within={within} onSignedIn={nothing} onAway={nothing} />;

/** The renewal page, which needs no sign-in. */
export function renewalDoors(marta: Session): Readonly<Record<string, () => ComponentChildren>> {
  return {
    renew: () => renew("renew"),
    "renew-gone": () => renew("renew-gone"),
    "renew-frozen": () => renew("renew-frozen", marta),
    "renew-used": () => renew("used-renew"),
    "renew-no-price": () => renew("renew-no-price"),
    "renew-failed": () => renew("renew-failed"),
  };
}
