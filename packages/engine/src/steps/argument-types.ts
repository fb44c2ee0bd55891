import type { GroovyMap, Value } from '@pipeline-lab/groovy';
import type { DeclaredType, Declaration, StepDeclarations } from '@pipeline-lab/jenkinsfile';
import type { TimeUnit } from './time-unit.ts';

export type StepName = keyof StepDeclarations;

/** The arguments of a step, with the types that the catalogue gives them. */
export type ArgumentsOf<Name extends StepName> = Given<StepDeclarations[Name]>;

/** Those of a step that takes anything. */
export type OpenArguments = Readonly<Record<string, Value | undefined>>;

type Given<Declared extends Declaration> = Declared extends { readonly open: true }
  ? OpenArguments
  : Needed<Part<Declared, 'required'>> &
      Possible<Part<Declared, 'required'>, MayBeNull> &
      Possible<Part<Declared, 'optional'>, DeclaredType>;

type Part<Declared, Key extends string> =
  Declared extends Readonly<Record<Key, infer Types>> ? Types : object;

type MayBeNull = `${string}?` | 'Integer' | 'Boolean';

type Needed<Types> = {
  readonly [Name in keyof Types as Types[Name] extends MayBeNull ? never : Name]: ValueOf<Types[Name]>;
};

type Possible<Types, Which> = {
  readonly [Name in keyof Types as Types[Name] extends Which ? Name : never]?:
    | ValueOf<Types[Name]>
    | (Types[Name] extends MayBeNull ? null : never);
};

interface SimpleValues {
  readonly string: string;
  readonly int: number;
  readonly long: number;
  readonly double: number;
  readonly Integer: number;
  readonly boolean: boolean;
  readonly Boolean: boolean;
  readonly unit: TimeUnit;
  readonly list: readonly Value[];
  readonly map: GroovyMap;
  readonly describable: Value;
  readonly any: Value;
}

type ValueOf<Type> = Type extends `${infer Simple}?`
  ? ValueOf<Simple>
  : Type extends keyof SimpleValues
    ? SimpleValues[Type]
    : Type extends Declaration
      ? Given<Type>
      : never;
