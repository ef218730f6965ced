import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';

const allTests = (suite) => (suite === undefined ? [] : [...suite.tests, ...suite.suites.flatMap(allTests)]);

/** What one test file came to in one browser. A file that fails without a failed test is a failure too. */
function count(session) {
  const tests = allTests(session.testResults);
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.filter((test) => test.passed && !test.skipped).length;
  const failed = tests.length - skipped - passed + session.errors.length;
  return { passed, skipped, failed: failed === 0 && !session.passed ? 1 : failed };
}

const secondsOf = ({ testResults }) =>
  (allTests(testResults).reduce((sum, { duration = 0 }) => sum + duration, 0) / 1000).toFixed(1);

const firstLine = (text = '') => text.split('\n', 1)[0];

/** The tests of one file that failed in one browser, with what they said. */
function failuresOf({ testResults, errors, browser, testFile }) {
  const tests = allTests(testResults).filter(({ passed, skipped }) => !passed && !skipped);
  return [...tests, ...errors.map((error) => ({ name: '(the file)', error }))].map(
    ({ name, error }) => `${browser.name} ${basename(testFile)} › ${name}: ${firstLine(error?.message)}`,
  );
}

/** Prints one line per test file and browser, and writes the sums and what failed to a JSON file. */
export function countReporter(file) {
  let root;
  return {
    start({ config }) {
      root = config.rootDir;
    },
    reportTestFileResults({ logger, sessionsForTestFile }) {
      for (const session of sessionsForTestFile) {
        const { passed, failed, skipped } = count(session);
        const name = relative(root, session.testFile);
        logger.log(
          `${failed ? '✗' : '✓'} ${session.browser.name} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${secondsOf(session)} s`,
        );
      }
    },
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        const counts = count(session);
        for (const key of Object.keys(counts)) sum[key] += counts[key];
        sum.failures.push(...failuresOf(session));
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(sum));
    },
  };
}
