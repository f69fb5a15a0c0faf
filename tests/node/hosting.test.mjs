// What hosts are told: compressed files are the files, recipes know every file of the build, and real servers obey.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { HASHED, filesOf } from "../../script/stamp.mjs";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const recipe = (name) => readFileSync(path(`examples/hosting/${name}`), "utf8");
const dist = path("dist");
const files = filesOf(dist);
const CACHED = "public, max-age=31536000, immutable";
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};
const POLICY = /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*frame-ancestors 'self'$/;

const folder = mkdtempSync(join(tmpdir(), "hosting-"));
const running = [];
after(() => {
  for (const server of running) server.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("what lies compressed beside a file is that file", () => {
  let packed = 0;
  for (const name of files.filter((name) => /\.(css|html|js|json|svg|ts|txt|wasm|webmanifest)$/.test(name))) {
    const bytes = readFileSync(join(dist, name));
    for (const [end, unpack] of [["br", brotliDecompressSync], ["gz", gunzipSync]]) {
      const beside = join(dist, `${name}.${end}`);
      if (!existsSync(beside)) {
        assert.ok(bytes.length < 200, `${name} has no .${end}`);
        continue;
      }
      packed += 1;
      const small = readFileSync(beside);
      assert.ok(small.length < bytes.length, name);
      assert.ok(unpack(small).equals(bytes), `${name}.${end} is not ${name}`);
    }
  }
  assert.ok(packed > 50, `${packed}`);
});

test("the build's fixed names carry no hash, and those that do are cached by every recipe", () => {
  const hashed = files.filter((name) => HASHED.test(name));
  for (const stem of ["page-", "style-", "learn/chunk-"]) assert.ok(hashed.some((name) => name.startsWith(stem)), stem);
  for (const name of ["index.html", "sw.js", "embed.js", "engine.js", "learn/learn.js", "icon-192.png", "learn/04-last-match.html"]) {
    assert.ok(files.includes(name) && !HASHED.test(name), name);
  }
});

// --- Netlify, Cloudflare Pages -----------------------------------------------------------------

test("_headers: its rules fit the build's files, no header twice, within the hosts' limits", () => {
  const rules = [];
  for (const [at, line] of recipe("_headers").split("\n").entries()) {
    assert.ok(line.length <= 2000, `line ${at + 1} is longer than Cloudflare takes`);
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (line.startsWith("/")) {
      assert.ok((line.match(/\*/g) ?? []).length <= 1, `line ${at + 1}: one wildcard a path`);
      rules.push({ path: line.trim(), headers: [] });
      continue;
    }
    const header = /^ {2}([A-Za-z-]+): (\S.*)$/.exec(line);
    assert.ok(header && rules.length > 0, `line ${at + 1} is neither a path nor a header: ${line}`);
    rules.at(-1).headers.push([header[1].toLowerCase(), header[2]]);
  }
  const pattern = (path) => new RegExp(`^${path.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);
  const of = (name) => {
    const found = new Map();
    for (const { path, headers } of rules) {
      if (!pattern(path).test(`/${name}`)) continue;
      for (const [header, value] of headers) {
        assert.ok(!found.has(header), `${name}: ${header} in two rules`);
        found.set(header, value);
      }
    }
    return found;
  };
  for (const { path } of rules) assert.ok(files.some((name) => pattern(path).test(`/${name}`)), `${path} fits no file of the build`);
  for (const name of files) {
    const found = of(name);
    for (const [header, value] of Object.entries(HEADERS)) assert.equal(found.get(header), value, name);
    assert.match(found.get("content-security-policy"), POLICY);
    if (found.has("cache-control")) assert.ok(HASHED.test(name), `${name} has no hash and must not be cached`);
    if (/^(page|style)-/.test(name)) assert.equal(found.get("cache-control"), CACHED, name);
  }
});

// --- Real servers ------------------------------------------------------------------------------

const has = (program) => {
  try {
    execFileSync(program, ["-v"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return error.code !== "ENOENT";
  }
};

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** An answer, with its bytes as they were sent. */
function get(port, address, headers = {}) {
  return new Promise((done, fail) => {
    request({ port, host: "127.0.0.1", path: address, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", fail).end();
  });
}

/** Starts a server, and waits until it answers. */
async function start(program, options, port, environment = {}) {
  const server = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...environment } });
  running.push(server);
  let said = "";
  server.stderr.on("data", (text) => (said += text));
  for (let time = 0; time < 100; time += 1) {
    const answer = await get(port, "/sw.js").catch(() => undefined);
    if (answer) return;
    if (server.exitCode !== null) break;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`${program} does not answer: ${said}`);
}

/** What every server must do with the build. */
async function obeys(port, encodings) {
  const page = files.find((name) => /^page-.*\.wasm$/.test(name));
  const types = { "index.html": /^text\/html/, "engine.js": /javascript/, "first_bg.wasm": /^application\/wasm$/, "manifest.webmanifest": /^application\/manifest\+json/, [page]: /^application\/wasm$/ };
  for (const [name, type] of Object.entries(types)) {
    const { status, headers } = await get(port, `/${name}`);
    assert.equal(status, 200, name);
    assert.match(headers["content-type"], type, name);
    for (const [header, value] of Object.entries(HEADERS)) assert.equal(headers[header], value, `${name}: ${header}`);
    assert.match(headers["content-security-policy"], POLICY);
    assert.match(headers["permissions-policy"], /camera=\(\)/);
  }
  for (const name of files) {
    const { status, headers } = await get(port, `/${name}`, { range: "bytes=0-0" });
    assert.ok(status === 200 || status === 206, `${status} for ${name}`);
    assert.equal(headers["cache-control"], HASHED.test(name) ? CACHED : "no-cache", name);
  }
  const { headers } = await get(port, "/");
  assert.equal(headers["cache-control"], "no-cache");
  const again = await get(port, "/", { "if-none-match": headers.etag });
  assert.equal(again.status, 304, "what has not changed is not sent again");
  const bytes = readFileSync(join(dist, "engine_bg.wasm"));
  for (const [encoding, unpack] of Object.entries(encodings)) {
    const answer = await get(port, "/engine_bg.wasm", { "accept-encoding": encoding });
    assert.equal(answer.headers["content-encoding"], encoding);
    assert.match(answer.headers.vary ?? "", /accept-encoding/i);
    assert.equal(answer.headers["content-type"], "application/wasm");
    assert.ok(answer.body.length < bytes.length / 2);
    assert.ok(unpack(answer.body).equals(bytes));
  }
  const missing = await get(port, "/none.js");
  assert.equal(missing.status, 404);
}

test("nginx serves the build by the recipe", { skip: !has("nginx") && "nginx is not installed" }, async () => {
  const port = await freePort();
  const brotli = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
  let server = recipe("nginx.conf").replace("listen 80;", `listen 127.0.0.1:${port};`).replace("listen [::]:80;", "").replace("/var/www/sentry-general", dist);
  if (!existsSync(brotli)) server = server.replace("brotli_static on;", "");
  mkdirSync(join(folder, "nginx"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/nginx/${name};`).join("\n");
  // Its workers would run as another user, who may not read this folder.
  const configuration = `${existsSync(brotli) ? `load_module ${brotli};` : ""}
    ${process.getuid() === 0 ? "user root;" : ""} worker_processes 1; daemon off; pid ${folder}/nginx/pid; error_log stderr;
    events {}
    http { include /etc/nginx/mime.types; access_log off; ${temporary}
    ${server} }`;
  writeFileSync(join(folder, "nginx.conf"), configuration);
  await start("nginx", ["-e", "stderr", "-c", join(folder, "nginx.conf")], port);
  await obeys(port, { gzip: gunzipSync, ...(existsSync(brotli) ? { br: brotliDecompressSync } : {}) });
});

test("Caddy serves the build by the recipe", { skip: !has("caddy") && "Caddy is not installed" }, async () => {
  const port = await freePort();
  copyFileSync(path("examples/hosting/Caddyfile"), join(folder, "Caddyfile"));
  execFileSync("caddy", ["validate", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")], { stdio: "ignore" });
  const local = recipe("Caddyfile").replace("advisor.example.com", `http://127.0.0.1:${port}`).replace("/var/www/sentry-general", dist);
  writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n}\n${local}`);
  await start("caddy", ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")], port, { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
  await obeys(port, { gzip: gunzipSync, br: brotliDecompressSync });
});
