import { z } from 'zod';

/** True or false, also as people and other products write them: `True`, `false`. */
export function yesOrNo() {
  return z.preprocess(
    (given) => {
      const word = typeof given === 'string' ? given.trim().toLowerCase() : given;
      return word === 'true' || word === 'false' ? word === 'true' : word;
    },
    z.boolean({ error: 'must be true or false' }),
  );
}
