// The shop's drawings. Everything is drawn here; nothing is fetched from elsewhere.

const MOTIFS = {
  hills: {
    tin: "#2f6f57", lid: "#25594a", paper: "#f3ecd8", ink: "#1f4a3b",
    art: `<circle cx="152" cy="36" r="15" fill="#e9a13b"/><path d="M0 74q40-34 84-10t106-22v78H0z" fill="#a9c98f"/><path d="M0 96q52-36 98-8t92-20v52H0z" fill="#6fa673"/><path d="M0 112q60-22 110-4t80-14v26H0z" fill="#2f6f57"/><g fill="none" stroke="#f3ecd8" stroke-opacity=".55" stroke-width="1.500"><path d="M14 98q44-24 84 0"/><path d="M22 106q38-19 74 0"/><path d="M118 104q36-6 64-16"/><path d="M118 112q36-6 66-16"/></g>`,
  },
  harbour: {
    tin: "#2c3e55", lid: "#213145", paper: "#efe4d2", ink: "#22324a",
    art: `<path d="M128 18c-8 8 8 14 0 24s6 14 0 22" fill="none" stroke="#8d97a5" stroke-width="4" stroke-linecap="round"/><path d="M86 22v58h-40z" fill="#d3573d"/><path d="M92 34v46h34z" fill="#e9b178"/><path d="M38 86h100l-14 18H54z" fill="#22324a"/><g fill="none" stroke="#5d7ea3" stroke-width="4" stroke-linecap="round"><path d="M8 108q12-8 24 0t24 0 24 0 24 0 24 0 24 0 24 0"/><path d="M20 118q12-8 24 0t24 0 24 0 24 0 24 0 24 0"/></g>`,
  },
  mountain: {
    tin: "#b56a1e", lid: "#955415", paper: "#f7ead2", ink: "#5c340b",
    art: `<circle cx="96" cy="46" r="30" fill="#f2c063"/><path d="M0 120l58-78 24 30 22-26 86 74z" fill="#a45c1f"/><path d="M58 42l-19 26 12-4 8 8 9-9 7 2z" fill="#f7ead2"/><g fill="#f7ead2" opacity=".85"><rect x="-6" y="84" width="92" height="9" rx="4.500"/><rect x="62" y="98" width="104" height="9" rx="4.500"/><rect x="110" y="76" width="90" height="8" rx="4"/></g>`,
  },
  frost: {
    tin: "#7f97a8", lid: "#677f91", paper: "#f6f7f4", ink: "#3b5160",
    art: `<g fill="none" stroke="#5d7687" stroke-width="3" stroke-linecap="round"><path d="M30 120C60 84 104 58 160 22"/><path d="M76 82c-2-16-10-26-22-32M108 58c0-14-6-22-14-30M92 70c14 2 26 0 38-8M122 48c12 2 20 0 30-6"/></g><g fill="#c9d8cf" stroke="#5d7687" stroke-width="2"><path d="M54 50c-10-4-16-12-16-22 12 2 18 10 16 22z"/><path d="M94 28c-8-6-10-14-8-24 10 6 14 14 8 24z"/><path d="M130 62c8-8 18-8 26-4-6 10-16 12-26 4z"/><path d="M160 22c2-10 8-14 18-16 0 10-6 16-18 16z"/></g><g stroke="#9fb3c0" stroke-width="2" stroke-linecap="round"><path d="M34 78v14M27 85h14M29 80l10 10M39 80l-10 10M142 88v12M136 94h12M138 90l8 8M146 90l-8 8"/></g>`,
  },
  karoo: {
    tin: "#a63f2b", lid: "#862f1f", paper: "#fbe8cf", ink: "#6d2213",
    art: `<g stroke="#e9a13b" stroke-width="4" stroke-linecap="round"><path d="M95 12V2M61 22l-6-9M129 22l6-9M42 50l-11-3M148 50l11-3"/></g><circle cx="95" cy="58" r="34" fill="#e9a13b"/><path d="M0 78h52l14-16h44l10 16h70v42H0z" fill="#c8663c"/><path d="M0 98q50-12 94 0t96-4v26H0z" fill="#8c3522"/><g stroke="#fbe8cf" stroke-opacity=".7" stroke-width="2" stroke-linecap="round"><path d="M30 112v-14M30 104l-6-6M30 104l6-6M150 114v-16M150 106l-7-7M150 106l7-7"/></g>`,
  },
  mint: {
    tin: "#4f8a4a", lid: "#3e703a", paper: "#eff4e2", ink: "#2c5329",
    art: `<path d="M95 120V26" stroke="#2c5329" stroke-width="4" stroke-linecap="round"/><g fill="#7fb56f" stroke="#2c5329" stroke-width="2.500" stroke-linejoin="round"><path d="M95 96c-30 4-50-8-58-30 28-4 50 6 58 30z"/><path d="M95 96c30 4 50-8 58-30-28-4-50 6-58 30z"/><path d="M95 62c-24 2-38-8-44-26 22-2 38 6 44 26z"/><path d="M95 62c24 2 38-8 44-26-22-2-38 6-44 26z"/><path d="M95 34c-10-8-12-18-8-30 4 4 6 6 8 10 2-4 4-6 8-10 4 12 2 22-8 30z"/></g><g fill="none" stroke="#eff4e2" stroke-width="1.800" stroke-linecap="round"><path d="M88 90c-14-12-26-18-40-20M102 90c14-12 26-18 40-20M89 56c-10-9-18-13-28-16M101 56c10-9 18-13 28-16"/></g>`,
  },
};

