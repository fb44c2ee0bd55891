import { withoutContinuations } from './dockerfile/continuations.ts';
import type { Span } from './dockerfile/model.ts';
import { commandForms, forms, isSecretName } from './secrets.ts';
import { valueForm } from './shell-text.ts';

/** The same text, as long, with an asterisk for each character of a secret: for what is shown of files and commands. */
export function maskSecrets(text: string): string {
  const escape = /^(?:#.*\n)*#[ \t]*escape[ \t]*=[ \t]*`/i.test(text) ? '`' : '\\';
  const spans = [
    ...formsIn(text),
    ...formsIn(withoutContinuations(text, escape)),
    ...valuesIn(text, legacy),
    ...valuesIn(text, assigned),
  ];
  return hidden(text, spans);
}

function formsIn(text: string): Span[] {
  return [...forms, ...commandForms].flatMap(({ form }) =>
    Array.from(
      text.matchAll(new RegExp(`(?:${form.source})[^\\s"']*`, `${form.flags}g`)),
      ({ 0: { length }, index }) => ({ start: index, end: index + length }),
    ),
  );
}

/** `ENV NAME value` goes on to the end of the line, whatever is in it. */
const legacy =
  /^(?<before>[ \t]*(?:ONBUILD\s+)?(?:ENV|ARG)(?:\s|[\\`][ \t]*\r?\n)+(?<name>\w+)(?:[ \t]|[\\`][ \t]*\r?\n)+)(?<value>(?:[\\`][ \t]*\r?\n|[^\n])+)/gim;

const assigned = new RegExp(
  String.raw`(?<before>\b(?<name>\w+)(?:["']?|[ \t]+)=[ \t]*)(?<value>${valueForm})`,
  'g',
);

/** Values of variables that are named as secrets are; one that is another variable's is none. */
function valuesIn(text: string, form: RegExp): Span[] {
  return [...text.matchAll(form)].flatMap(({ index, groups }) => {
    const { before = '', name = '', value = '' } = groups ?? {};
    if (!isSecretName(name) || /^\$(?:\w+$|\{\w+\}$|\()/.test(value)) return [];
    const start = index + before.length;
    return [{ start, end: start + value.length }];
  });
}

/** The spans may overlap. */
function hidden(text: string, spans: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    shown += text.slice(at, from) + text.slice(from, end).replaceAll(/[^\r\n]/g, '*');
    at = end;
  }
  return shown + text.slice(at);
}
