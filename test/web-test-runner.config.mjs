// Component tests, in real browsers: npx web-test-runner --config test/web-test-runner.config.mjs [--files …]
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumArgs, findChromium, findFirefox } from './browsers.mjs';
import { countReporter } from './support/count-reporter.mjs';
import { pageErrors } from './support/page-errors.mjs';
import { localGateway } from './support/local-gateway.mjs';
import { wireRelay } from './support/wire-relay.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const firefoxPrefs = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  // without a sound card an AudioContext would stay suspended
  'media.cubeb.force_mock_context': true,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'dom.timeout.throttling_delay': -1,
  'media.block-autoplay-until-in-foreground': false,
  'media.devices.unfocused.enabled': true,
};

const named = (name, launcher) => Object.assign(launcher, { name });

function chromium() {
  const found = findChromium();
  if (found === undefined)
    throw new Error('No Chromium: run `npm test`, or install Chrome or set CHROMIUM_PATH');
  const args = [
    ...chromiumArgs,
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
  ];
  const createPage = async ({ context }) => {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return page;
  };
  return named(
    'Chromium',
    chromeLauncher({ launchOptions: { executablePath: found.path, args }, createPage }),
  );
}

function firefox() {
  const found = findFirefox();
  if (found === undefined) return [];
  const launchOptions = found.patched
    ? { executablePath: found.path, firefoxUserPrefs: firefoxPrefs }
    : { browser: 'firefox', executablePath: found.path, extraPrefsFirefox: firefoxPrefs };
  const launcher = found.patched
    ? playwrightLauncher({ product: 'firefox', launchOptions })
    : chromeLauncher({ launchOptions });
  return [named('Firefox', launcher)];
}

const only = process.env.TEST_BROWSER;
const relay = wireRelay();
const gateway = localGateway();

export default {
  rootDir: root,
  files: 'test/component/**/*.test.ts',
  nodeResolve: { exportConditions: ['development'] },
  browsers: [chromium(), ...firefox()].filter(({ name }) => !only || name.toLowerCase() === only),
  // in each browser; two work as well (nothing slows a page in the background down), but other tests run beside these
  concurrency: 1,
  concurrentBrowsers: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 20_000 } },
  middleware: [relay.middleware, gateway.middleware],
  plugins: [
    pageErrors(),
    esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json` }),
    relay.plugin,
    gateway.plugin,
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  staticLogging: !process.stdout.isTTY,
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter(process.env.TEST_REPORT)],
};
