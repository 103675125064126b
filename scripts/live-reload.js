// Reloads the page when `./x serve` has built the site anew, and shows why a build failed. Served pages only.
// A file of its own, since the pages' policy allows no inline script.
"use strict";

(() => {
  const script = document.currentScript;
  const address = new URL(".well-known/trunk/ws", script.src);
  address.protocol = address.protocol.replace("http", "ws");

  function show(reason) {
    let box = document.getElementById("build-failure");
    if (!box) {
      box = document.createElement("pre");
      box.id = "build-failure";
      box.setAttribute("role", "alert");
      Object.assign(box.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: 1e6, margin: 0, padding: "1rem", maxHeight: "50vh",
        overflow: "auto", whiteSpace: "pre-wrap", background: "#2b0b0b", color: "#ffd9d9",
      });
      document.body.append(box);
    }
    box.textContent = `The build failed.\n\n${reason}`;
  }

  function listen(again) {
    const socket = new WebSocket(address);
    socket.onopen = () => { if (again) location.reload(); };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.type === "reload") location.reload();
      if (message.type === "buildFailure") show(message.data.reason);
    };
    socket.onclose = () => setTimeout(listen, 2000, true);
  }
  listen(false);
})();
