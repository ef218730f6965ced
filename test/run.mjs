// The whole `npm test`, or with names only some phases of it: npm test -- component e2e
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { ensureBrowsers } from './browsers.mjs';
import { ensureCoturn } from './support/coturn.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const minutes = 60_000;

const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void Promise.all([...children].map(stop)).then(() => process.exit(1)));
}

/** Stops a command and all it started. Asks first, with the signal on which runners close their browsers. */
async function stop({ pid }) {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, 'SIGINT');
    for (let waited = 0; waited < 5000; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      process.kill(-pid, 0);
    }
    process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it is gone
  }
}

/** Runs a command with its output shown. Resolves to whether it succeeded; never rejects. */
function run(command, args, { env = {}, time = 20 * minutes } = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: windows && command === 'npm',
      detached: !windows, // a process group of its own, so that all of it can be stopped
    });
    children.add(child);
    let stopped;
    const timer = setTimeout(() => {
      console.error(`Stopped after ${time / minutes} minutes: ${command} ${args.join(' ')}`);
      stopped = stop(child);
    }, time);
    const finish = (succeeded) => {
      clearTimeout(timer);
      children.delete(child);
      resolve(succeeded);
    };
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      finish(false);
    });
    child.once('exit', (code) => void Promise.resolve(stopped).then(() => finish(code === 0)));
  });
}

const onePassed = { passed: 1, failed: 0, failures: [] };
const oneFailed = (what) => ({ passed: 0, failed: 1, failures: [what] });

const script = (name) => async () => ((await run('npm', ['run', name])) ? onePassed : oneFailed(name));

/** Runs a test runner that leaves a report. One that leaves none, or fails without a failed test, counts as a failure. */
async function counted(name, args, read) {
  const report = `${root}test-results/${name}.json`;
  rmSync(report, { force: true });
  const succeeded = await run(process.execPath, args, { env: { TEST_REPORT: report } });
  let counts;
  try {
    counts = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    console.error(`No report from ${name}: ${error.message}`);
    return oneFailed(`${name}: no report`);
  }
  return succeeded || counts.failed > 0
    ? counts
    : { ...counts, failed: 1, failures: [`${name}: the runner failed`] };
}

const component = () =>
  counted(
    'component',
    ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'],
    (sum) => sum,
  );

/** The failed tests of a Playwright report, with what they said. */
function failuresOf({ suites = [], specs = [] }, path = []) {
  const own = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ title, tests }) => {
      const { message = '' } = tests[0]?.results.find(({ error }) => error)?.error ?? {};
      return `${[...path, title].join(' › ')}: ${stripVTControlCharacters(message).split('\n', 1)[0]}`;
    });
  return [...own, ...suites.flatMap((suite) => failuresOf(suite, [...path, suite.title]))];
}

const playwright = (project) => () =>
  counted(
    project,
    ['node_modules/playwright/cli.js', 'test', '--config', 'test/playwright.config.ts', '--project', project],
    ({ stats, errors, suites }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      failures: [
        ...failuresOf({ suites }, [project]),
        ...errors.map(({ message }) => `${project}: ${message}`),
      ],
    }),
  );

const phases = {
  check: script('check'),
  build: script('build'),
  component,
  model: playwright('model'),
  gateway: playwright('gateway'),
  e2e: playwright('e2e'),
  engines: playwright('engines'),
  packaging: playwright('packaging'),
};
/** Stages one after the other, of lanes beside each other: most tests wait, for sound or for limits. */
const stages = [
  [['check', 'build'], ['model']],
  [
    ['component', 'packaging', 'gateway'],
    ['e2e', 'engines'],
  ],
];
const needBrowsers = ['component', 'e2e', 'engines'];

async function main(wanted) {
  const total = { passed: 0, failed: 0, failures: [] };
  const add = ({ passed, failed, failures }) => {
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures);
  };
  const unknown = wanted.filter((name) => !Object.hasOwn(phases, name));
  if (unknown.length > 0) {
    console.error(`No such phase: ${unknown.join(', ')}. There are: ${Object.keys(phases).join(', ')}`);
    add(oneFailed(unknown.join(', ')));
    return total;
  }
  if (wanted.some((name) => needBrowsers.includes(name))) {
    try {
      await ensureBrowsers();
    } catch (error) {
      console.error(error.message);
      add(oneFailed('browsers'));
      return total;
    }
  }
  // Without it the tests of TURN fail one by one and say so.
  if (wanted.includes('e2e')) await ensureCoturn().catch((error) => console.error(error.message));
  const runPhase = async (name) => {
    if (!wanted.includes(name)) return;
    console.log(`\n── ${name}`);
    const start = performance.now();
    const counts = await phases[name]();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
    add(counts);
  };
  const runLane = async (names) => {
    for (const name of names) await runPhase(name);
  };
  for (const lanes of stages) await Promise.all(lanes.map(runLane));
  return total;
}

const asked = process.argv.slice(2);
const { passed, failed, failures } = await main(asked.length > 0 ? asked : Object.keys(phases));
// Said again where it is found: above stand thousands of lines.
for (const failure of failures) console.log(`✗ ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
