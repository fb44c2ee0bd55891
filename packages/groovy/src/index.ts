export type * from './ast.ts';
export {
  GroovyRuntimeError,
  GroovySyntaxError,
  GroovyThrownError,
  PlabError,
  type SourcePlace,
} from './errors.ts';
export type { Arguments, Closure, GroovyMap, Host, HostObject, Thrown, Value } from './evaluator/value.ts';
export { codeFrame, lineAndColumn, type Position } from './position.ts';
