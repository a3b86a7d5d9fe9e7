import type { Asset } from './assets.ts';

/** An asset in the first of its encodings that the browser takes. */
export function assetAnswer({ headers, bytes, encodings }: Asset, acceptEncoding: string | undefined): Response {
  const accepted = new Set((acceptEncoding ?? '').split(',').map(encodingName));
  const encoding = [...encodings.keys()].find((name) => accepted.has(name));
  return new Response((encoding && encodings.get(encoding)) ?? bytes, {
    headers: { ...headers, ...(encoding && { 'content-encoding': encoding }) },
  });
}

/** Undefined where it is refused by a weight of 0. */
function encodingName(entry: string): string | undefined {
  const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? undefined : name;
}
