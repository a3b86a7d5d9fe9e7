import type { Page } from 'playwright-core';
import type { Hands } from '../hands.ts';
import type { Scene } from '../scene.ts';
import type { Story } from '../story.ts';

/** Somebody in front of the console, and what they work with. */
export interface Person extends Story {
  readonly page: Page;
  readonly hands: Hands;
  readonly scene: Scene;
  /** What axe finds where they are now. */
  readonly lookAround: (place: string) => Promise<void>;
}

/** The name they give, and the connectors that come of it. */
export const name = 'SOC EU';
export const incidents = { id: 'soc-eu-cortex-xdr-incidents', source: 'Cortex XDR incidents' };

/** The key they copied wrong at first, and the one of their tenant: neither may be found anywhere afterwards. */
export const keys = {
  wrong: `WRONG-${'canary-0123456789-'.repeat(4)}`,
  right: { id: '12', key: `RIGHT-${'Canary+/=9876543210-'.repeat(4)}`, type: 'standard' },
} as const;

export const patience = () => AbortSignal.timeout(20_000);
