import { z } from 'zod';

/** The setting of a source of a tenant that operators have commands for. */
export const commandsSetting = {
  commands: z
    .preprocess(
      // YAML 1.1 took `off` for false.
      (value) => (value === false ? 'off' : value),
      z.enum(['off', 'read', 'write'], { error: 'must be off, read or write' }),
    )
    .prefault('read')
    .meta({
      title: 'Commands',
      description:
        'Which commands operators may run with this key. read: those that change nothing. write: also those that do, ' +
        'such as isolating hosts. Polling changes nothing whatever this says.',
      'x-advanced': true,
    }),
} as const;
