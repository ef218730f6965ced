// Loaded before each component test file. Mocha fails a test for an uncaught error, but it overlooks promises that
// reject unheard and errors before the first test. They fail the file here, after its last test.

const overlooked: string[] = [];
let started = false;
let place = 'while the file was loaded';

addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
  const stack = reason instanceof Error ? (reason.stack ?? '').split('\n') : [];
  const line = stack.find((each) => /\/(src|test|demo)\//.test(each))?.trim() ?? '';
  overlooked.push(`rejected unheard, seen ${place}: ${String(reason)} ${line}`);
});

addEventListener('error', ({ message }) => {
  if (!started) overlooked.push(`uncaught, seen ${place}: ${message}`);
});

before(() => {
  started = true;
});

beforeEach(function () {
  place = `in or after "${this.currentTest?.fullTitle()}"`;
});

after(async () => {
  // browsers report a rejection some time after the task that it happened in
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (overlooked.length > 0) throw new Error(overlooked.join('\n'));
});
