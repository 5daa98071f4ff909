// Builds the Desk: `node build.mjs OUTPUT` writes host and remotes below OUTPUT, each file with its .gz and .br beside it.
import { spawn } from "node:child_process";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import { shared } from "./shared.mjs";

const REMOTES = ["finance", "wms"];
// Smaller ones are not worth a second file.
const LEAST_BYTES = 512;
const TEXT = /\.(js|css|html|json|svg)$/;
// Files that only tools read.
const REPORTS = [".vite", "mf-stats.json"];

const [, , output] = process.argv;
if (!output) {
  console.error("usage: node build.mjs OUTPUT");
  process.exit(2);
}

/** Vite in a process of its own: plugins keep state of the process, and several run side by side. */
function vite(app, out, config = "vite.config.mjs") {
  const program = resolve("node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [program, "build", "--config", config, "--outDir", out, "--logLevel", "warn"], { cwd: resolve("apps", app) });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  return new Promise((done, fail) => child.on("close", (code) => (code ? fail(new Error(`${app} (${config}):\n${said}`)) : done())));
}

/** A remote, and its page of its own with all that this needs in a folder inside. */
async function remote(name) {
  await vite(name, join(output, name));
  await vite(name, join(output, name, "alone"), "alone.config.mjs");
  await rename(join(output, name, "alone", "index.html"), join(output, name, "index.html"));
}

/** Raises where a remote wants something of its host that the host does not bring. */
async function checkShared(name) {
  const manifest = JSON.parse(await readFile(join(output, name, "mf-manifest.json"), "utf8"));
  const brought = Object.keys(shared);
  const isBrought = (wanted) => brought.some((one) => wanted === one || (one.endsWith("/") && wanted.startsWith(one)));
  const missing = manifest.shared.map((one) => one.name).filter((wanted) => !isBrought(wanted));
  if (missing.length) throw new Error(`${name} shares what the host does not bring: ${missing.join(", ")}`);
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

async function compress(file) {
  const content = await readFile(file);
  if (content.length < LEAST_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  const [small, smaller] = await Promise.all([promisify(gzip)(content, { level: 9 }), promisify(brotliCompress)(content, quality)]);
  await Promise.all([writeFile(`${file}.gz`, small), writeFile(`${file}.br`, smaller)]);
}

/** Bytes of a folder's scripts as they go over the wire, gzipped; without what stands in `except` below it. */
async function gzipped(folder, except) {
  const scripts = (await filesBelow(folder)).filter((one) => one.endsWith(".js.gz") && !(except && one.startsWith(join(folder, except))));
  const sizes = await Promise.all(scripts.map(async (one) => (await readFile(one)).length));
  return sizes.reduce((sum, one) => sum + one, 0);
}

try {
  await rm(output, { recursive: true, force: true });
  await Promise.all([vite("host", join(output, "host")), ...REMOTES.map(remote)]);
  await Promise.all(REMOTES.map(checkShared));
  await Promise.all(["host", ...REMOTES].flatMap((app) => REPORTS.map((one) => rm(join(output, app, one), { recursive: true, force: true }))));
  await Promise.all((await filesBelow(output)).filter((one) => TEXT.test(one)).map(compress));
  const sizes = await Promise.all(["host", ...REMOTES].map(async (app) => [app, await gzipped(join(output, app), "alone")]));
  console.log(JSON.stringify(Object.fromEntries(sizes)));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
