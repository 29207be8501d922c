/* The page of the editor in the browser: Sveltia CMS with the portal's configuration, and with records read and written
   by `record.js`, so that what nobody touched stays as it was. */

import { fieldsOf, textOf } from "./record.js";
import { localFiles } from "./local.js";
import CMS from "./sveltia/index.js";

/** The editor's own fonts, which its style sheet has from elsewhere: those that are added here go before them. */
const FONTS = [
  ["Source Sans 3", "source-sans-3-latin-wght-normal-BqRLTx4X.woff2", { weight: "200 900", sizeAdjust: "110%" }],
  ["Noto Mono", "noto-mono-latin-400-normal-DiC8lJru.woff2", {}],
  ["Material Symbols Outlined", "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2", { display: "block" }],
];
for (const [family, file, descriptors] of FONTS) {
  document.fonts.add(new FontFace(family, `url(${new URL(`sveltia/assets/${file}`, import.meta.url)})`, descriptors));
}

const script = document.querySelector("script[data-submission]");
const yaml = await import(new URL(script.dataset.submission, location.href));
const { config, forms } = await (await fetch("config.json")).json();

for (const [kind, fields] of Object.entries(forms)) {
  CMS.registerCustomFormat(`portal-${kind}-frontmatter`, "md", {
    fromFile: (text) => fieldsOf(text, fields),
    toFile: (content) => textOf(content, fields, yaml),
  });
}
if (config.backend.name === "test-repo") localFiles();
CMS.init({ config });
