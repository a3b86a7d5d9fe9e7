import { createHash, timingSafeEqual } from 'node:crypto';
import type { Credential } from '../config/configuration.ts';

export interface Credentials {
  /** Whose token it is. Takes the same time whatever is asked. */
  find(token: string): Credential | undefined;
}

export function createCredentials(access: readonly Credential[]): Credentials {
  const known = access.map((credential) => ({ credential, digest: digest(credential.token.reveal()) }));
  return {
    find(token) {
      const asked = digest(token);
      // All of them are compared, so that the time does not tell which one it was.
      const [found] = known.filter((each) => timingSafeEqual(each.digest, asked));
      return found?.credential;
    },
  };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
