// What is published: the exports map, the types, the files, and that the README tells all of it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'playwright/test';
import { sizes, total } from './sizes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const node = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });

test('every entry can be imported on a server, and names what it promises', () => {
  for (const entry of ['', '/define', '/elements', '/testing'])
    expect(node(`await import('voice-agent-call${entry}'); console.log('imported')`)).toBe('imported\n');
  const names = node(`console.log(Object.keys(await import('voice-agent-call/elements')).join())`);
  for (const name of ['VoiceAgentCall', 'CallError', 'CallEndEvent', 'defineGateway', 'transitions'])
    expect(names).toContain(name);
  expect(() => node(`await import('voice-agent-call/src/index.ts')`)).toThrow(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
});

test('a page’s own TypeScript compiles against the types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/voice-agent-call'), 'dir');
  writeFileSync(
    join(folder, 'page.ts'),
    `import 'voice-agent-call';
import { CallError, defineGateway, type Gateway, type VoiceAgentCall } from 'voice-agent-call/elements';
import { gatewayContract, type ContractServer } from 'voice-agent-call/testing';
const element: VoiceAgentCall = document.createElement('voice-agent-call');
element.iceServers = [{ urls: 'stun:example.com' }];
element.tokenProvider = async () => ({ token: 'x' });
element.addEventListener('call-end', (event) => console.log(event.duration.toFixed(), event.reason === 'remote'));
element.start().catch((error) => error instanceof CallError && error.code === 'busy');
const gateway: Gateway = {
  name: 'mine',
  rules: { token: 'required', begins: 'with-microphone', gathersFirst: true, candidates: 'never', hangsUpBy: 'message' },
  createSession: (request, credential, events) => ({
    exchange: async (offer, signal) => (events.sessionId(request.callSid), offer + credential.token + signal.aborted),
    close() {},
  }),
};
defineGateway('mine', () => Promise.resolve(gateway));
gatewayContract('mine', (): ContractServer => {
  const call = { request: { gatewayUrl: '/x' }, credential: { token: 't' } };
  return { echo: call, hangsUp: call, refuses: call, unauthorized: call, silent: call, garbage: call, late: call };
});
element.gateway = gateway;
element.headers = async () => ({ authorization: 'x' });
element.metadata = { customer: 5 };
element.call?.codec?.mimeType.toUpperCase();
// @ts-expect-error: a mode is a text
element.mode = 5;
`,
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        noEmit: true,
        strict: true,
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: [],
        preserveSymlinks: true,
      },
      files: ['page.ts'],
    }),
  );
  let said = '';
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
  } catch (error) {
    said = (error as { stdout: string }).stdout;
  }
  expect(said).toBe('');
});

test('the package holds the build, the README and the licence, nothing else', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }),
  ) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths.filter((path) => !/^(dist\/|README\.md$|LICENSE$|package\.json$)/.test(path))).toEqual([]);
  expect(paths).toContain('dist/voice-agent-call.js');
  expect(paths).toContain('dist/types/index.d.ts');
});

test('the file for a script tag registers the tag, and what a call needs is lazy', () => {
  const rows = sizes();
  const eager = rows.filter(({ when }) => when === 'eager').map(({ file }) => read(`dist/${file}`));
  expect(eager.join()).toContain('voice-agent-call-button');
  expect(eager.join()).not.toContain('webrtc-gateway');
  expect(eager.join()).not.toContain('getUserMedia');
  for (const gateway of ['polyai', 'voisnap', 'iqra', 'http', 'openai', 'pipecat', 'whip'])
    expect(rows.filter(({ file }) => new RegExp(`\\.${gateway}-[\\w-]{8}\\.js$`).test(file))).toHaveLength(1);
  expect(rows.filter(({ when }) => when === 'call')).toHaveLength(2);
  // No language but English, and no companion that a plain button does without, comes with the page.
  const lazy = rows.filter(({ file }) =>
    /\.(de|shortcuts|push-to-talk|voice-agent-call-(captions|panel|devices|keypad|rating|copy-button))-/.test(
      file,
    ),
  );
  expect(lazy.map(({ when }) => when)).toEqual(Array<string>(9).fill('lazy'));
  // Kept from growing; the aim is 11 and 17 kB.
  expect(total(rows, ['eager']).brotli).toBeLessThan(20_600);
  expect(total(rows, ['eager', 'call']).brotli).toBeLessThan(33_000);
});

