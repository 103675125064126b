// The run on the home page begins by itself once it is there, unless the reader wants less motion.
const widget = document.querySelector("loop-scope");
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
  widget?.addEventListener("ready", () => widget.play(), { once: true });
}
