import { describe, expect, test } from 'vitest';
import { queryQuotaPath, startQueryPath } from '../../../../src/testing/index.ts';
import { at, tenantWithRows } from './tenant-with-rows.ts';

const quota = (tenant: ReturnType<typeof tenantWithRows>, nowMs: number) => tenant.ask(queryQuotaPath, {}, nowMs).body;

describe('the quota', () => {
  test('tells what runs and, once it has ended, what it cost', () => {
    const tenant = tenantWithRows({ durationMs: 4000, cost: 0.125 });
    const id = tenant.start('dataset = x');
    expect(quota(tenant, at + 1500)).toEqual({
      reply: {
        license_quota: 5,
        additional_purchased_quota: 0,
        used_quota: 0,
        eval_quota: 0,
        total_daily_running_queries: 1,
        total_daily_concurrent_rejected_queries: 0,
        current_concurrent_active_queries: { [id]: { xql: 'dataset = x', duration: 1.5 } },
        current_concurrent_active_queries_count: 1,
        max_daily_concurrent_active_query_count: 1,
      },
    });
    expect(quota(tenant, at + 4000)).toMatchObject({
      reply: { used_quota: 0.125, current_concurrent_active_queries: {}, current_concurrent_active_queries_count: 0 },
    });
    expect(quota(tenant, at + 86_400_000)).toMatchObject({ reply: { used_quota: 0, total_daily_running_queries: 0 } });
  });

  test('a fifth query at once is refused with an object, until one has ended', () => {
    const tenant = tenantWithRows({ durationMs: 4000 });
    for (let number = 0; number < 4; number += 1) tenant.start('q', {}, at + number);
    expect(tenant.ask(startQueryPath, { query: 'q' }, at + 3999)).toEqual({
      status: 500,
      headers: {},
      body: {
        reply: {
          err_code: 500,
          err_msg: 'An error occurred while processing XDR - XQL query',
          err_extra: {
            err_msg: expect.stringContaining('reached max allowed amount of parallel running queries'),
            query_cost: 0,
            remaining_quota: 5,
            total_daily_running_queries: 4,
            total_daily_concurrent_rejected_queries: 1,
          },
        },
      },
    });
    expect(quota(tenant, at + 3999)).toMatchObject({
      reply: { total_daily_concurrent_rejected_queries: 1, max_daily_concurrent_active_query_count: 4 },
    });
    expect(tenant.ask(startQueryPath, { query: 'q' }, at + 4000).status).toBe(200);
  });

  test('the most that ran at once is that of the day', () => {
    const tenant = tenantWithRows({ durationMs: 4000 });
    for (const offsetMs of [0, 1, 2, 9000]) tenant.start('q', {}, at + offsetMs);
    const most = (nowMs: number) => quota(tenant, nowMs);
    expect(most(at + 9000)).toMatchObject({ reply: { max_daily_concurrent_active_query_count: 3 } });
    expect(most(at + 86_400_000)).toMatchObject({ reply: { max_daily_concurrent_active_query_count: 0 } });
    tenant.start('q', {}, at + 86_400_000);
    expect(most(at + 86_400_000)).toMatchObject({ reply: { max_daily_concurrent_active_query_count: 1 } });
  });

  test('what is spent starts nothing', () => {
    const tenant = tenantWithRows({ cost: 1.5 });
    tenant.model.xql.setLimits({ licenseQuota: 1, additionalQuota: 0.5, parallel: 2 });
    tenant.start('q');
    expect(tenant.ask(startQueryPath, { query: 'q' }, at + 1999).status).toBe(200);
    expect(tenant.ask(startQueryPath, { query: 'q' }, at + 2000)).toMatchObject({
      status: 500,
      body: { reply: { err_extra: { err_msg: expect.stringContaining('quota'), remaining_quota: 0 } } },
    });
  });
});
