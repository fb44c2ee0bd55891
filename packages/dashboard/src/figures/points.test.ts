import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { figures, quantile } from './points.ts';
import { type Reading, readingOf } from './reading.ts';

const told = (
  counts: { ok: number; failed: number; watched?: number },
  memory = 50e6,
  started = 1,
): string => `
# HELP pipeline_lab_requests_total Requests answered
# TYPE pipeline_lab_requests_total counter
pipeline_lab_requests_total{method="GET",endpoint="/tasks",status_code="200"} ${counts.ok}
pipeline_lab_requests_total{method="POST",endpoint="/tasks",status_code="503"} ${counts.failed}
pipeline_lab_requests_total{method="GET",endpoint="/metrics",status_code="200"} ${counts.watched ?? 0}
# TYPE pipeline_lab_tasks_created_total counter
pipeline_lab_tasks_created_total 12
# TYPE pipeline_lab_request_duration_seconds histogram
pipeline_lab_request_duration_seconds_bucket{method="GET",endpoint="/tasks",le="0.01"} ${counts.ok}
pipeline_lab_request_duration_seconds_bucket{method="GET",endpoint="/tasks",le="0.1"} ${counts.ok + counts.failed}
pipeline_lab_request_duration_seconds_bucket{method="GET",endpoint="/tasks",le="+Inf"} ${counts.ok + counts.failed}
pipeline_lab_request_duration_seconds_bucket{method="GET",endpoint="/metrics",le="+Inf"} ${counts.watched ?? 0}
# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes ${memory}
process_start_time_seconds ${started}
`;

const reading = (at: number, text: string): Reading =>
  readingOf(text, { at, release: 'r', uncounted: ['/metrics', '/health'] });

describe('figures of a service', () => {
  test('a reading counts requests and server errors, and none of those that only watch', () => {
    const { requests, errors, memory, buckets } = reading(0, told({ ok: 90, failed: 10, watched: 1000 }));
    assert.deepEqual({ requests, errors, memory }, { requests: 100, errors: 10, memory: 50e6 });
    assert.deepEqual(buckets, [
      [0.01, 90],
      [0.1, 100],
      [Infinity, 100],
    ]);
  });

  test('other services are understood by the shape of their metrics', () => {
    const { requests, errors } = reading(
      0,
      `# TYPE http_requests_total counter\nhttp_requests_total{code="200",handler="/a \\"b\\""} 5 1700000000000\nhttp_requests_total{code="500",handler="/health"} 7\nhttp_requests_total{code="500",handler="/a"} 1\nbroken{`,
    );
    assert.deepEqual({ requests, errors }, { requests: 6, errors: 1 });
  });

  test('points are rates, shares and quantiles of the last ten seconds, over all hosts', () => {
    const all = figures();
    for (const host of ['a', 'b']) {
      all.add(host, reading(0, told({ ok: 1000, failed: 500 })));
      all.add(host, reading(10_000, told({ ok: 1090, failed: 510 }, host === 'a' ? 60e6 : 70e6)));
    }
    const { at, rate, errors, p50, p99, memory } = all.point(10_000) ?? { at: 0 };
    assert.deepEqual({ at, rate, errors, memory }, { at: 10_000, rate: 20, errors: 0.1, memory: 70e6 });
    assert.ok(Math.abs((p50 ?? 0) - 0.01 * (50 / 90)) < 1e-9);
    assert.ok((p99 ?? 0) > 0.01 && (p99 ?? 0) < 0.1);
  });

  test('a process that was started anew makes no negative rate, and one that fell silent is left out', () => {
    const all = figures();
    all.add('a', reading(0, told({ ok: 1000, failed: 0 })));
    all.add('a', reading(2000, told({ ok: 4, failed: 0 }, 40e6, 2)));
    assert.deepEqual(all.point(2000), { at: 2000, memory: 40e6 });
    all.add('a', reading(4000, told({ ok: 24, failed: 0 }, 40e6, 2)));
    assert.equal(all.point(4000)?.rate, 10);
    assert.equal(all.point(20_000), undefined);
  });

  test('without requests there is no latency, and no share of errors that would be a fraction of nothing', () => {
    const all = figures();
    all.add('a', reading(0, told({ ok: 10, failed: 0 })));
    all.add('a', reading(2000, told({ ok: 10, failed: 0 })));
    assert.deepEqual(all.point(2000), { at: 2000, memory: 50e6, rate: 0, errors: 0 });
  });

  test('a quantile in the last bucket is the highest limit that is known', () => {
    const buckets = [
      [0.1, 1],
      [1, 2],
      [Infinity, 100],
    ] as const;
    assert.equal(quantile(0.99, buckets), 1);
    assert.equal(quantile(0.5, [[Infinity, 3]]), undefined);
    assert.equal(quantile(0.5, []), undefined);
  });
});
