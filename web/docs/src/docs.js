// Shows /docs/openapi.yaml. What you try out goes to this very installation, with the token that you give under Authorize;
// it is kept nowhere, and the console's own session is not used.

// The viewer builds its icons and its Markdown, which it sanitizes itself, as HTML. That much is allowed; text that would become a
// script or a script's address stays refused, and no inline script runs under this page's policy.
globalThis.trustedTypes?.createPolicy("default", { createHTML: (html) => html });

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

SwaggerUIBundle({
  url: "/docs/openapi.yaml",
  dom_id: "#api",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  filter: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  persistAuthorization: false,
  validatorUrl: null,
  // Another's address in the query must not replace our document.
  queryConfigEnabled: false,
  withCredentials: false,
});
