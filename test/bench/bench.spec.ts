// `npm run bench`: bytes beside peers, and the way from the press to the first word and the main thread's work beside
// the least that can make a call. Ratios of interleaved rounds of one run; nothing here is asserted.

import type { Page } from 'playwright/test';
import { embed, expect, test } from '../e2e/support/fixtures.ts';
import { sizes, total } from '../packaging/sizes.mjs';
import { baseline } from './baseline.html.ts';
import { median, table } from './support/table.ts';

test.use({ permissions: ['microphone'] });

const ROUNDS = 9;
const WARM_UP = 2;

/** Brotli kB (1000 B) of a button and one voice call, measured on 2026-11-21 with one bundler. */
const peers = {
  '@twilio/voice-sdk 2.18.5': 40.6,
  '@vapi-ai/web 2.7.1': 70.6,
  'livekit-client 2.23.0': 125,
  '@elevenlabs/convai-widget-embed 0.5.4': 161,
};

test('bytes', () => {
  const rows = sizes();
  const eager = total(rows, ['eager']).brotli / 1000;
  const whole = total(rows, ['eager', 'call']).brotli / 1000;
  table('Bytes (brotli, kB) of a button and a call', [
    ['', 'with the page', 'whole call', 'ratio to us'],
    ['voice-agent-call', eager.toFixed(1), whole.toFixed(1), '1.0'],
    ...Object.entries(peers).map(([name, kB]) => [name, kB, kB, (kB / whole).toFixed(1)]),
  ]);
});

interface Measured {
  readonly connected: number;
  readonly firstWord: number;
  /** Script, style and layout work of the main thread from navigation to idle, in ms. */
  readonly load: number;
}

/** One call on a fresh page: times in ms from the press. */
async function measure(page: Page, address: string, press: () => Promise<void>): Promise<Measured> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.addInitScript(() => {
    const native = RTCPeerConnection;
    const marks = { pressed: 0, connected: 0, firstWord: 0 };
    Object.assign(window, { marks });
    addEventListener('click', () => (marks.pressed = performance.now()), true);
    window.RTCPeerConnection = class extends native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('connectionstatechange', () => {
          if (this.connectionState === 'connected') marks.connected = performance.now();
        });
        this.addEventListener('track', ({ track }) => {
          const context = new AudioContext();
          const analyser = context.createAnalyser();
          analyser.fftSize = 256;
          context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
          const wave = new Uint8Array(analyser.fftSize);
          const look = setInterval(() => {
            analyser.getByteTimeDomainData(wave);
            if (wave.every((sample) => Math.abs(sample - 128) < 3)) return;
            clearInterval(look);
            marks.firstWord = performance.now();
          }, 5);
        });
      }
    };
  });
  await page.goto(address);
  await page.waitForTimeout(300);
  const { metrics } = await session.send('Performance.getMetrics');
  const load = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  await press();
  const marks = () => page.evaluate(() => (window as unknown as { marks: Record<string, number> }).marks);
  await expect.poll(async () => (await marks())['firstWord'], { timeout: 10_000 }).toBeGreaterThan(0);
  const { pressed = 0, connected = 0, firstWord = 0 } = await marks();
  return { connected: connected - pressed, firstWord: firstWord - pressed, load };
}

test('from the press to the first word, and the main thread', async ({ browser, site, local }) => {
  test.setTimeout(240_000);
  const bare = site.publish('/bare', baseline(local.url));
  const ours = site.publish(
    '/ours',
    embed({ 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]' }),
  );
  const results: Record<'bare' | 'ours', Measured[]> = { bare: [], ours: [] };
  for (let round = 0; round < ROUNDS + WARM_UP; round++)
    for (const [name, address] of [
      ['bare', bare],
      ['ours', ours],
    ] as const) {
      const page = await browser.newPage({ permissions: ['microphone'] });
      const measured = await measure(page, address, () => page.locator('button').click());
      if (round >= WARM_UP) results[name].push(measured);
      await page.close();
    }
  const row = (name: string, key: keyof Measured): (string | number)[] => {
    const [a, b] = [results.bare, results.ours].map((all) => median(all.map((each) => each[key]))) as [
      number,
      number,
    ];
    const ratios = results.ours.map((each, index) => each[key] / (results.bare[index]?.[key] ?? NaN));
    return [name, a.toFixed(0), b.toFixed(0), median(ratios).toFixed(2)];
  };
  table(`A call on loopback, median of ${ROUNDS} interleaved rounds (ms)`, [
    ['', 'hand-written', 'the widget', 'ratio'],
    row('press to connected', 'connected'),
    row('press to the first word', 'firstWord'),
    row('main thread until idle', 'load'),
  ]);
});
