// What a call through TURN has to show, at the page, at the gateway and at the server.

import type { Page } from 'playwright/test';
import type { LocalGateway } from '../../demo/gateway/gateway.ts';
import {
  button,
  expect,
  expectReleased,
  expectState,
  heard,
  message,
  watched,
} from '../e2e/support/fixtures.ts';
import { allocationsIn } from './turn-log.ts';
import type { Turn } from './turn.ts';

/** Longer than the widget's own limit of a set-up, which must never be what ends one here. */
const PATIENCE = 40_000;
const silence = { rms: 0, frequency: 0 };

export const relays = (page: Page) => page.evaluate(() => window.relays.peers());
export const statusTexts = (page: Page) => page.evaluate(() => window.relays.statusTexts());

/** Attributes of a call to the gateway's echo. */
export const echo = (servers: readonly RTCIceServer[], policy: RTCIceTransportPolicy = 'relay') => ({
  mode: 'echo',
  'ice-servers': JSON.stringify(servers),
  'ice-transport-policy': policy,
});

/** The visitor's beeps arrive at the gateway, and come back. */
async function expectAudioBothWays(page: Page, gateway: LocalGateway): Promise<void> {
  const isBeep = ({ rms, frequency }: { rms: number; frequency: number }): boolean =>
    rms > 0.01 && Math.abs(frequency - 440) < 10;
  const often = { timeout: 20_000, intervals: [50] };
  await expect.poll(() => isBeep(gateway.sessions.at(-1)?.hears() ?? silence), often).toBe(true);
  await expect.poll(async () => isBeep(await heard(page)), often).toBe(true);
}

/** The page chose a path through TURN over this transport, and two seconds of audio go over it, both ways. */
async function expectPath(page: Page, transport: string): Promise<void> {
  const path = async () => (await relays(page)).flatMap((peer) => peer.path ?? [])[0];
  await expect.poll(async () => (await path())?.packetsSent, { timeout: 20_000 }).toBeGreaterThan(100);
  await expect.poll(async () => (await path())?.packetsReceived, { timeout: 20_000 }).toBeGreaterThan(100);
  expect(await path()).toMatchObject({ type: 'relay', transport });
}

/** A press leads to a call through TURN, over this transport. */
export async function expectCall(page: Page, gateway: LocalGateway, transport: string): Promise<void> {
  await button(page).click();
  await expectState(page, 'connected', PATIENCE);
  await expectAudioBothWays(page, gateway);
  await expectPath(page, transport);
}

/** The visitor hangs up: told once, nothing left here or at the gateway. */
export async function hangUp(page: Page, gateway: LocalGateway): Promise<void> {
  await button(page).click();
  await expectState(page, 'ended');
  await expectReleased(page);
  expect(await watched(page)).toMatchObject({ ends: [{ reason: 'local' }], errors: [] });
  await expect.poll(() => gateway.sessions.filter(({ ended }) => !ended).length, { timeout: 20_000 }).toBe(0);
}

/** After the call: by the server's own count the audio went through it, both ways, over this transport and no other. */
export async function expectRelayed(turn: Turn, transport: string): Promise<void> {
  const carrying = () => turn.sessions().filter(({ toFarEnd }) => toFarEnd.packets > 10);
  await expect.poll(() => carrying().length, { timeout: 20_000 }).toBe(1);
  const [session] = carrying();
  expect(session?.transport).toBe(transport);
  expect(allocationsIn(turn.log())).toBeGreaterThan(0);
  for (const traffic of [session?.fromBrowser, session?.toBrowser, session?.toFarEnd, session?.fromFarEnd])
    expect(traffic?.packets).toBeGreaterThan(100);
}

/** A press leads to "no path for the audio", told to the visitor with what may help. */
export async function expectNoPath(page: Page): Promise<void> {
  await button(page).click();
  await expectState(page, 'failed', PATIENCE);
  await expectReleased(page);
  expect(await watched(page)).toMatchObject({
    errors: [{ code: 'media-failed' }],
    ends: [{ reason: 'error' }],
  });
  await expect(message(page)).toContainText('The audio could not be connected.');
  await expect(message(page)).toContainText('Try another one');
}
