import { boost } from './boost.ts';
import { cppunit } from './cppunit.ts';
import { ctest } from './ctest.ts';
import type { Dialect } from './dialect.ts';
import { gtester } from './gtester.ts';
import { junit } from './junit.ts';
import { nunit2 } from './nunit2.ts';
import { nunit3 } from './nunit3.ts';
import { qtTest } from './qt-test.ts';
import { trx } from './trx.ts';
import { unitTestPlus } from './unit-test-plus.ts';
import { xunitNet } from './xunit-net.ts';

/** What the tools of the step `xunit` write, by their symbol in Jenkins. */
export const dialects: Readonly<Record<string, Dialect>> = {
  BoostTest: boost,
  CTest: ctest,
  CppUnit: cppunit,
  GoogleTest: junit,
  JUnit: junit,
  MSTest: trx,
  NUnit2: nunit2,
  NUnit3: nunit3,
  PHPUnit: junit,
  QtTest: qtTest,
  UnitTest: unitTestPlus,
  gtester,
  xUnitDotNet: xunitNet,
};

/** The names of the classes behind the symbols, as `[$class: …]` has them. */
const classNames: Readonly<Record<string, string>> = {
  BoostTestJunitHudsonTestType: 'BoostTest',
  CTestType: 'CTest',
  CppUnitJunitHudsonTestType: 'CppUnit',
  GTesterJunitHudsonTestType: 'gtester',
  GoogleTestType: 'GoogleTest',
  JUnitType: 'JUnit',
  MSTestJunitHudsonTestType: 'MSTest',
  NUnit3TestType: 'NUnit3',
  NUnitJunitHudsonTestType: 'NUnit2',
  PHPUnitJunitHudsonTestType: 'PHPUnit',
  QTestLibType: 'QtTest',
  UnitTestJunitHudsonTestType: 'UnitTest',
  XUnitDotNetTestType: 'xUnitDotNet',
};

/** The dialect of a tool by its symbol or class; undefined for one that is not read here. */
export function dialectNamed(name: string): Dialect | undefined {
  const symbol = Object.hasOwn(classNames, name) ? (classNames[name] ?? '') : name;
  return Object.hasOwn(dialects, symbol) ? dialects[symbol] : undefined;
}
