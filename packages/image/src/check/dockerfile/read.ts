import * as ast from 'dockerfile-ast';
import { lineEnd, withoutContinuations } from './continuations.ts';
import { expand } from './expand.ts';
import type { Comment, Dockerfile, Instruction, Property, Span, Stage } from './model.ts';

type AstRange = ReturnType<ast.Instruction['getRange']>;
type ToSpan = (range: AstRange) => Span;

/**
 * Reads a Dockerfile: directives, continued lines, here-documents, stages, ARG before FROM. Never throws; what is no
 * instruction is one with an unknown keyword. https://docs.docker.com/reference/dockerfile/
 */
export function readDockerfile(source: string): Dockerfile {
  const parsed = ast.DockerfileParser.parse(source);
  const toSpan = spansIn(source);
  const escape = parsed.getEscapeCharacter();
  const read = (one: ast.Instruction): Instruction => instructionOf(one, toSpan, source, escape);
  return {
    source,
    escape,
    instructions: parsed.getInstructions().flatMap(withTrigger).map(read),
    comments: commentsOf(parsed, source, toSpan),
    stages: stagesOf(parsed.getInstructions().map(read)),
  };
}

/** And what ONBUILD has done when another image starts from this one. */
function withTrigger(one: ast.Instruction): ast.Instruction[] {
  const trigger = one instanceof ast.Onbuild ? one.getTriggerInstruction() : null;
  return trigger === null ? [one] : [one, trigger];
}

function spansIn(source: string): ToSpan {
  const starts = [0, ...Array.from(source.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)];
  return ({ start, end }) => ({
    start: (starts[start.line] ?? 0) + start.character,
    end: (starts[end.line] ?? 0) + end.character,
  });
}

/** A comment `# name=value` at the top is read as a directive, whatever its name is. */
function commentsOf(
  parsed: ReturnType<typeof ast.DockerfileParser.parse>,
  source: string,
  toSpan: ToSpan,
): Comment[] {
  return [...parsed.getDirectives(), ...parsed.getComments()].map((one) => {
    const { start, end } = toSpan(one.getRange());
    return { line: one.getRange().start.line + 1, text: source.slice(start, end).replace(/^\s*#/, '') };
  });
}

function instructionOf(one: ast.Instruction, toSpan: ToSpan, source: string, escape: string): Instruction {
  const range = one.getRange();
  const span = toSpan(range);
  const args = one.getArgumentsRange();
  const body = args === null ? { start: span.end, end: span.end } : toSpan(args);
  const hasHeredoc = readsHeredoc(one);
  // Behind it stands the text of the here-document.
  const ownLine = lineEnd(source, body.start, escape);
  const exec = execOf(withoutContinuations(source.slice(body.start, body.end), escape));
  return {
    ...span,
    keyword: one.getKeyword(),
    line: range.start.line + 1,
    body,
    words: Array.from(one.getArguments(), (word) => ({
      ...toSpan(word.getRange()),
      text: word.getValue(),
    })).filter(({ end }) => !hasHeredoc || end <= ownLine),
    flags: flagsOf(one),
    ...(exec === undefined ? {} : { exec }),
    properties: one instanceof ast.PropertyInstruction ? propertiesOf(one, toSpan) : [],
    hasHeredoc,
  };
}

/** The parser knows those of ADD only where it looks for its end. */
function readsHeredoc(one: ast.Instruction): boolean {
  if (one instanceof ast.Run || one instanceof ast.Copy) return one.getHeredocs().length > 0;
  return one instanceof ast.Add && /^<<-?["']?\w/.test(one.getArguments()[0]?.getValue() ?? '');
}

/** As Docker does it: what is no JSON array of texts is a command for the shell. */
function execOf(body: string): string[] | undefined {
  if (!body.startsWith('[')) return undefined;
  try {
    const words = JSON.parse(body) as unknown[];
    return words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

function flagsOf(one: ast.Instruction): Map<string, string> {
  if (!(one instanceof ast.ModifiableInstruction)) return new Map();
  return new Map(one.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? '']));
}

function propertiesOf(one: ast.PropertyInstruction, toSpan: ToSpan): Property[] {
  return Array.from(one.getProperties(), (property) => {
    const value = property.getValue();
    return {
      ...toSpan(property.getRange()),
      name: property.getName(),
      ...(value === null ? {} : { value }),
    };
  });
}

function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const defaults = new Map<string, string>();
  for (const { properties } of instructions.slice(0, Math.max(0, first)))
    for (const { name, value } of properties) if (value !== undefined) defaults.set(name, value);
  const stages: Stage[] = [];
  for (const [at, from] of instructions.entries()) {
    if (from.keyword !== 'FROM') continue;
    const next = instructions.findIndex(({ keyword }, index) => index > at && keyword === 'FROM');
    const inside = instructions.slice(at + 1, next === -1 ? undefined : next);
    stages.push(stageOf(from, inside, stages, defaults));
  }
  return stages;
}

function stageOf(
  from: Instruction,
  instructions: readonly Instruction[],
  before: readonly Stage[],
  defaults: ReadonlyMap<string, string>,
): Stage {
  const [image, as, name] = from.words.map(({ text }) => text);
  const base = image === undefined ? undefined : expand(image, defaults);
  const parent = before.findLast((one) => base !== undefined && one.name === base.toLowerCase());
  return {
    from,
    instructions,
    ...(base === undefined ? {} : { base }),
    ...(parent === undefined ? {} : { parent }),
    ...(name !== undefined && as?.toUpperCase() === 'AS' ? { name: name.toLowerCase() } : {}),
  };
}
