import type { SavedContext } from '../../../src/host/saved/configure-saved.ts';
import type { Sealer } from '../../../src/host/saved/sealer.ts';
import type { SavedConnector } from '../../../src/host/state/operator-store.ts';
import { numbersPlugin } from '../config/numbers-plugin.ts';
import { savedConnector } from '../state/state-fixtures.ts';

/** A connector of the numbers plugin whose token is a reference. */
export function referring(id: string, change: Partial<SavedConnector> = {}): SavedConnector {
  const secrets = { token: { kind: 'reference', text: '${env:TOKEN}', setMs: 1 } } as const;
  return savedConnector(id, { settings: { host: 'one.example' }, secrets, destination: null, ...change });
}

/** A connector of the numbers plugin whose token, and that of its own destination, is sealed. */
export async function sealed(id: string, sealer: Sealer, tokens: { token: string; authorization: string }) {
  const seal = async (text: string) => ({ kind: 'sealed', text: await sealer.seal(text), setMs: 1 }) as const;
  const { endpoint, encoding, compression } = savedConnector(id).destination!;
  const destination = { endpoint, encoding, compression, authorization: await seal(tokens.authorization) };
  return referring(id, { secrets: { token: await seal(tokens.token) }, destination });
}

/** What the numbers plugin's connectors are configured with, in a directory; `secrets` gathers what is made known. */
export function savedContext(directory: string, change: Partial<SavedContext> = {}) {
  const secrets: string[] = [];
  const context: SavedContext = {
    plugins: [numbersPlugin],
    env: { TOKEN: 'token-of-env', BEARER: 'bearer-of-env' },
    directory,
    sealer: undefined,
    onSecret: (text) => void secrets.push(text),
    ...change,
  };
  return { context, secrets };
}
