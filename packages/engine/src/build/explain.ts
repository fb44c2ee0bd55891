import {
  codeFrame,
  GroovyRuntimeError,
  GroovyThrownError,
  lineAndColumn,
  PlabError,
} from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import type { BuildError } from '../events/event.ts';

/** An error as the journal tells it: an error of the script with its place in the Jenkinsfile. */
export function explain(error: unknown, pipeline: Pipeline | undefined): BuildError {
  if (!(error instanceof PlabError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'PLAB_BUILD_FAILED', message, hint: 'The journal of the build shows what went before.' };
  }
  const { code, hint } = error;
  const scriptError = error instanceof GroovyRuntimeError || error instanceof GroovyThrownError;
  if (!scriptError || error.offset === undefined || pipeline === undefined)
    return { code, message: error.message, hint };
  const { line, column } = lineAndColumn(pipeline.source, error.offset);
  const frame = codeFrame(pipeline.source, error.offset);
  const message = `${pipeline.file}:${line}:${column}: ${error.typeName}: ${error.message}\n${frame}`;
  return { code, message, hint };
}
