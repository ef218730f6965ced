// A site that embeds the built widget: static files of dist/ and pages written by tests, with headers of their choice.

import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.map': 'application/json',
};

export interface Page {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Site {
  private readonly pages = new Map<string, Page>();
  private readonly server: Server;
  /** Paths of every request, with their queries. */
  readonly requests: string[] = [];

  private constructor() {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://site');
      this.requests.push(request.url ?? '');
      if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
      const page = this.pages.get(url.pathname);
      if (page) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
        response.end(page.html);
        return;
      }
      const path = normalize(url.pathname).replace(/^\/dist\//, '');
      readFile(join(dist, path)).then(
        (body) => {
          response.writeHead(200, {
            'content-type': types[extname(path)] ?? 'text/plain',
            'access-control-allow-origin': '*',
          });
          response.end(body);
        },
        () => response.writeHead(404).end(),
      );
    });
  }

  static async open(): Promise<Site> {
    const site = new Site();
    await new Promise<void>((resolve) => site.server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Publishes a page and returns its address. */
  publish(path: string, html: string, headers: Readonly<Record<string, string>> = {}): string {
    this.pages.set(path, { html, headers });
    return this.origin + path;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
