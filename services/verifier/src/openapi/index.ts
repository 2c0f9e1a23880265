/**
 * Routes as a table. One row says who may call, what comes in and goes out, and which problems there are; the router and the
 * OpenAPI document are both made of it, so that they cannot part. Owns reading and checking requests, authorization before
 * anything is read, answers and problems in their shapes. Refuses parameters and members that no row names.
 */
export { problemsOf } from './common-problems.ts';
export { describeRoutes, tagOf } from './document.ts';
export { mountRoutes } from './mount-routes.ts';
export { BooleanText, Id, Instant, integerText, Slug } from './parameter.ts';
export {
  type Access,
  type ArrivingDocument,
  type Members,
  type Operator,
  type Route,
  type RouteAnswer,
  type RouteRequest,
  type RouteResponse,
  route,
  type Tag,
} from './route.ts';
export { schemaOf } from './schema.ts';
export { TAGS } from './tags.ts';
