// A certificate that nobody vouches for, made by openssl. Touches the folder it is given.

import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Hash of the public key, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly pin: string;
}

export function makeCertificate(folder: string, host: string): Certificate {
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const { status, stderr, error } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', `subjectAltName=DNS:localhost,IP:${host}`],
      ...['-keyout', key, '-out', cert],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl made no certificate: ${error?.message ?? stderr}`);
  const publicKey = createPublicKey(readFileSync(cert)).export({ type: 'spki', format: 'der' });
  return { cert, key, pin: createHash('sha256').update(publicKey).digest('base64') };
}
