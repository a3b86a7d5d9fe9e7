/** What became of an address somebody typed or pasted. */
export type Address =
  | { readonly ok: true; readonly origin: string; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[]; readonly suggested?: string };

export interface AddressParts {
  /** Lower case; https when none was written. */
  readonly scheme: string;
  /** Host, and port or user where they were written; as it was written. */
  readonly authority: string;
  readonly path: string;
  /** Query and fragment. */
  readonly rest: string;
}

const longestInput = 2048;
/** Scheme, authority, path, and whatever a browser's address bar has behind it. */
const form = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)(\/[^?#]*)?([?#].*)?$/;
/** Where the products' own documents end a base address: the calls bring their whole path themselves. */
const knownPath = /^\/(?:$|(?:xsoar|public_api|xdr)(?:\/|$))/i;

/** Takes the text apart without a URL parser, which would repair, and so hide, what must be refused. */
export function splitAddress(text: string): AddressParts {
  const [, scheme = 'https', authority = '', path = '', rest = ''] = form.exec(text) ?? [];
  return { scheme: scheme.toLowerCase(), authority, path, rest };
}

/** What is wrong with the characters of an address, before it is taken apart. */
export function textProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.length > longestInput) return `is longer than ${longestInput} characters`;
  if (/[^\x21-\x7e]/.test(text)) return 'must be plain ASCII without spaces';
  if (/[\\%"'<>`^|]/.test(text)) return 'must not hold quotes, backslashes or percent signs';
  if (splitAddress(text).authority.includes('@')) return 'must not hold a user name or password';
  return undefined;
}

/** What is wrong behind the host. */
export function tailProblem({ path, rest }: AddressParts): string | undefined {
  if (rest !== '') return 'must end with the host: remove what follows ? or #';
  if (path !== '' && !knownPath.test(path)) return 'must end with the host: remove the path';
  return undefined;
}

export function refused(error: string, suggested?: string): Address {
  return { ok: false, errors: [error], ...(suggested === undefined ? {} : { suggested }) };
}

export function pathWarning({ path }: AddressParts): readonly string[] {
  return path === '' || path === '/' ? [] : [`the path ${path.slice(0, 80)} is not needed and was dropped`];
}
