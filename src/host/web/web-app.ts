import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger, Random } from '../../contract/index.ts';
import type { StatusReport } from '../status/status-report.ts';
import { connectorReadiness, hostReadiness } from './readiness.ts';

export interface WebAppParts {
  readonly status: () => StatusReport;
  /** The collector's own metrics as Prometheus text. */
  readonly metricsText: () => Promise<string>;
  readonly logger: Logger;
  readonly random: Pick<Random, 'token'>;
}

const prometheusText = 'text/plain; version=0.0.4; charset=utf-8';

/** The routes. They answer without a credential, so they name no connector, tenant or address that was not asked for. */
export function createWebApp({ status, metricsText, logger, random }: WebAppParts) {
  // The path as it was sent: what is encoded, doubled or walks upwards is another path.
  const app = new Hono<{ Bindings: HttpBindings }>({
    getPath: (_request, options) => options?.env?.incoming.url?.split('?', 1)[0] ?? '/',
  });

  app.get('/healthz', (context) => context.json({ status: 'ok' }));

  app.get('/readyz', (context) => {
    const report = status();
    const id = context.req.query('connector');
    if (id === undefined) {
      const code = hostReadiness(report);
      return context.json({ ready: code === 200, connectors: countWords(report) }, code);
    }
    const connector = report.connectors.find((one) => one.id === id);
    if (!connector) return context.json({ error: 'no such connector' }, 404);
    const code = connectorReadiness(connector, { at: report.at, hostStartedAt: report.host.startedAt });
    return context.json({ ready: code === 200, status: connector.status }, code);
  });

  app.get('/metrics', async (context) => context.body(await metricsText(), 200, { 'content-type': prometheusText }));

  app.notFound((context) => context.json({ error: 'not found' }, 404));

  app.onError((error, context) => {
    const id = random.token(12);
    logger.error({ id, path: context.req.path, stack: error.stack }, 'a web request failed');
    return context.json({ error: 'internal error', id }, 500);
  });

  return app;
}

function countWords({ connectors }: StatusReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of connectors) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
