import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import * as copied from '../../../src/plugin/sources/unstable-attributes.ts';

const incubating = new Map<string, unknown>(Object.entries(conventions));

test.each(Object.entries(copied))('%s is what the semantic conventions call it', (name, attribute) => {
  expect(incubating.get(name)).toBe(attribute);
});
