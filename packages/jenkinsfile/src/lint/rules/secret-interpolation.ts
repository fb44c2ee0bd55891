import type { CallNode, Expression, MapEntry } from '@pipeline-lab/groovy/syntax';
import type { Pipeline, Stage } from '../../model.ts';
import { callsAround, type Tree } from '../../tree.ts';
import { argumentOf, literalText, memberOf } from '../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const secretInterpolation: Rule = {
  id: 'secret-interpolation',
  severity: 'warning',
  summary: 'A secret in a string that Groovy fills in.',
  why: 'Groovy puts the secret into the text of the command: other users of the machine can read it in the list of processes, and characters that the shell knows are executed. In single quotes the shell fills in the variable itself.',
  bad: 'sh "curl -u me:$TOKEN https://example.com"',
  good: "sh 'curl -u me:$TOKEN https://example.com'",
  *check({ tree, pipeline, catalogue, calls, stages }: Subject): Iterable<Remark> {
    const everywhere = pipelineSecrets(pipeline, stages);
    for (const call of calls) {
      if (!steps.includes(call.name)) continue;
      const argument = call.name === 'echo' ? 'message' : 'script';
      const value = argumentOf(call, argument, catalogue.steps.get(call.name));
      if (value === undefined) continue;
      const secrets = new Set([...everywhere, ...boundAround(call, tree)]);
      for (const { at, name } of secretsIn(value, secrets)) {
        const message = `the secret ${name} is interpolated by Groovy in ${call.name}`;
        yield { at, message, hint: `Use single quotes and let the shell read \`$${name}\`.` };
      }
    }
  },
};

const steps = ['sh', 'bat', 'powershell', 'pwsh', 'echo'];

/** Variables with secrets: `X = credentials('id')` with its parts, and password parameters. */
function pipelineSecrets(pipeline: Pipeline, stages: readonly Stage[]): string[] {
  const blocks = [pipeline.environment, ...stages.map(({ environment }) => environment)];
  const variables = blocks.flat().flatMap(({ name, value }) => {
    if (value.kind !== 'call' || value.name !== 'credentials') return [];
    return [name, `${name}_USR`, `${name}_PSW`];
  });
  const passwords = pipeline.parameters.filter(({ type }) => type === 'password').map(({ name }) => name);
  return [...variables, ...passwords];
}

function boundAround(call: CallNode, tree: Tree): string[] {
  return callsAround(tree, call)
    .filter(({ name }) => name === 'withCredentials')
    .flatMap((outer) => bindingsIn(argumentOf(outer, 'bindings')))
    .flatMap(({ type, named }) =>
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

function secretsIn(
  value: Expression,
  secrets: ReadonlySet<string>,
): { readonly at: Expression; readonly name: string }[] {
  if (value.kind === 'binary') return [...secretsIn(value.left, secrets), ...secretsIn(value.right, secrets)];
  const parts = value.kind === 'gstring' ? value.parts : [value];
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    // `${TOKEN.trim()}` is the secret all the same.
    if (part.kind === 'call' && part.receiver !== undefined) return secretsIn(part.receiver, secrets);
    const name = part.kind === 'variable' ? part.name : (memberOf(part, 'env') ?? memberOf(part, 'params'));
    return name !== undefined && secrets.has(name) ? [{ at: part, name }] : [];
  });
}
