// Keeps the advisor in the browser, so that it opens without a network: registers the service worker (sw.js), and
// says when another version is ready. Loaded after the first answer by the advisor's own pages, which are not in a frame.
//
// No failure is told: a browser that keeps nothing, or has no room, goes on with the network.

/** How often an open page asks for a new version, at most, in milliseconds. */
const HOUR = 3_600_000;

/**
 * @param {URL} home the folder of the advisor
 * @param {string} build the build of the page that asks
 */
export async function keepForOffline(home, build) {
  try {
    if (self !== top || !isSecureContext || !navigator.serviceWorker || navigator.connection?.saveData) return;
    navigator.serviceWorker.addEventListener("message", ({ data, ports: [port] }) => data === "build?" && port?.postMessage(build));
    navigator.serviceWorker.startMessages();
    const known = await navigator.serviceWorker.getRegistration(home);
    const registration = known ?? (await navigator.serviceWorker.register(new URL("sw.js", home), { scope: home, updateViaCache: "none" }));
    registration.active?.postMessage("tidy");
    await watch(registration, build, () => look(registration, home));
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - looked < HOUR) return;
      looked = Date.now();
      look(registration, home);
    });
  } catch (error) {
    console.info("Sentry General is not kept for use without a network.", error);
  }
}

/** Forgets what is kept for use without a network. @param {URL} home */
export async function forgetOffline(home) {
  const registration = await navigator.serviceWorker?.getRegistration(home);
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`sentry-general ${home.href} `)) await caches.delete(name);
}

/** Asks for a new version. A host that has no sw.js any more wants nothing kept. */
async function look(registration, home) {
  if (!navigator.onLine) return;
  try {
    await registration.update();
  } catch {
    const answer = await fetch(new URL("sw.js", home), { cache: "no-store" }).catch(() => undefined);
    if (answer?.status === 404 || answer?.status === 410) await forgetOffline(home);
  }
}

/**
 * Says so when a version is there that this page is not of.
 * @param {ServiceWorkerRegistration} registration @param {string} build @param {() => Promise<void>} look
 */
async function watch(registration, build, look) {
  const heed = async (worker) => {
    const other = await buildOf(worker);
    if (other === undefined) return;
    // This page came over the network, and is the new one.
    if (other === build) worker.postMessage("take over");
    else offer(registration);
  };
  const follow = (worker) => worker?.addEventListener("statechange", () => worker.state === "installed" && heed(worker));
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  await look();
  // One that is being installed is the newest, and is heeded then.
  const newest = registration.installing ? undefined : (registration.waiting ?? registration.active);
  if (newest) await heed(newest);
}

/** The build of a service worker. @returns {Promise<string | undefined>} */
function buildOf(worker) {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    worker.postMessage("build?", [port2]);
    setTimeout(done, 5000);
  });
}

/** @param {ServiceWorkerRegistration} registration */
function offer(registration) {
  if (document.querySelector(".new-version")) return;
  const notice = document.createElement("div");
  notice.className = "new-version";
  notice.setAttribute("role", "status");
  document.body.append(notice);
  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  const reload = button("Reload now", async () => {
    reload.disabled = true;
    await takeOver(registration.waiting);
    // Where something is not stored, the browser asks whether to leave it.
    location.reload();
    reload.disabled = false;
  });
  // A region that is there before its words is read out.
  requestAnimationFrame(() => notice.append("A new version is ready. ", reload, button("Later", () => notice.remove())));
}

/** Lets a waiting service worker answer for pages. Other tabs keep the files of their own build. */
function takeOver(worker) {
  return new Promise((done) => {
    if (!worker) return done();
    worker.addEventListener("statechange", () => worker.state === "activated" && done());
    worker.postMessage("take over");
    setTimeout(done, 3000);
  });
}
