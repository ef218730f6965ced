export interface Browser {
  path: string;
  /** Playwright's own Firefox build, which only Playwright can drive. */
  patched?: true;
}

export interface Browsers {
  chromium: Browser;
  firefox?: Browser;
}

export const chromiumArgs: string[];
export function findChromium(): Browser | undefined;
export function findFirefox(): Browser | undefined;
export function ensureBrowsers(): Promise<Browsers>;
