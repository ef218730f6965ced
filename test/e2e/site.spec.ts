// The tag in the sites that people have: a strict policy, cache-busting queries, late tags, two copies, blocked sound.

import {
  button,
  embed,
  expect,
  expectReleased,
  expectState,
  stateOf,
  test,
  visit,
  watched,
} from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });

test('a strict Content-Security-Policy with Trusted Types is kept', async ({
  page,
  site,
  local,
  complaints,
}) => {
  const gateway = new URL(local.url);
  await visit(
    page,
    site,
    local,
    {},
    {
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        `connect-src ws://${gateway.host} http://${gateway.host}`,
        "require-trusted-types-for 'script'",
        'trusted-types lit-html',
      ].join('; '),
    },
  );
  await button(page).click();
  await expectState(page, 'connected');
  await button(page).click();
  await expectState(page, 'ended');
  await expectReleased(page);
  expect((await watched(page)).violations).toEqual([]);
  expect(complaints).toEqual([]);
});

test('nothing of a call is loaded before a sign of intent', async ({ page, site, local }) => {
  await visit(page, site, local);
  await page.waitForTimeout(300);
  const chunk = /voice-agent-call\.(call|polyai)/;
  expect(site.requests.filter((path) => chunk.test(path))).toEqual([]);
  await button(page).hover();
  await expect.poll(() => site.requests.filter((path) => chunk.test(path)).length).toBe(2);
  expect(local.gateway.socketsOpened).toBe(0);
});

test('preconnect="none" waits for the press, "visible" for being seen', async ({ page, site, local }) => {
  const loaded = (): number => site.requests.filter((path) => path.includes('voice-agent-call.call')).length;
  await visit(page, site, local, { preconnect: 'none' });
  await button(page).hover();
  await page.waitForTimeout(300);
  expect(loaded()).toBe(0);
  await visit(page, site, local, { preconnect: 'visible' });
  await expect.poll(loaded).toBe(1);
});

test('a query after the file’s name does not make two widgets of it', async ({
  page,
  site,
  local,
  complaints,
}) => {
  const html = embed({ 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]' })
    .replace('voice-agent-call.js"', 'voice-agent-call.js?ver=6.1"')
    .replace('<body>', '<script type="module" src="/dist/voice-agent-call.js?ver=6.2"></script><body>');
  await page.goto(site.publish('/', html));
  await button(page).click();
  await expectState(page, 'connected');
  expect(local.gateway.sessions).toHaveLength(1);
  expect(site.requests.filter((path) => path.includes('.element-'))).toHaveLength(1);
  await button(page).click();
  await expectState(page, 'ended');
  expect(complaints).toEqual([]);
});

test('a tag that is added later works, and so does one that is made by script', async ({
  page,
  site,
  local,
}) => {
  await page.goto(
    site.publish(
      '/',
      '<!doctype html><title>Late</title><script type="module" src="/dist/voice-agent-call.js"></script>',
    ),
  );
  await page.evaluate((url) => {
    const element = document.createElement('voice-agent-call');
    Object.assign(element, { connectorToken: 'demo', gatewayUrl: url, iceServers: [] });
    document.body.append(element);
  }, local.url);
  await button(page).click();
  await expectState(page, 'connected');
  const reason = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const element = document.querySelector('voice-agent-call');
        element?.addEventListener('call-end', (event) => resolve(event.reason));
        element?.remove();
      }),
  );
  expect(reason).toBe('local');
  expect((await watched(page)).alive).toEqual([]);
});

test('a double click makes one call', async ({ page, site, local }) => {
  await visit(page, site, local);
  await button(page).dblclick();
  await expectState(page, 'connected');
  expect(local.gateway.sessions).toHaveLength(1);
  await button(page).dblclick();
  await expectState(page, 'ended');
  await page.waitForTimeout(300);
  expect(await stateOf(page)).toBe('ended');
  await expectReleased(page);
});

