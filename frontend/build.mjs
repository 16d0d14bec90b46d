// Builds wardmote/static/build from what npm installed. Nothing here is committed.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { compile } from "sass";

const out = "wardmote/static/build";
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { css } = compile("frontend/app.scss", {
  style: "compressed",
  loadPaths: ["node_modules"],
  quietDeps: true,
});
// Our own brand: none of GOV.UK's fonts and images are shipped.
const shipped = css.replace(/url\((["']?)[^)]*\/assets\/[^)]*\1\)/g, "none");
writeFileSync(`${out}/app.css`, shipped);

await build({
  entryPoints: ["frontend/app.js"],
  outfile: `${out}/app.js`,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
});
