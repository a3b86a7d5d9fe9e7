import type { Meter } from '@opentelemetry/api';
import type { StatusReport } from '../status/status-report.ts';

/** What the process takes, named as OpenTelemetry's semantic conventions do, and whether it holds the state directory. */
export function observeProcess(meter: Meter, status: () => StatusReport): void {
  meter
    .createObservableGauge('process.uptime', { unit: 's', description: 'How long the process has been running.' })
    .addCallback((result) => result.observe(process.uptime()));
  meter
    .createObservableCounter('process.cpu.time', { unit: 's', description: 'CPU time the process has used.' })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / 1e6, { 'cpu.mode': 'user' });
      result.observe(system / 1e6, { 'cpu.mode': 'system' });
    });
  meter
    .createObservableGauge('process.memory.usage', { unit: 'By', description: 'Memory the process occupies.' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableGauge('lease.held', { unit: '1', description: '1 while this process holds the state directory.' })
    .addCallback((result) => {
      const { host, connectors } = status();
      const waits = connectors.some((connector) => connector.status === 'Standby');
      result.observe(host.running && !waits ? 1 : 0);
    });
}
