import type { Organization } from "../api/shapes.ts";
import { fullTime } from "../format/time.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Section } from "../ui/page.tsx";
import { countryName, currencyName } from "./countries.ts";
import { balanceSentence, money } from "./money.ts";
import { monthName } from "./month.ts";
import { planName, pricingName } from "./plans.ts";

/** What a reseller wants to know of a customer without going in. */
export function Overview({ organization }: { organization: Organization }) {
  const { use, balance, owner, billing, terms } = organization;
  const answered = use.chats === 0 ? undefined : Math.round((use.answered / use.chats) * 100);
  const to = (section: string, path: readonly string[] = []) => hashOf(pageRoute("customers", [organization.id, section, ...path]));
  return (
    <>
      <ul class="figures" aria-label="In short">
        <Figure name={`Chats in ${monthName(use.month)}`} value={use.chats.toLocaleString("en")} note={use.chats === 0 ? "None yet" : `${use.answered.toLocaleString("en")} answered (${answered} %)`} />
        <Figure name="Missed" value={use.missed.toLocaleString("en")} note={use.missed === 0 ? "Nobody waited in vain" : "Visitors who were not answered"} />
        <Figure name="Balance" value={money(balance.minor, balance.currency)} note={pricingName(organization.pricing)} />
        <Figure name="Plan" value={planName(organization.plan)} note={organization.plan === "free" ? "Only the room GENERAL rings" : "All rooms ring"} />
      </ul>
      <Section title="The organization">
        <dl class="facts">
          <dt>Owner</dt>
          <dd>{owner === undefined ? <span class="soft">Nobody yet. Invite an administrator under Members.</span> : <a href={to("members", [owner.id])}>{owner.name}</a>}</dd>
          <dt>Balance</dt>
          <dd>
            {money(balance.minor, balance.currency)}. <span class="soft">{balanceSentence(balance.minor, balance.currency, organization.pricing)}</span>
          </dd>
          <dt>Country</dt>
          <dd>{countryName(organization.country)}</dd>
          <dt>Currency</dt>
          <dd>{currencyName(organization.currency)}</dd>
          <dt>Time zone</dt>
          <dd>{organization.timezone.replaceAll("_", " ")}</dd>
          <dt>Billed as</dt>
          <dd>
            {billing.name}
            {billing.follows && <span class="soft small"> (follows the organization’s name)</span>}
          </dd>
          <dt>Terms of use</dt>
          <dd>{terms === undefined ? <span class="soft">Not yet accepted</span> : `Version ${terms.version}, accepted on ${fullTime(terms.at)}`}</dd>
          <dt>Made</dt>
          <dd>{fullTime(organization.createdAt)}</dd>
        </dl>
      </Section>
    </>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <li class="figure card">
      <span class="soft small">{name}</span>
      <b class="num">{value}</b>
      <span class="soft small">{note}</span>
    </li>
  );
}
