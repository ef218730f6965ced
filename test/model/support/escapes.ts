// Errors that nobody caught, while a property runs: they count for the sequence in which they happen, which then shrinks.
// The runner would end its process at the first one, so its own watchers rest meanwhile.

const names = ['uncaughtException', 'unhandledRejection'] as const;

export async function withEscapes(work: (escaped: unknown[]) => Promise<void>): Promise<void> {
  const escaped: unknown[] = [];
  const note = (cause: unknown): void => void escaped.push(cause);
  const restore = names.map((name) => {
    const before = process.listeners(name as 'uncaughtException');
    process.removeAllListeners(name);
    process.on(name, note);
    return () => {
      process.removeListener(name, note);
      for (const listener of before) process.on(name as 'uncaughtException', listener);
    };
  });
  try {
    await work(escaped);
  } finally {
    for (const each of restore) each();
  }
}
