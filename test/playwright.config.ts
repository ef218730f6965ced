// Tests that need a server of ours: npx playwright test --config test/playwright.config.ts --project e2e
import { fileURLToPath } from 'node:url';
import { defineConfig, type PlaywrightTestConfig } from 'playwright/test';
import { chromiumArgs, findChromium } from './browsers.mjs';

const results = fileURLToPath(new URL('../test-results/', import.meta.url));
const report = process.env['TEST_REPORT'] ?? `${results}playwright.json`;
const chromium = findChromium();

const inChromium: NonNullable<PlaywrightTestConfig['use']> = {
  browserName: 'chromium',
  // each spec says what the visitor allows: test.use({ permissions: ['microphone'] })
  launchOptions: { args: chromiumArgs, ...(chromium && { executablePath: chromium.path }) },
};

export default defineConfig({
  outputDir: report.replace(/\.json$/, ''), // each run empties its own, and several run beside each other
  workers: 2, // at most: the other projects measure sound in real time in one process
  retries: 0,
  timeout: 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: report }]],
  use: { video: 'off', trace: 'off', actionTimeout: 5000, navigationTimeout: 10_000 },
  projects: [
    { name: 'gateway', testDir: 'gateway', workers: 1 },
    { name: 'e2e', testDir: 'e2e', timeout: 45_000, workers: 2, use: inChromium },
    { name: 'engines', testDir: 'engines', workers: 1 },
    { name: 'bench', testDir: 'bench', workers: 1, use: inChromium },
    { name: 'gallery', testDir: 'gallery', workers: 1, use: inChromium },
    { name: 'model', testDir: 'model', workers: 1, timeout: 300_000 },
    { name: 'packaging', testDir: 'packaging', workers: 1, timeout: 180_000 },
  ],
});
