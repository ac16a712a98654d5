// The shop's pages as text: real, separate pages, so that a chat has to live through navigation.
import { HERO, ICONS, MARK, tin, tint } from "./drawings.mjs";
import { price, TEAS } from "./teas.mjs";

function page({ title, description, body, tag = "" }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
<script type="module" src="/shop.js"></script>
</head>
<body${tag}>
<a class="skip" href="#main">To the content</a>
<header class="top">
<a class="brand" href="/index.html">${MARK}<span>Northwind Tea</span></a>
<nav aria-label="Shop"><a href="/index.html#teas">Teas</a><a href="/index.html#brewing">Brewing</a><a class="basket" href="/cart.html">${ICONS.basket}<span>Basket</span><span class="count" data-count hidden></span></a></nav>
</header>
<main id="main">
${body}
</main>
<footer class="end">
<div><a class="brand" href="/index.html">${MARK}<span>Northwind Tea</span></a><p>Rua das Flores 118, Porto. A demonstration shop: nothing here can be bought, but everything can be asked.</p></div>
<div class="dev"><p>For developers: the chat on this page is one line.</p><pre><code data-snippet>&lt;script src="…/widget.js" data-site="demo" async&gt;&lt;/script&gt;</code></pre></div>
</footer>
</body>
</html>
`;
}

function card(tea) {
  return `<li class="card"><a href="/tea/${tea.id}.html"><span class="stage ${tea.motif}">${tin(tea)}</span><span class="kind">${tea.kind} · ${tea.from}</span><strong>${tea.name}</strong><span class="line">${tea.line}</span><span class="price">${price(tea.cents)}</span></a></li>`;
}

function brew(tea) {
  const { degrees, minutes, grams } = tea.brew;
  return `<dl class="brew"><div>${ICONS.heat}<dt>Water</dt><dd>${degrees}&nbsp;°C</dd></div><div>${ICONS.time}<dt>Time</dt><dd>${minutes} min</dd></div><div>${ICONS.weight}<dt>Leaf per pot</dt><dd>${grams} g</dd></div><div>${ICONS.cup}<dt>Caffeine</dt><dd>${tea.caffeine}</dd></div></dl>`;
}

export function home() {
  return page({
    title: "Northwind Tea",
    description: "Six teas from small gardens, packed in Porto.",
    body: `<section class="hero"><div><h1>Six teas, chosen by people who drink them.</h1><p>We buy from gardens that we have walked through, in years when we like what they made. Each tin says who picked it, and when.</p><p class="acts"><a class="go" href="#teas">See the teas</a><button class="ask" type="button" data-ask>Ask us which one</button></p></div>${HERO}</section>
<section id="teas" class="teas"><h2>This season</h2><ul class="grid">${TEAS.map(card).join("\n")}</ul></section>
<section id="brewing" class="how"><h2>Good tea is three numbers</h2><ol><li>${ICONS.heat}<h3>How hot</h3><p>Green and white teas go bitter in boiling water. Let it stand five minutes: that is 80&nbsp;°C.</p></li><li>${ICONS.time}<h3>How long</h3><p>Taste after two minutes, and then every thirty seconds. Stop when you like it.</p></li><li>${ICONS.weight}<h3>How much</h3><p>A heaped teaspoon for black tea, two for white: buds are light. A kitchen scale ends the debate.</p></li></ol></section>
<section class="people"><h2>Two people answer</h2><p>Marta buys the tea and Priya sends it. When you write, it rings at both, and whoever is free first picks up. No robots, no ticket numbers.</p><button class="go" type="button" data-ask>Ring the bell</button></section>`,
  });
}

export function product(tea) {
  const others = TEAS.filter((one) => one !== tea).slice(0, 3);
  return page({
    title: `${tea.name}, ${tea.kind.toLowerCase()} · Northwind Tea`,
    description: tea.line,
    tag: ` data-tea="${tea.id}"`,
    body: `<nav class="crumbs" aria-label="You are here"><a href="/index.html">Shop</a> / <span aria-current="page">${tea.name}</span></nav>
<article class="product"><div class="stage big ${tea.motif}">${tin(tea)}</div><div><p class="kind">${tea.kind} · ${tea.from}</p><h1>${tea.name}</h1><p class="lead">${tea.line}.</p><p>${tea.text}</p><ul class="notes" aria-label="Tastes of">${tea.notes.map((note) => `<li>${note}</li>`).join("")}</ul>${brew(tea)}<form class="buy" data-buy="${tea.id}"><p class="price">${price(tea.cents)} <small>for ${tea.grams} g</small></p><label for="count">Tins</label><select id="count" name="count"><option>1</option><option>2</option><option>3</option><option>4</option></select><button class="go">Put into the basket</button><p class="said" role="status"></p></form><p class="doubt">Not sure? <button class="ask" type="button" data-ask>Ask about this tea</button></p></div></article>
<section class="teas"><h2>Others like</h2><ul class="grid">${others.map(card).join("\n")}</ul></section>`,
  });
}

export function cart() {
  return page({
    title: "Basket · Northwind Tea",
    description: "What you chose.",
    body: `<section class="cart"><h1>Basket</h1><div data-cart><p>Nothing yet. <a href="/index.html#teas">See the teas</a></p></div><div class="till" data-till hidden><p class="sum"><span>Together</span><strong data-sum></strong></p><p class="soft">This is a demonstration, so the till is closed. Questions about shipping are real enough:</p><p class="acts"><button class="go" type="button" data-ask>Ask about shipping</button></p></div></section>`,
  });
}

/** What the basket needs to know of each tea, and its drawing. */
export function catalogue() {
  return JSON.stringify(TEAS.map(({ id, name, kind, cents, motif }) => ({ id, name, kind, cents, tint: tint(motif) })));
}

export const ICON = MARK.replace('class="mark"', 'xmlns="http://www.w3.org/2000/svg" color="#2f6f57"').replace(' aria-hidden="true"', "");
export { TEAS };
