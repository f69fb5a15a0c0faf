// Serves a folder as any static host would. Used by script/server and by the tests.
//
//   node script/static-server.mjs [--port N] [--host H] [--open]      serves dist/
//
// Only GET and HEAD; a folder answers with its index.html; nothing outside the folder is reached.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { spawn } from "node:child_process";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  // Any other type and the browser compiles only after the whole file has arrived.
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * Starts a server for `root` under the path `base` (begins and ends with "/") and resolves
 * to `{ url, close }`. `port: 0` takes a free one. `headers` go with every answer.
 */
export function serve({ root, base = "/", port = 0, host = "127.0.0.1", headers = {} }) {
  const folder = resolve(root);
  const server = createServer((request, response) => answer(request, response, folder, base, headers));
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      const { port } = server.address();
      done({
        url: `http://${host.includes(":") ? `[${host}]` : host}:${port}${base}`,
        close: () => {
          server.closeAllConnections();
          return new Promise((closed) => server.close(closed));
        },
      });
    });
  });
}

function answer(request, response, folder, base, headers) {
  const refuse = (status, more = {}) => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers, ...more });
    response.end(`${status}\n`);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, { allow: "GET, HEAD" });

  let path;
  try {
    path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return refuse(400);
  }
  if (`${path}/` === base) return refuse(301, { location: base });
  if (!path.startsWith(base) || path.includes("\0")) return refuse(404);

  let file = join(folder, path.slice(base.length));
  if (file !== folder && !file.startsWith(folder + sep)) return refuse(404);
  let stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    if (!path.endsWith("/")) return refuse(301, { location: `${path}/` });
    file = join(file, "index.html");
    stat = statSync(file, { throwIfNoEntry: false });
  }
  if (!stat?.isFile()) return refuse(404);

  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": stat.size,
    "cache-control": "no-cache",
    ...headers,
  });
  if (request.method === "HEAD") return response.end();
  createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

/** Tries the wished port, then the next ones; a port that the user named is taken or refused. */
async function serveOnFreePort(options, wished) {
  if (wished !== undefined) return serve({ ...options, port: wished });
  for (let port = 8080; port < 8100; port += 1) {
    try {
      return await serve({ ...options, port });
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
  return serve({ ...options, port: 0 });
}

function openBrowser(url) {
  const [program, ...options] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(program, [...options, url], { stdio: "ignore", detached: true })
    .on("error", () => console.log("No browser could be opened; go to the address above."))
    .unref();
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      open: { type: "boolean", default: false },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Error(`--port must be a number from 0 to 65535, not ${values.port}`);
  }
  const root = fileURLToPath(new URL("../dist", import.meta.url));
  const { url } = await serveOnFreePort({ root, host: values.host }, port);
  console.log(`Sentry General is at ${url}  (Ctrl-C stops it)`);
  if (values.open) openBrowser(url);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(error.code === "EADDRINUSE" ? "error: that port is in use; choose another with --port" : `error: ${error.message}`);
    process.exit(1);
  });
}
