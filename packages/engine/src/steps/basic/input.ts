import { textOf, type Value } from '@pipeline-lab/groovy';
import type { InputAnswer } from '../../build/answers.ts';
import { say, stageOf } from '../../build/site.ts';
import { isPassword, parameterKind, typedAnswer } from '../../build/parameters.ts';
import { inputUnanswered, Interruption } from '../../errors.ts';
import type { InputField } from '../../events/event.ts';
import { type Field, fieldsOf, readAnswer } from '../input-fields.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';

/** `input 'Deploy?'`: goes on, or not, as somebody says. */
export const input: Step = defineStep('input', {
  run: ask,
});

type Call = StepCall<'input'>;

/** What is asked, under which name it can be answered beforehand. */
interface Question {
  readonly id: string;
  readonly message: string;
  readonly ok: string;
  readonly fields: readonly Field[];
}

/** The values of the parameters, checked; undefined: somebody said no. */
type Values = Map<Value, Value> | undefined;

async function ask(call: Call): Promise<Value> {
  const { site, id: step, args } = call;
  const message = args.message ?? 'Pipeline has paused and needs your input before proceeding';
  const id = (args.id ?? '') || message;
  const fields = fieldsOf(args.parameters);
  const passwords = fields.filter((field) => isPassword(parameterKind(field)));
  hide(
    call,
    passwords.map((field) => field.get('defaultValue') ?? null),
  );
  const question: Question = { id, message, ok: args.ok ?? 'Proceed', fields };
  say({ ...site, step }, message, fields.length === 0 ? `${question.ok} or Abort` : 'Input requested');
  const values = await answerTo(call, question);
  hide(
    call,
    passwords.map((field) => values?.get(field.get('name') ?? '') ?? null),
  );
  const who = site.build.causes.find(({ user }) => user !== undefined)?.user ?? 'unknown';
  site.build.emit({ type: 'input.answered', step, ...stageOf(site), id, aborted: values === undefined });
  if (values === undefined) throw new Interruption('input', `Rejected by ${who}`, { user: who });
  say({ ...site, step }, `Approved by ${who}`);
  return valueOf(call, values, who);
}

/** No log shows these values from now on. */
function hide({ site }: Call, values: readonly Value[]): void {
  site.build.recorder.masker.add(values.filter((value) => value !== null).map(textOf));
}

async function answerTo(call: Call, question: Question): Promise<Values> {
  const { site, id: step } = call;
  const { given, interactive, wait } = site.build.answers;
  const { id, message, fields } = question;
  request(call, question);
  const known = [...given].find(([key]) =>
    [id, message].some((each) => each.toLowerCase() === key.toLowerCase()),
  );
  const text = known?.[1] ?? given.get('*');
  if (text !== undefined) return typed(fields, readAnswer(fields, text));
  if (!interactive) {
    const names = fields.map((field) => textOf(field.get('name') ?? ''));
    throw inputUnanswered(message, id, names, [...given.keys()]);
  }
  for (;;) {
    const answer = await wait(step, site.signal);
    try {
      return typed(fields, answer);
    } catch (error) {
      // Whoever answered is there to be asked again.
      say({ ...site, step }, error instanceof Error ? error.message : String(error));
      request(call, question);
    }
  }
}

function request({ site, id: step }: Call, { id, message, ok, fields }: Question): void {
  const described = fields.map(describedField);
  site.build.emit({ type: 'input.requested', step, ...stageOf(site), id, message, ok, fields: described });
}

function describedField(field: Field): InputField {
  const text = (name: string): string => {
    const value = field.get(name) ?? null;
    return value === null ? '' : textOf(value);
  };
  const choices = field.get('choices') ?? [];
  return {
    type: parameterKind(field),
    name: text('name'),
    description: text('description'),
    usual: text('defaultValue'),
    choices: Array.isArray(choices) ? choices.map(textOf) : textOf(choices).split('\n'),
  };
}

function typed(fields: readonly Field[], { proceed, values = {} }: InputAnswer): Values {
  if (!proceed) return undefined;
  const given = new Map(Object.entries(values));
  return new Map(
    fields.map((field): [Value, Value] => {
      const name = textOf(field.get('name') ?? '');
      return [name, typedAnswer(field, given.get(name))];
    }),
  );
}

/** As in Jenkins: nothing without parameters, the value of a lone one, else a map; with who answered when asked for. */
function valueOf({ args }: Call, values: Map<Value, Value>, who: string): Value {
  const submitter = args.submitterParameter ?? '';
  if (submitter !== '') values.set(submitter, who);
  if (values.size === 0) return null;
  return values.size === 1 ? ([...values.values()][0] ?? null) : values;
}
