import type { CallNode, Expression, MapEntry } from '@pipeline-lab/groovy/syntax';
import type { EnvEntry } from '../model.ts';
import { type Holder, stagesAround } from '../stages.ts';
import { callsAround } from '../tree.ts';
import { argumentOf, literalText } from '../expressions.ts';
import type { Subject } from './rule.ts';

/**
 * The variables that hold a secret where a call stands, by the blocks around it, of which the inner ones win. A
 * function may be called in any stage: for what is outside of the pipeline all of them count.
 */
export function secretsAround({ pipeline, holders, tree }: Subject, call: CallNode): ReadonlySet<string> {
  const isInside = pipeline.start <= call.start && call.end <= pipeline.end;
  const around: readonly Pick<Holder, 'environment' | 'options'>[] = isInside
    ? stagesAround(holders, call)
    : holders;
  const secrets = new Set(passwords(pipeline));
  for (const { environment, options } of [pipeline, ...around]) {
    for (const name of options.flatMap((option) => boundBy(option.call))) secrets.add(name);
    for (const entry of environment) {
      const names = secretNames(entry);
      if (names.length === 0 && isInside) secrets.delete(entry.name);
      for (const name of names) secrets.add(name);
    }
  }
  for (const name of callsAround(tree, call).flatMap(boundBy)) secrets.add(name);
  return secrets;
}

/** The parameters that are secrets. */
export function passwords({ parameters }: Subject['pipeline']): string[] {
  return parameters.filter(({ type }) => type === 'password').map(({ name }) => name);
}

/** `X = credentials('id')` sets `X` and its parts. */
function secretNames({ name, value }: EnvEntry): string[] {
  const isCredential = value.kind === 'call' && value.name === 'credentials';
  return isCredential ? [name, `${name}_USR`, `${name}_PSW`] : [];
}

/** The secret variables of `withCredentials`, the step or the option. */
function boundBy(call: CallNode): string[] {
  if (call.name !== 'withCredentials') return [];
  return bindingsIn(argumentOf(call, 'bindings')).flatMap(({ type, named }) =>
    named.flatMap(({ key, value }) =>
      isSecret(type, literalText(key) ?? '') ? (literalText(value) ?? []) : [],
    ),
  );
}

interface Binding {
  /** `string`, `usernamePassword`, or the class of a map: `StringBinding`. */
  readonly type: string;
  readonly named: readonly MapEntry[];
}

function bindingsIn(value: Expression | undefined): Binding[] {
  if (value?.kind === 'list') return value.elements.flatMap(bindingsIn);
  if (value?.kind === 'call') return [{ type: value.name, named: value.named }];
  if (value?.kind !== 'map') return [];
  const type = value.entries.find(({ key }) => literalText(key) === '$class');
  return [{ type: literalText(type?.value) ?? '', named: value.entries }];
}

/** User names are no secrets unless the credential says so, and the path of a file, an archive or a certificate is none. */
function isSecret(type: string, key: string): boolean {
  if (key === 'passwordVariable' || key === 'passphraseVariable') return true;
  return (
    key === 'variable' &&
    /^(?:string|StringBinding|usernameColonPassword|UsernamePasswordBinding)$/.test(type)
  );
}
