import manifest from '../package.json' with { type: 'json' };

/** What Node is started with by the scripts that start the program: bounds on garbage (docs/decisions/0007). */
export const launchFlags = manifest.scripts['cortex-otel'].split(' ').filter((word) => word.startsWith('--'));
