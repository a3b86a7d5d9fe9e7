/** What a program needs to run connectors by itself, as `cortex-otel run` does. */
export type { Accepted } from './collect/pipeline.ts';
export type { ConnectorOutcome } from './collect/run-connector.ts';
export type { ConnectorEnd } from './collect/start-connector.ts';
export type { Configuration, ConfiguredConnector } from './config/configuration.ts';
export { loadConfiguration } from './config/load-configuration.ts';
export { type Host, type HostParts, startHost } from './create-host.ts';
export { createLogger, type LoggerOptions } from './create-logger.ts';
export { createSink } from './delivery/create-sink.ts';
export type { DestinationConfig } from './delivery/destination.ts';
export type { DeliveryReport, Sink } from './delivery/sink.ts';
export { egress } from './egress.ts';
export { acquireDirectoryLock, type DirectoryLock } from './state/directory-lock.ts';
export { openSqliteStateStore } from './state/sqlite-state-store.ts';
export type { StateReader, StateStore } from './state/state-store.ts';
export { type StatusReport, statusReportSchema } from './status/status-report.ts';
export { type StatusWord, statusWords } from './status/status-word.ts';
export { systemTools } from './system-tools.ts';
