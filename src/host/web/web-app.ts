import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger, Random } from '../../contract/index.ts';
import type { StatusReport } from '../status/status-report.ts';
import type { ApiParts } from './api-handlers.ts';
import { addApiRoutes } from './api-routes.ts';
import { assetAnswer } from './asset-answer.ts';
import { readAssets } from './assets.ts';
import { problemOf } from './problem-of.ts';
import { connectorReadiness, hostReadiness } from './readiness.ts';

export interface WebAppParts {
  readonly status: () => StatusReport;
  /** The collector's own metrics as Prometheus text. */
  readonly metricsText: () => Promise<string>;
  /** Undefined: probes and metrics only. */
  readonly api: (ApiParts & { readonly closing: AbortSignal }) | undefined;
  /** Whether others than this machine reach it: then metrics, which name connectors, take a credential. */
  readonly open: boolean;
  readonly logger: Logger;
  readonly random: Pick<Random, 'token'>;
}

const prometheusText = 'text/plain; version=0.0.4; charset=utf-8';

/** The routes. Those of the probes answer without a credential, so they name no connector, tenant or address that was not asked for. */
export function createWebApp({ status, metricsText, api, open, logger, random }: WebAppParts) {
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

  app.get('/metrics', async (context) => {
    if (open) api?.authentication.callerOf(context.env.incoming);
    return context.body(await metricsText(), 200, { 'content-type': prometheusText });
  });

  if (api) {
    addApiRoutes(app, api);
    const assets = readAssets();
    app.get('*', (context, next) => {
      const asset = assets.get(context.req.path);
      return asset ? assetAnswer(asset, context.req.header('accept-encoding')) : next();
    });
  }

  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError((error, context) => problemOf(error, context.req.path, { logger, random }));

  return app;
}

function countWords({ connectors }: StatusReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of connectors) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
