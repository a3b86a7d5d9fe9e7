/** On every answer: it is for whoever asked, runs nothing, is embedded nowhere, and is kept by nobody. */
export const policyHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** On a page: it runs what was served with it, talks to whoever served it, and turns no text into code. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Beside {@link policyHeaders} where TLS is spoken: the browser does not come back without it, for a year. */
export const strictTransport = { 'strict-transport-security': 'max-age=31536000' } as const;
