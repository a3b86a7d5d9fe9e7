import { z } from 'zod';
import { endpointIds, hostNames, hostsNamed, incidentId, sharedNames } from '../hosts/host-parameters.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { waitParameters } from '../input/wait-parameters.ts';

/** No document has a limit; this is the one of isolation. */
export const mostEndpoints = 1000;
const mostCharacters = 1_000_000;

export const scriptInput = z
  .strictObject({
    endpoint_ids: endpointIds(mostEndpoints),
    host_names: hostNames(mostEndpoints),
    shared_names: sharedNames(),
    snippet_code: z
      .string({ error: 'must be the text of a script' })
      .min(1, { error: 'must be the text of a script, and is empty' })
      .max(mostCharacters, { error: `must be at most ${mostCharacters} characters long` })
      .meta({
        title: 'Snippet Code',
        description:
          'The Python script to run; it goes to the endpoints as it is. What the question and the summary show is its size, its SHA-256 ' +
          'and how it begins; journal and audit log keep it (of a long one the beginning and the SHA-256), so let it hold no secret.',
        examples: ['import platform\nprint(platform.node())'],
      }),
    timeout_seconds: wholeNumber({ least: 1, most: 86_400 })
      .prefault(600)
      .meta({
        title: 'Timeout',
        description: 'Seconds after which an endpoint stops the script: 1 to 86400. Default 600.',
        examples: [600],
      }),
    incident_id: incidentId(),
    ...waitParameters({
      until: 'the script has ended on all endpoints; what it printed, and the files it left, are then fetched',
      usually: false,
    }),
  })
  .refine((input) => hostsNamed(input) > 0, { error: 'must name a host: endpoint_ids or host_names' })
  .refine((input) => hostsNamed(input) <= mostEndpoints, { error: `must name at most ${mostEndpoints} hosts` });

export type ScriptInput = z.infer<typeof scriptInput>;
