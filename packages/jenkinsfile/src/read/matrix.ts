import type { CallNode } from '@pipeline-lab/groovy/syntax';
import { matrixDirectives, namesOf } from '../catalogue/directives.ts';
import type { Axis, Exclude, ExcludeAxis } from '../model.ts';
import { isIdentifier } from './environment.ts';
import {
  argumentCount,
  blockIn,
  duplicates,
  report,
  type Reader,
  sourceOf,
  spanOf,
  textIn,
} from './reader.ts';
import { blockOf, find, type Section, sectionsOf } from './sections.ts';
import { constantOf } from './values.ts';

/** The sections of `matrix { axes { … } stages { … } }`. */
export function matrixSections(reader: Reader, section: Section): Section[] {
  const block = blockOf(reader, section);
  if (block === undefined) return [];
  const known = namesOf(matrixDirectives);
  const rules = { invalid: 'section-definition', unknown: 'section-undefined', known } as const;
  const sections = sectionsOf(reader, block, rules);
  for (const name of ['axes', 'stages'])
    if (find(sections, name) === undefined) report(reader, section.statement, 'section-missing', [name]);
  return sections;
}

export function readAxes(reader: Reader, section: Section | undefined): Axis[] {
  if (section === undefined) return [];
  const block = blockOf(reader, section);
  const axes = (block?.closure?.body ?? []).flatMap((statement) => {
    const call = blockIn(statement);
    if (call === undefined) report(reader, statement, 'expected-block-for', ['axis']);
    return call === undefined ? [] : [readAxis(reader, call, ['name', 'values'])];
  });
  if (axes.length === 0) report(reader, section.statement, 'no-axes');
  reportTwice(reader, axes);
  const cells = axes.reduce((product, { values }) => product * values.length, 1);
  if (cells > mostCells)
    report(reader, section.statement, 'matrix-too-large', [String(cells), String(mostCells)]);
  return axes;
}

/** Each one is a branch with stages of its own; so many fit into memory. */
const mostCells = 10_000;

export function readExcludes(reader: Reader, section: Section | undefined): Exclude[] {
  if (section === undefined) return [];
  const block = blockOf(reader, section);
  const excludes = (block?.closure?.body ?? []).flatMap((statement): Exclude[] => {
    const call = blockIn(statement);
    if (call === undefined) {
      report(reader, statement, 'expected-block-for', ['exclude']);
      return [];
    }
    const axes = (call.closure?.body ?? []).flatMap((each) => {
      const axis = blockIn(each);
      if (axis === undefined) report(reader, each, 'expected-block-for', ['axis']);
      return axis === undefined ? [] : [readAxis(reader, axis, ['name', 'values', 'notValues'])];
    });
    if (axes.length === 0) report(reader, call, 'no-axes');
    reportTwice(reader, axes);
    return [{ axes, ...spanOf(call) }];
  });
  if (excludes.length === 0) report(reader, section.statement, 'no-excludes');
  return excludes;
}

function reportTwice(reader: Reader, axes: readonly Axis[]): void {
  for (const name of duplicates(axes.map((axis) => axis.name))) {
    const at = axes.findLast((axis) => axis.name === name);
    if (name !== '' && at !== undefined) report(reader, at, 'axis-duplicate-name', [name]);
  }
}

function readAxis(reader: Reader, call: CallNode, known: readonly string[]): ExcludeAxis {
  const rules = { invalid: 'section-definition', unknown: 'section-undefined', known } as const;
  const sections = sectionsOf(reader, call, rules);
  const name = find(sections, 'name');
  const values = find(sections, 'values');
  const notValues = find(sections, 'notValues');
  if (name === undefined) report(reader, call, 'section-missing', ['name']);
  if (values !== undefined && notValues !== undefined)
    report(reader, notValues.statement, 'exclude-values-or-not-values');
  const written = values ?? notValues;
  const texts = written === undefined ? [] : readValues(reader, written);
  if (texts.length === 0) report(reader, call, 'section-missing', ['values']);
  const text = name === undefined ? '' : readName(reader, name);
  return {
    name: text,
    values: texts,
    inverse: values === undefined && notValues !== undefined,
    ...spanOf(call),
  };
}

function readName(reader: Reader, { call, statement }: Section): string {
  const count = argumentCount(call);
  const [value] = call.positional;
  if (count === 0) report(reader, statement, 'field-argument-missing', ['name']);
  else if (count > 1) report(reader, statement, 'field-arguments', ['name']);
  if (value === undefined) return '';
  const text = textIn(value);
  if (text === undefined) report(reader, value, 'expected-string');
  if (!isIdentifier(text ?? '')) report(reader, value, 'environment-identifier', [text ?? '']);
  return text ?? '';
}

function readValues(reader: Reader, { call }: Section): string[] {
  const values = call.positional.map((value) => {
    const constant = constantOf(value);
    const text = sourceOf(reader, value);
    const shown = value.kind === 'gstring' ? text : `\${${text}}`;
    if (constant === undefined) report(reader, value, 'expected-string-but-got', [shown]);
    return { text: constant?.text ?? '', constant: constant !== undefined, at: value };
  });
  const literals = values.filter(({ constant }) => constant);
  for (const twice of duplicates(literals.map(({ text }) => text))) {
    const at = literals.findLast(({ text }) => text === twice)?.at;
    if (at !== undefined) report(reader, at, 'axis-duplicate-value', [twice]);
  }
  return values.map(({ text }) => text);
}
