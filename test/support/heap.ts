// The texts that a page's JavaScript still holds after a garbage collection. Chromium only.

import type { Page } from 'playwright/test';

export async function textsInHeap(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  await session.detach();
  return (JSON.parse(chunks.join('')) as { strings: string[] }).strings;
}
