import type { Collection } from '../../contract/index.ts';

const mostWaiting = 100_000;

/** Revisions of incidents that wait for their details, by uid. */
export const waiting: Collection = { name: 'enrichment-waiting', most: mostWaiting };

/** Those of them that have to be asked for alone, where the tenant answers for many at once. */
export const alone: Collection = { name: 'enrichment-alone', most: mostWaiting };

/** The uid of the revision that waits, by incident: it goes when a newer one comes. */
export const waitingOf: Collection = { name: 'enrichment-waiting-of', most: 2 * mostWaiting };

/** What was delivered of an incident's alerts and of which revision, by incident; the latest are kept longest. */
export const delivered: Collection = { name: 'enrichment-delivered', most: 50_000 };

/** How many revisions were given up, by {@link GivenUp}. */
export const givenUp: Collection = { name: 'enrichment-given-up', most: 10 };

/** `forgotten`: more waited than are kept. `gone`: the tenant has the incident no more, or cannot give it. */
export type GivenUp = 'forgotten' | 'gone';
