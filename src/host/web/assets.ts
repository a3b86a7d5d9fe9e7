import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pagePolicy } from './policy-headers.ts';

/** A file of the built page, as it is served. */
export interface Asset {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same compressed, by name of the encoding; the best first. */
  readonly encodings: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Where the build leaves the page, seen from the sources and from the package alike. */
const builtPage = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** What the build writes beside a file. */
const compressed = { br: '.br', gzip: '.gz' } as const;

/**
 * The files of a built page by the path they are asked for, `/` for the page itself; all in memory, so that no path of a
 * request ever becomes one of the disk. Of a directory that is not there: the page that says how to build it.
 */
export function readAssets(directory: string = builtPage): ReadonlyMap<string, Asset> {
  const files = readDirectory(directory);
  const plain = [...files.keys()].filter((path) => !Object.values(compressed).some((end) => path.endsWith(end)));
  const assets = new Map(plain.map((path) => [path, assetOf(path, files)]));
  const page = assets.get('/index.html');
  assets.delete('/index.html');
  return assets.set('/', page ?? missingPage);
}

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

function readDirectory(directory: string): Files {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  try {
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      // Neither directories nor links.
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(`/${relative(directory, path).split(sep).join('/')}`, new Uint8Array(readFileSync(path)));
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  return files;
}

function assetOf(path: string, files: Files): Asset {
  const bytes = files.get(path) ?? new Uint8Array();
  const encodings = Object.entries(compressed).flatMap(([name, end]) => {
    const found = files.get(`${path}${end}`);
    return found ? [[name, found] as const] : [];
  });
  const html = path.endsWith('.html');
  // A name that holds a digest of the content never means anything else.
  const forever = /^\/assets\/.*-[\w-]{8}\.\w+$/.test(path);
  return {
    bytes,
    encodings: new Map(encodings),
    headers: {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      ...(html && { 'content-security-policy': pagePolicy }),
      ...(forever && { 'cache-control': 'public, max-age=31536000, immutable' }),
      ...(encodings.length > 0 && { vary: 'accept-encoding' }),
    },
  };
}

const missingPage: Asset = {
  headers: { 'content-type': 'text/html; charset=utf-8' },
  encodings: new Map(),
  bytes: new TextEncoder().encode(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>cortex-otel</title>
<h1>The console has not been built</h1>
<p>Run <code>npm run build:web</code> and start again. The API is at <code>/api/v1</code>.</p>
</html>
`),
};
