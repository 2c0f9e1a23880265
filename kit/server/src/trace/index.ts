/**
 * Traces: the steps of a request, on this service and on those that it asks, as OpenTelemetry has them (ADR 0050). Owns W3C trace context,
 * sampling, spans, and sending them as OTLP/HTTP in JSON. Off unless configured. Refuses names and attributes that are not on closed lists,
 * a parent from callers that are not trusted, and to tell others than our own services which trace it is.
 */
export { type TracingConfig, TracingSettings } from './settings.ts';
export type { RoutePattern, SpanAttributes, SpanName } from './span.ts';
export { formatTraceParent, parseTraceParent, type TraceParent } from './traceparent.ts';
export { createTracer, inSpan, type Tracer, type TracerOptions, tracedFetch } from './tracer.ts';
