import { peakMib } from '../../peak-mib.ts';
import { clientOf } from './cortex-client.ts';

/** Asks a server ten times at once, as a process of its own; prints what came of it and the most memory it took. */
const client = clientOf(process.argv[2] ?? '');
const outcomes = await Promise.all(
  Array.from({ length: 10 }, () =>
    client.post('/public_api/v1/incidents/get_incidents', {}, new AbortController().signal).then(
      () => 'ok',
      (error: { readonly code?: string }) => error.code,
    ),
  ),
);

console.log(JSON.stringify({ outcomes, peakMiB: peakMib() }));
process.exit();
