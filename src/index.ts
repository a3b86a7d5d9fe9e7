/** The plugin, and the small host that comes with it. Fakes and the conformance suite: `cortex-otel/testing`. */
export * from './contract/index.ts';
export * from './host/index.ts';
export { createCortexPlugin } from './plugin/index.ts';
