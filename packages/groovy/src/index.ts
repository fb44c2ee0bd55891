export type * from './ast/expression.ts';
export type * from './ast/operator.ts';
export type * from './ast/span.ts';
export type * from './ast/statement.ts';
export type * from './ast/type.ts';
export {
  GroovyRuntimeError,
  GroovySyntaxError,
  GroovyThrownError,
  PlabError,
  type SourcePlace,
} from './errors.ts';
export type {
  Arguments,
  Closure,
  DescribedError,
  GroovyMap,
  Host,
  HostObject,
  Thrown,
  Value,
} from './evaluator/value/value.ts';
export { type ParseResult, parse, parseAll } from './parser/parse.ts';
export { codeFrame, lineAndColumn, type Position } from './position.ts';
export {
  createInterpreter,
  type FileOptions,
  type Interpreter,
  type LoadedFile,
} from './evaluator/interpreter.ts';
export { codeWithin } from './evaluator/within.ts';
export { fromHost as toGroovy } from './evaluator/core/boundary.ts';
export { typeOf } from './evaluator/core/text.ts';
export { hostList, HostMap } from './evaluator/value/host-data.ts';
export { isTrue, type JavaPattern, javaPattern, textOf } from './evaluator/for-host.ts';