export const tint = (motif) => MOTIFS[motif].tin;

/** A tin with its label. `id` keeps the clip of each drawing apart. */
export function tin({ id, name, kind, motif }) {
  const m = MOTIFS[motif];
  return `<svg class="tin" viewBox="0 0 240 300" role="img" aria-label="A tin of ${name}">
<defs><clipPath id="l-${id}"><rect x="25" y="96" width="190" height="120"/></clipPath></defs>
<ellipse class="shade" cx="120" cy="278" rx="98" ry="14"/>
<path d="M22 52h196v214c0 8-44 14-98 14s-98-6-98-14z" fill="${m.tin}"/>
<path d="M22 52h40v226c-24-3-40-7-40-12z" fill="#fff" opacity=".08"/><path d="M186 52h32v214c0 5-12 9-32 11z" fill="#000" opacity=".14"/>
<path d="M16 34h208v26c0 8-46 14-104 14S16 68 16 60z" fill="${m.lid}"/><ellipse cx="120" cy="34" rx="104" ry="15" fill="${m.tin}"/><ellipse cx="120" cy="33" rx="88" ry="11" fill="#fff" opacity=".1"/>
<rect x="22" y="90" width="196" height="160" fill="${m.paper}"/>
<g clip-path="url(#l-${id})"><g transform="translate(25 96)">${m.art}</g></g>
<path d="M22 216h196" stroke="${m.ink}" stroke-opacity=".35"/>
<text x="120" y="233" text-anchor="middle" font-family="Georgia, serif" font-size="14" font-weight="700" fill="${m.ink}">${name}</text>
<text x="120" y="245" text-anchor="middle" font-family="Georgia, serif" font-size="8.500" letter-spacing="1.600" fill="${m.ink}">${kind.toUpperCase()}</text>
</svg>`;
}

