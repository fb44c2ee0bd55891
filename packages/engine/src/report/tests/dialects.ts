import { aunit } from './aunit.ts';
import { boost } from './boost.ts';
import { check } from './check.ts';
import { cppunit } from './cppunit.ts';
import { ctest } from './ctest.ts';
import { cunit } from './cunit.ts';
import type { Dialect } from './dialect.ts';
import { embunit } from './embunit.ts';
import { fpcunit } from './fpcunit.ts';
import { gtester } from './gtester.ts';
import { junit } from './junit.ts';
import { mbunit } from './mbunit.ts';
import { nunit2 } from './nunit2.ts';
import { nunit3 } from './nunit3.ts';
import { parasoft } from './parasoft.ts';
import { qtTest } from './qt-test.ts';
import { trx } from './trx.ts';
import { unitTestPlus } from './unit-test-plus.ts';
import { valgrind } from './valgrind.ts';
import { xunitNet } from './xunit-net.ts';

/** What the tools of the step `xunit` write, by their symbol in Jenkins. */
export const dialects: Readonly<Record<string, Dialect>> = {
  AUnit: aunit,
  BoostTest: boost,
  CTest: ctest,
  CUnit: cunit,
  Check: check,
  CppTest: parasoft,
  CppUnit: cppunit,
  FPCUnit: fpcunit,
  GoogleTest: junit,
  JUnit: junit,
  MSTest: trx,
  MbUnit: mbunit,
  NUnit2: nunit2,
  NUnit3: nunit3,
  PHPUnit: junit,
  QtTest: qtTest,
  UnitTest: unitTestPlus,
  Valgrind: valgrind,
  embUnit: embunit,
  gtester,
  xUnitDotNet: xunitNet,
};

/** The names of the classes behind the symbols, as `[$class: …]` has them. */
const classNames: Readonly<Record<string, string>> = {
  AUnitJunitHudsonTestType: 'AUnit',
  BoostTestJunitHudsonTestType: 'BoostTest',
  CTestType: 'CTest',
  CUnitJunitHudsonTestType: 'CUnit',
  CheckType: 'Check',
  CppTestJunitHudsonTestType: 'CppTest',
  CppUnitJunitHudsonTestType: 'CppUnit',
  EmbUnitType: 'embUnit',
  FPCUnitJunitHudsonTestType: 'FPCUnit',
  GTesterJunitHudsonTestType: 'gtester',
  GoogleTestType: 'GoogleTest',
  JUnitType: 'JUnit',
  MSTestJunitHudsonTestType: 'MSTest',
  MbUnitType: 'MbUnit',
  NUnit3TestType: 'NUnit3',
  NUnitJunitHudsonTestType: 'NUnit2',
  PHPUnitJunitHudsonTestType: 'PHPUnit',
  QTestLibType: 'QtTest',
  UnitTestJunitHudsonTestType: 'UnitTest',
  ValgrindJunitHudsonTestType: 'Valgrind',
  XUnitDotNetTestType: 'xUnitDotNet',
};

/** The dialect of a tool by its symbol or class; undefined for one that is not read here. */
export function dialectNamed(name: string): Dialect | undefined {
  const symbol = Object.hasOwn(classNames, name) ? (classNames[name] ?? '') : name;
  return Object.hasOwn(dialects, symbol) ? dialects[symbol] : undefined;
}
