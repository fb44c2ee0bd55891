import { type Arguments, type Family, type Schema, schema } from './schema.ts';

const testTool: Arguments = {
  deleteOutputFiles: 'boolean',
  excludesPattern: 'string',
  failIfNotNew: 'boolean',
  pattern: 'string',
  skipNoTestFiles: 'boolean',
  stopProcessingIfError: 'boolean',
};

const testTools: readonly (readonly [name: string, writer: string])[] = [
  ['BoostTest', 'Boost.Test'],
  ['CTest', 'CTest'],
  ['CppUnit', 'CppUnit'],
  ['GoogleTest', 'GoogleTest'],
  ['JUnit', 'JUnit, and what writes like it'],
  ['MSTest', 'MSTest and `dotnet test`'],
  ['NUnit2', 'NUnit 2'],
  ['NUnit3', 'NUnit 3'],
  ['PHPUnit', 'PHPUnit'],
  ['QtTest', 'Qt Test'],
  ['UnitTest', 'UnitTest++'],
  ['gtester', 'GLib'],
  ['xUnitDotNet', 'xUnit.net'],
];

const limits: Arguments = {
  failureNewThreshold: 'string',
  failureThreshold: 'string',
  unstableNewThreshold: 'string',
  unstableThreshold: 'string',
};

function threshold(name: string): Schema {
  return schema(name, `How many ${name} tests are too ${name === 'passed' ? 'few' : 'many'}.`, {}, limits);
}

/** What stands in the arguments of `xunit`. */
export const testToolValues: Family = {
  title: 'Test tools and thresholds of `xunit`',
  schemas: [
    ...testTools.map(([name, writer]) => schema(name, `Reports of ${writer}.`, {}, testTool)),
    ...['failed', 'passed', 'skipped'].map(threshold),
  ],
};
