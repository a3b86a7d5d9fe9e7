import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assetAnswer } from '../../../src/host/web/asset-answer.ts';
import { readAssets } from '../../../src/host/web/assets.ts';
import { pagePolicy } from '../../../src/host/web/policy-headers.ts';
import { temporaryDirectory } from '../state/state-tools.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
  mkdirSync(join(directory.path, 'assets'), { recursive: true });
  const files = {
    'index.html': '<!doctype html>',
    'index.html.br': 'page as br',
    'icon.svg': '<svg/>',
    'assets/main-Ab12_-xY.js': 'code',
    'assets/main-Ab12_-xY.js.br': 'code as br',
    'assets/main-Ab12_-xY.js.gz': 'code as gzip',
    'assets/stylesheet.css': 'a{}',
    'apple-touch-icon.png': 'png',
    'assets/odd.xyz': '?',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory.path, path), text);
  symlinkSync('/etc/passwd', join(directory.path, 'assets/link.js'));
});
afterEach(() => directory.remove());

function get(path: string, acceptEncoding?: string): Response | undefined {
  const asset = readAssets(directory.path).get(path);
  return asset && assetAnswer(asset, acceptEncoding);
}

describe('what the build left', () => {
  test('is there by its path, and nothing else: no link, no compressed file by itself', () => {
    expect([...readAssets(directory.path).keys()].toSorted()).toEqual([
      '/',
      '/apple-touch-icon.png',
      '/assets/main-Ab12_-xY.js',
      '/assets/odd.xyz',
      '/assets/stylesheet.css',
      '/icon.svg',
    ]);
  });

  test.for<[path: string, type: string, kept: string | null]>([
    ['/', 'text/html; charset=utf-8', null],
    ['/assets/main-Ab12_-xY.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/stylesheet.css', 'text/css; charset=utf-8', null],
    ['/icon.svg', 'image/svg+xml', null],
    ['/apple-touch-icon.png', 'image/png', null],
    ['/assets/odd.xyz', 'application/octet-stream', null],
  ])('%s is %s, kept: %s', ([path, type, kept]) => {
    const answer = get(path);
    expect(answer?.headers.get('content-type')).toBe(type);
    expect(answer?.headers.get('cache-control')).toBe(kept);
  });

  test('a page runs nothing that was not served with it', () => {
    expect(get('/')?.headers.get('content-security-policy')).toBe(pagePolicy);
    expect(get('/icon.svg')?.headers.get('content-security-policy')).toBeNull();
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(pagePolicy.split('; ')).toContain(part);
    expect(pagePolicy).not.toMatch(/unsafe|\*|https?:/);
  });

  test.for<[string | undefined, string]>([
    [undefined, 'code'],
    ['', 'code'],
    ['identity', 'code'],
    ['gzip', 'code as gzip'],
    ['gzip, deflate, br', 'code as br'],
    ['br;q=0, gzip;q=0.5', 'code as gzip'],
    ['gzip;q=0.0', 'code'],
    ['*', 'code'],
    ['BR', 'code as br'],
  ])('who accepts %j gets %j', async ([accepted, text]) => {
    const answer = get('/assets/main-Ab12_-xY.js', accepted);
    expect(await answer?.text()).toBe(text);
    expect(answer?.headers.get('vary')).toBe('accept-encoding');
    expect(answer?.headers.get('content-encoding') ?? 'code').toBe(text.replace('code as ', ''));
  });

  test('that is not there is a page that says what builds it', async () => {
    const assets = readAssets(join(directory.path, 'missing'));
    expect([...assets.keys()]).toEqual(['/']);
    const page = assets.get('/');
    expect(page && (await assetAnswer(page, undefined).text())).toContain('npm run build:web');
  });
});
