import { z } from 'zod';

/** Yes or no comes as text from `${env:…}`, and what YAML 1.1 took for the same is still written. */
function claimIn(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  return ['true', 'yes', 'on'].includes(word) ? true : ['false', 'no', 'off'].includes(word) ? false : value;
}

export const yesOrNo = z.preprocess(claimIn, z.boolean({ error: 'must be true or false' }));

export const onOrOff = z.preprocess(
  (value) => {
    const claim = claimIn(value);
    return typeof claim === 'boolean' ? (claim ? 'on' : 'off') : claim;
  },
  z.enum(['on', 'off'], { error: 'must be on or off' }),
);
