import { expect, test } from 'vitest';
import { withoutSignatures } from '../../../../src/plugin/commands/files/without-signatures.ts';

test.for([
  ['https://files.example/f?sig=secret&exp=1', 'https://files.example/f?[withheld]'],
  [' \n\tHTTPS://files.example/f?sig=secret', ' \n\tHTTPS://files.example/f?[withheld]'],
  ['/public_api/v1/download/f?sig=secret', '/public_api/v1/download/f?[withheld]'],
  ['https://files.example/f#sig=secret', 'https://files.example/f?[withheld]'],
  ['https://files.example/f', 'https://files.example/f'],
  ['what? no link', 'what? no link'],
  [7, 7],
  [null, null],
] as const)('%j is shown as %j', ([link, shown]) => {
  expect(withoutSignatures({ reply: { data: { 'id-1': [link] } } })).toEqual({ reply: { data: { 'id-1': [shown] } } });
});