test('the manifest describes every element, for editors and documentation', () => {
  const { modules } = JSON.parse(read('dist/custom-elements.json')) as {
    modules: { declarations?: { tagName?: string; attributes?: unknown[]; cssParts?: unknown[] }[] }[];
  };
  const elements = modules.flatMap(({ declarations }) => declarations ?? []).filter(({ tagName }) => tagName);
  expect(elements.map(({ tagName }) => tagName).sort()).toEqual([
    'voice-agent-call',
    'voice-agent-call-button',
    'voice-agent-call-captions',
    'voice-agent-call-consent',
    'voice-agent-call-copy-button',
    'voice-agent-call-devices',
    'voice-agent-call-keypad',
    'voice-agent-call-meter',
    'voice-agent-call-mute-button',
    'voice-agent-call-panel',
    'voice-agent-call-rating',
    'voice-agent-call-status',
    'voice-agent-call-timer',
  ]);
  expect(elements.find(({ tagName }) => tagName === 'voice-agent-call')?.attributes?.length).toBeGreaterThan(
    18,
  );
  for (const { tagName, cssParts } of elements) expect(cssParts, tagName).not.toBeUndefined();
});

test('the themes use only what the tag promises', () => {
  const tag = read('src/elements/voice-agent-call.ts');
  const files = readdirSync(`${root}dist/themes`);
  expect(files).toHaveLength(5);
  for (const file of files) {
    const sheet = read(`dist/themes/${file}`);
    const names = (pattern: RegExp) => [...sheet.matchAll(pattern)].map(([, name = '']) => name);
    const properties = names(/(--voice-agent-call-[\w-]+):/g);
    expect(properties.length).toBeGreaterThan(3);
    for (const name of properties) expect(tag).toContain(`@cssproperty ${name} `);
    for (const name of names(/::part\(([\w-]+)\)/g)) expect(tag).toContain(`@csspart ${name} `);
    for (const name of names(/:state\(([\w-]+)\)/g)) expect(tag).toContain(`@cssstate ${name} `);
    expect(sheet).not.toMatch(/url\(|@import|!important/);
  }
});

test('nothing in it is fetched from anywhere else', () => {
  const code = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.js'));
  const addresses = code.flatMap(
    (file) => read(`dist/${file}`).match(/\b(?:https?|wss?|stun|turn):\/{0,2}[\w.-]*\.\w+/g) ?? [],
  );
  // The last two are where those gateways are, in their adapters.
  const known = /www\.w3\.org|lit\.dev|stun\.l\.google\.com|api\.openai\.com|api\.voisnap\.ai/;
  expect(addresses.filter((address) => !known.test(address))).toEqual([]);
});

test.describe('the README names', () => {
  const readme = read('README.md');
  const element = read('src/elements/voice-agent-call.ts');
  const properties = read('src/elements/call-properties.ts');
  const missing = (names: Iterable<string>): string[] =>
    [...names].filter((name) => !readme.includes(`\`${name}\``) && !readme.includes(`\`${name}(`));
  const all = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, name]) => name ?? '');

  test('every attribute', () => {
    const attributes = [
      ...all(properties, /attribute: '([\w-]+)'/g),
      ...all(properties, /json\('([\w-]+)'\)/g),
      ...all(properties, /^ {4}(\w+): \{(?:\}| type| reflect)/gm),
    ];
    expect(attributes.length).toBeGreaterThan(30);
    expect(missing(attributes)).toEqual([]);
  });

  test('every event, part, slot and custom property', () => {
    for (const tag of ['fires \\{\\w+\\}', 'csspart', 'cssproperty', 'slot']) {
      const names = all(element, new RegExp(`@${tag} ([\\w-]+) -`, 'g'));
      expect(names.length, tag).toBeGreaterThan(3);
      expect(missing(names), tag).toEqual([]);
    }
  });

  test('every error code', () => {
    const codes = node(`console.log((await import('voice-agent-call/elements')).callErrorCodes.join())`);
    expect(missing(codes.trim().split(','))).toEqual([]);
  });
});
