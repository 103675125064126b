// Which entries are seen moving while a program is stepped through.

import type { Lab } from "../lab.ts";

export async function moved(lab: Lab): Promise<string[]> {
  await lab.page.evaluate(() => {
    const animate = Element.prototype.animate;
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    Element.prototype.animate = function (...args) {
      moved.push((this as HTMLElement).dataset.key ?? "");
      return animate.apply(this, args);
    };
  });
  for (let step = 0; step < 8; step++) await lab.button("step").click();
  return lab.page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved);
}
