import { z } from 'zod';
import { textError, writtenText } from './written-text.ts';

const form = 'must be the id of an action, a number such as 1234';

/** The id of an action, as a parameter; its digits. */
export function actionId(description: string) {
  return z
    .preprocess(
      writtenText,
      z
        .string({ error: textError(form) })
        .trim()
        .regex(/^\d{1,20}$/, { error: form }),
    )
    .meta({ title: 'Action ID', description, examples: ['1234'] });
}
