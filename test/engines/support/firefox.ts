// The installed Firefox, driven by puppeteer over WebDriver BiDi (Playwright drives its own patched build only). Touches
// one browser process with a profile of its own.

import { launch, type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../browsers.mjs';
import type { Key, Place, Tab } from './tab.ts';

/** A microphone that hums, sound without a sound card, and addresses of loopback as they are. */
const prefs = {
  'media.navigator.streams.fake': true,
  'media.navigator.audio.fake_frequency': 440,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  'media.cubeb.force_mock_context': true,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};
const refusing = {
  ...prefs,
  'media.navigator.permission.disabled': false,
  'permissions.default.microphone': 2,
};

/** Starts a browser, or answers `undefined` where there is none that can be driven. */
export function openFirefox(microphone: 'granted' | 'denied'): Promise<Browser> | undefined {
  const found = findFirefox();
  if (!found || found.patched) return undefined;
  return launch({
    browser: 'firefox',
    executablePath: found.path,
    extraPrefsFirefox: microphone === 'granted' ? prefs : refusing,
  });
}

export class FirefoxTab implements Tab {
  private readonly _page: Page;

  constructor(page: Page) {
    this._page = page;
  }

  async goto(url: string): Promise<void> {
    await this._page.goto(url);
  }

  evaluate(expression: string): Promise<unknown> {
    return this._page.evaluate(expression);
  }

  click({ x, y }: Place, count: number): Promise<void> {
    return this._page.mouse.click(x, y, { count });
  }

  press(key: Key): Promise<void> {
    return this._page.keyboard.press(key === 'Space' ? ' ' : key);
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this._page.screenshot());
  }
}
