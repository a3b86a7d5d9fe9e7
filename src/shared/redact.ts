/** Masks secrets by value, in every form they are likely to be printed in. */
export interface Redactor {
  /** Knows one more secret. An empty text is ignored. */
  add(secretText: string): void;
  redact(text: string): string;
}

const mask = '[redacted]';

/**
 * A redactor for log streams and error messages. It finds each secret as it is, in base64, base64url (alone, or inside
 * encoded text such as `user:secret`), hex, URL-encoded and JSON-escaped; where finds overlap or touch, all is masked as one.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const needles = new Set<string>();
  const add = (secretText: string) => {
    for (const needle of printedForms(secretText)) needles.add(needle);
  };
  secrets.forEach(add);
  return { add, redact: (text) => maskSpans(text, findSpans(text, needles)) };
}

function printedForms(secret: string): ReadonlySet<string> {
  if (secret === '') return new Set();
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const quoted = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret.toWellFormed());
  const escapes = /%[0-9A-F]{2}/g;
  return new Set([
    secret,
    quoted,
    JSON.stringify(quoted).slice(1, -1),
    hex,
    hex.toUpperCase(),
    url,
    url.replace(escapes, (escape) => escape.toLowerCase()),
    url.replaceAll('%20', '+'),
    [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
    ...base64Forms(bytes),
  ]);
}

/** Base64 of the secret at each of the three alignments it can have inside a longer text. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = padded.toString('base64').replace(/=+$/, '');
    // Characters that also hold bits of neighbours are not ours to look for.
    const from = shift === 0 ? 0 : shift + 1;
    const inner = whole.slice(from, Math.floor((padded.length * 8) / 6));
    // A few characters say nothing of a secret, and would be found in any text.
    const forms = shift === 0 ? [whole, inner] : [inner];
    return forms
      .filter((form) => form.length >= 4)
      .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
  });
}

type Span = readonly [from: number, to: number];

function findSpans(text: string, needles: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  for (const needle of needles) {
    // From the next character, not from the end: a secret may overlap itself.
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1))
      spans.push([at, at + needle.length]);
  }
  return spans.toSorted((a, b) => a[0] - b[0]);
}

function maskSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let [masked, copiedTo, maskedTo] = ['', 0, -1];
  for (const [from, to] of spans) {
    if (from > maskedTo) masked += text.slice(copiedTo, from) + mask;
    maskedTo = Math.max(maskedTo, to);
    copiedTo = maskedTo;
  }
  return masked + text.slice(copiedTo);
}
