import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { stopwatch } from '../clock/index.ts';
import type { Metrics, Series } from '../metrics/index.ts';
import { METHODS, methodOf } from './methods.ts';

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/**
 * The duration of every request by method, pattern of the route and class of status, and how many are under way. The path itself is
 * never looked at. Mount it first.
 */
export function requestMetrics(metrics: Metrics): MiddlewareHandler {
  const durations = metrics.histogram('http_request_duration_seconds', 'Requests, until the answer begins', {
    method: METHODS,
    route: 'pattern',
    status: CLASSES,
  });
  let underWay = 0;
  metrics.gauge('http_requests_in_flight', 'Requests under way', {}, () => underWay);
  // Found by what is at hand, so that a request costs one look-up.
  const known = new Map<string, Series[]>();
  return async (context, next) => {
    const elapsed = stopwatch();
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
      const { method } = context.req;
      const route = routePath(context, -1);
      const status = Math.floor(context.res.status / 100) - 1;
      const key = `${method} ${route}`;
      const classes = known.get(key) ?? [];
      let series = classes[status];
      if (series === undefined) {
        // A method that nobody knows is one `other` for all of them.
        const of = methodOf(method);
        series = durations.series({ method: of, route, status: CLASSES[status] ?? '5xx' });
        classes[status] = series;
        if (of !== 'other') known.set(key, classes);
      }
      series.observe(elapsed() / 1000);
    }
  };
}
