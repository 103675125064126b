// How a page is left for the same one in another language: by a link where there are two, by a menu where there are more.

import type { Locator, Page } from "@playwright/test";
import { HTML_LANG, NAME, type Lang } from "./words.ts";

/** The link to a language, in sight. */
export async function linkTo(page: Page, lang: Lang): Promise<Locator> {
  const banner = page.getByRole("banner");
  const link = banner.locator(`a[hreflang="${HTML_LANG[lang]}"]`);
  if (!(await link.isVisible())) await banner.locator(".languages > summary").click();
  return banner.getByRole("link", { name: NAME[lang], exact: true });
}