test('one call per browser: a second tab is told so, until the first has hung up', async ({
  page,
  context,
  site,
  local,
}) => {
  await visit(page, site, local);
  await button(page).click();
  await expectState(page, 'connected');
  const other = await context.newPage();
  await visit(other, site, local);
  await button(other).click();
  await expectState(other, 'failed');
  expect(await other.evaluate(() => document.querySelector('voice-agent-call')?.error?.code)).toBe('busy');
  await expect(other.locator('voice-agent-call [part~=message]')).toContainText('another tab');
  await button(page).click();
  await expectState(page, 'ended');
  await button(other).click();
  await expectState(other, 'connected');
  await other.close();
  await button(page).click();
  await expectState(page, 'connected');
  await button(page).click();
  await expectState(page, 'ended');
});

test('the keyboard does it all', async ({ page, site, local }) => {
  await visit(page, site, local);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectState(page, 'connected');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect.poll(() => page.evaluate(() => document.querySelector('voice-agent-call')?.muted)).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expectState(page, 'ended');
  await expectReleased(page);
});

test('leaving the page says goodbye to the gateway', async ({ page, site, local }) => {
  await visit(page, site, local);
  await button(page).click();
  await expectState(page, 'connected');
  const session = local.gateway.sessions.at(-1);
  await page.goto('about:blank');
  await expect.poll(() => session?.ended?.by).toBe('client');
  expect(session?.closeFrames).toBe(1);
});

test('the parts and custom properties that the README names take the page’s styles', async ({
  page,
  site,
  local,
}) => {
  await visit(page, site, local);
  await page.addStyleTag({
    content: `voice-agent-call { --voice-agent-call-accent: rgb(1, 2, 3); --voice-agent-call-radius: 3px; }
      voice-agent-call::part(button-label) { letter-spacing: 5px; }
      voice-agent-call::part(base) { outline: 1px solid rgb(4, 5, 6); }
      voice-agent-call:state(connected)::part(button) { background: rgb(7, 8, 9); }
      voice-agent-call::part(mute-button) { opacity: 0.5; }
      voice-agent-call::part(status-text) { color: rgb(10, 11, 12); }
      voice-agent-call::part(timer) { color: rgb(13, 14, 15); }`,
  });
  const style = (name: string, property: string): Promise<string> =>
    page
      .locator(`voice-agent-call [part~=${name}]`)
      .evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), property);
  expect(await style('button', 'background-color')).toBe('rgb(1, 2, 3)');
  expect(await style('button', 'border-radius')).toBe('3px');
  expect(await style('button-label', 'letter-spacing')).toBe('5px');
  expect(await style('base', 'outline-color')).toBe('rgb(4, 5, 6)');
  await button(page).click();
  await expectState(page, 'connected');
  await expect.poll(() => style('button', 'background-color')).toBe('rgb(7, 8, 9)');
  expect(await style('mute-button', 'opacity')).toBe('0.5');
  expect(await style('status-text', 'color')).toBe('rgb(10, 11, 12)');
  expect(await style('timer', 'color')).toBe('rgb(13, 14, 15)');
  await button(page).click();
});

test('a policy that blocks the gateway is told at once, and the token is not in the browser’s complaint', async ({
  page,
  site,
  local,
  complaints,
}) => {
  await visit(
    page,
    site,
    local,
    { 'connector-token': 'demo:secret' },
    { 'content-security-policy': "connect-src 'self'" },
  );
  await button(page).click();
  await expectState(page, 'failed', 12_000);
  expect((await watched(page)).errors).toMatchObject([{ code: 'gateway-unreachable' }]);
  expect(complaints.join()).toContain('Content Security Policy');
  expect(complaints.join()).not.toContain('secret');
  await expectReleased(page);
});

test('a gateway without an endpoint for ICE servers costs nothing, and sees no token in a URL', async ({
  page,
  site,
  local,
}) => {
  const urls: string[] = [];
  await page.route('**/ice-servers*', (route, request) => {
    urls.push(request.url());
    return route.abort();
  });
  await visit(page, site, local, { 'connector-token': 'demo:secret' });
  await button(page).click();
  await expectState(page, 'connected');
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.join()).not.toContain('secret');
  await button(page).click();
});

test('the token in a header keeps it out of the gateway’s URLs', async ({ page, site, local }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  page.on('websocket', (socket) => urls.push(socket.url()));
  await visit(page, site, local, { 'connector-token': 'demo:secret' });
  await button(page).click();
  await expectState(page, 'connected');
  expect(urls.filter((url) => url.includes('ice-servers'))).not.toEqual([]);
  expect(urls.join()).not.toContain('secret');
  await button(page).click();
});
