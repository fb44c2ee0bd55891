import { textOf, type Value } from '@pipeline-lab/groovy';
import { say, stageOf } from '../../build/build.ts';
import { typedAnswer } from '../../build/parameters.ts';
import { inputUnanswered, Interruption } from '../../errors.ts';
import type { InputField } from '../../events/event.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';

/** `input 'Deploy?'`: goes on, or not, as somebody says. */
export const input: Step = defineStep('input', {
  run: ask,
});

type Field = ReadonlyMap<Value, Value>;

async function ask(call: StepCall<'input'>): Promise<Value> {
  const { site, id: step, args } = call;
  const message = args.message ?? 'Pipeline has paused and needs your input before proceeding';
  const id = (args.id ?? '') || message;
  const fields = fieldsOf(args.parameters);
  const ok = args.ok ?? 'Proceed';
  say({ ...site, step }, message, fields.length === 0 ? `${ok} or Abort` : 'Input requested');
  site.build.emit({
    type: 'input.requested',
    step,
    ...stageOf(site),
    id,
    message,
    ok,
    fields: fields.map(described),
  });
  const text = await answerTo(call, id, message);
  const who = site.build.causes.find(({ user }) => user !== undefined)?.user ?? 'unknown';
  site.build.emit({ type: 'input.answered', step, ...stageOf(site), id, aborted: text === 'abort' });
  if (text === 'abort') throw new Interruption('input', `Rejected by ${who}`);
  const value = valueOf(call, fields, text, who);
  say({ ...site, step }, `Approved by ${who}`);
  return value;
}

async function answerTo({ site }: StepCall<'input'>, id: string, message: string): Promise<string> {
  const { given, interactive, wait } = site.build.answers;
  const known = [...given].find(([key]) =>
    [id, message].some((each) => each.toLowerCase() === key.toLowerCase()),
  );
  const text = known?.[1] ?? given.get('*');
  if (text !== undefined) return text;
  if (!interactive) throw inputUnanswered(message, id);
  return await wait(id, site.signal);
}

function fieldsOf(parameters: readonly Value[] = []): Field[] {
  return parameters.filter((each): each is Map<Value, Value> => each instanceof Map);
}

function described(field: Field): InputField {
  const text = (name: string): string => {
    const value = field.get(name) ?? null;
    return value === null ? '' : textOf(value);
  };
  const choices = field.get('choices') ?? [];
  return {
    type: text('$type'),
    name: text('name'),
    description: text('description'),
    usual: text('defaultValue'),
    choices: Array.isArray(choices) ? choices.map(textOf) : textOf(choices).split('\n'),
  };
}

/** As in Jenkins: nothing without args, the value of a lone one, else a map; with who answered when asked for. */
function valueOf({ args }: StepCall<'input'>, fields: readonly Field[], text: string, who: string): Value {
  const given = text === 'proceed' ? new Map<string, string>() : givenValues(fields, text);
  const values = new Map<Value, Value>(
    fields.map((field) => {
      const name = textOf(field.get('name') ?? '');
      return [name, typedAnswer(field, given.get(name))];
    }),
  );
  const submitter = args.submitterParameter ?? '';
  if (submitter !== '') values.set(submitter, who);
  if (values.size === 0) return null;
  return values.size === 1 ? ([...values.values()][0] ?? null) : values;
}

function givenValues(fields: readonly Field[], text: string): Map<string, string> {
  const [only] = fields;
  if (fields.length === 1 && only !== undefined) return new Map([[textOf(only.get('name') ?? ''), text]]);
  return new Map(
    text
      .split(',')
      .map((part) => part.split('='))
      .map(([name = '', ...value]) => [name.trim(), value.join('=')]),
  );
}
