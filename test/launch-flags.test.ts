import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const { demo, start, 'cortex-otel': cortexOtel } = manifest.scripts;

test('every script that starts the program starts it with the same bounds on garbage', () => {
  expect(cortexOtel).toBe('node --max-semi-space-size=8 --heap-growing-percent=100 src/cli.ts');
  expect([start, demo]).toEqual([`${cortexOtel} run`, `${cortexOtel} demo`]);
});
