import { ROOT_CONTEXT, type Context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { traceOf } from '../http/trace-context.ts';
import type { Settings } from '../settings.ts';

/** Bits of `traceparent`. */
const sampled = 1;

/**
 * Sends a span of each request to an OpenTelemetry collector, with the names of the semantic conventions for HTTP
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). What is left is sent when the server closes.
 */
export function traceRequests(app: FastifyInstance, settings: Settings, endpoint: string): void {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'task-api',
      'service.version': settings.version,
      'service.instance.id': settings.release,
      'deployment.environment.name': settings.environment,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }),
      }),
    ],
  });
  const tracer = provider.getTracer('task-api');
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, done) => {
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, callerOf(request));
    spans.set(request, span);
    const { traceId, spanId, traceFlags } = span.spanContext();
    // What is asked for this request is asked by its span.
    request.headers['traceparent'] = `00-${traceId}-${spanId}-0${traceFlags & sampled}`;
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url;
    const span = spans.get(request);
    span?.updateName(route === undefined ? request.method : `${request.method} ${route}`);
    span?.setAttributes({
      'http.request.method': request.method,
      'http.response.status_code': reply.statusCode,
      'url.path': request.url.split('?')[0] ?? '',
      'url.scheme': request.protocol,
      ...(route === undefined ? {} : { 'http.route': route }),
    });
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
  app.addHook('onClose', async () => await provider.shutdown());
}

function callerOf({ headers }: FastifyRequest): Context {
  const caller = traceOf(headers['traceparent']);
  if (caller === undefined) return ROOT_CONTEXT;
  const { trace_id: traceId, parent_id: spanId } = caller;
  const traceFlags = caller.sampled ? sampled : 0;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
