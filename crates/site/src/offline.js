// Registers the service worker, and says when a new version is ready. What it keeps is half a megabyte: it must not be in the way
// of what the reader came for. So it comes when a run has ended, or ten quiet seconds after the page has loaded, and never where
// data is to be saved. Nothing is reloaded unless the reader says so.
(() => {
  const { root, update, reload } = document.currentScript.dataset;
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;

  const offer = (registration) => {
    // The first version is no news.
    if (!registration.waiting || !navigator.serviceWorker.controller || document.querySelector(".update")) return;
    const note = document.createElement("p");
    note.className = "update";
    note.setAttribute("role", "status");
    document.body.append(note);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = reload;
    button.onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("now");
    };
    note.append(`${update} `, button);
  };

  const register = async () => {
    const registration = await navigator.serviceWorker.register(new URL(`${root}sw.js`, document.baseURI), {
      updateViaCache: "none",
    });
    offer(registration);
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", () => offer(registration));
    });
  };

  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    // Where it is forbidden, or the disk is full, the page works without it.
    register().catch(() => {});
  };
  const quiet = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener("load", () => setTimeout(() => quiet(begin), 10_000));
  addEventListener("loopscope-state", ({ detail }) => {
    if (/"phase":"ended"/.test(detail)) quiet(begin);
  });
})();