export const MARK = `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18.500" fill="none" stroke="currentColor" stroke-width="2"/><path d="M20 6c5 6 5 10 0 15-5-5-5-9 0-15z" fill="currentColor"/><path d="M7 26c6-4 9-4 13 0s7 4 13 0M9 31c5-3 8-3 11 0s6 3 11 0" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;

/** Terraces, a low sun, and a pot that is ready. */
export const HERO = `<svg class="scene" viewBox="0 0 640 560" role="img" aria-label="A teapot and a cup before terraced hills in the morning">
<defs><clipPath id="frame"><path d="M40 560V280C40 125 165 20 320 20s280 105 280 260v280z"/></clipPath></defs>
<g clip-path="url(#frame)">
<rect class="sky" width="640" height="560"/>
<circle class="sun" cx="430" cy="190" r="62"/>
<g class="birds" fill="none" stroke-width="3" stroke-linecap="round"><path d="M196 150q10-10 18 0 8-10 18 0M250 118q8-8 14 0 6-8 14 0"/></g>
<path class="h1" d="M0 300q90-90 190-30t170-50 280 60v280H0z"/>
<path class="h2" d="M0 350q120-80 240-14t220-36 200 30v240H0z"/>
<g class="rows" fill="none" stroke-width="5" stroke-linecap="round" stroke-dasharray="1 11"><path d="M16 368q112-66 222-6t220-30"/><path d="M16 386q112-64 222-6t220-30"/><path d="M30 404q104-60 208-6t230-26"/></g>
<path class="h3" d="M0 420q140-60 300-6t340-20v170H0z"/>
<g class="rows two" fill="none" stroke-width="6" stroke-linecap="round" stroke-dasharray="1 13"><path d="M340 424q130 18 280-12"/><path d="M350 444q130 16 280-12"/></g>
<path class="table" d="M0 490h640v80H0z"/>
</g>
<g class="steam" fill="none" stroke-width="6" stroke-linecap="round"><path d="M262 292c-16-18 14-30 0-52"/><path d="M292 284c-16-20 14-34 0-60"/><path d="M464 418c-10-12 10-20 0-36"/></g>
<g class="pot">
<path class="handle" d="M176 372c-54-14-66 78 2 82" fill="none" stroke-width="16" stroke-linecap="round"/>
<path class="body" d="M372 392c30-6 40-44 58-48 10-2 16 6 10 14-20 26-26 78-76 84z"/>
<path class="body" d="M168 400c0-52 48-84 112-84s112 32 112 84-40 92-64 94h-96c-24-2-64-42-64-94z"/>
<path class="glaze" d="M168 400c0-52 48-84 112-84s112 32 112 84c0 8-1 16-3 23-20-16-40-8-56-2-22 8-34-14-60-10-28 4-36 26-62 18-16-5-28-4-40-1-2-9-3-18-3-28z"/>
<path class="lid" d="M216 322c8-22 32-34 64-34s56 12 64 34c-36-10-92-10-128 0z"/><circle class="lid" cx="280" cy="282" r="12"/>
<path d="M194 384c6-24 24-40 46-48" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="7" stroke-linecap="round"/>
</g>
<g class="cup"><ellipse class="saucer" cx="466" cy="494" rx="76" ry="11"/><path class="body" d="M412 434h108c0 34-22 56-54 56s-54-22-54-56z"/><ellipse class="tea" cx="466" cy="434" rx="54" ry="9"/></g>
</svg>`;

export const ICONS = {
  heat: `<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 14V5a2 2 0 1 1 4 0v9a4 4 0 1 1-4 0zM12 9v7"/></svg>`,
  time: `<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="13" r="8"/><path d="M12 9v4l3 2M9 2h6"/></svg>`,
  weight: `<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20c0-8 5-14 16-15-1 11-7 16-15 16M4 20c3-5 6-8 10-10"/></svg>`,
  cup: `<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 9h12v5a6 6 0 0 1-12 0zM17 10h2a2 2 0 0 1 0 5h-2M8 2c-1 2 1 2 0 4M12 2c-1 2 1 2 0 4M4 22h14"/></svg>`,
  basket: `<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9h18l-2 11H5zM8 9l3-6M16 9l-3-6"/></svg>`,
};
