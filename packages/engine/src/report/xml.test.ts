import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml, type XmlElement } from './xml.ts';

const report = { kind: 'JUnit', file: 'r.xml', records: new Set(['case']) };

test('records come whole and one by one, with the tags around them and without prefixes', async () => {
  const xml = `<?xml version="1.0"?><x:all a="1"><!-- no --><group name="g"><x:case n="1"><in>a<![CDATA[<b>]]></in></x:case>
    <case n="2"><case n="3"/></case></group></x:all>`;
  const seen: string[] = [];
  const root = await readXml([Buffer.from(xml)], report, ({ attributes, children }, around) => {
    const names = around.map(({ name, attributes: { name: own } }) => own ?? name).join('/');
    seen.push(`${names} ${attributes['n']} ${children.map(({ name, text }) => `${name}=${text}`).join()}`);
  });
  assert.deepEqual(seen, ['all/g 1 in=a<b>', 'all/g 2 case=']);
  assert.deepEqual([root.name, root.attributes], ['all', { a: '1' }]);
});

test('of a text that is longer than any memory a part is kept', async () => {
  function* chunks(): Iterable<Uint8Array> {
    yield Buffer.from('<all><case>begin ');
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    for (let count = 0; count < 64; count += 1) yield megabyte;
    yield Buffer.from('</case></all>');
  }
  const seen: XmlElement[] = [];
  await readXml(chunks(), report, (element) => void seen.push(element));
  assert.equal(seen[0]?.text.length, 65_536);
  assert.match(seen[0]?.text ?? '', /^begin x/);
});

for (const [name, xml, problem] of [
  ['cut off', '<all>\n<case>', /r\.xml:2:\d+ is not a JUnit report: Unclosed root tag/],
  ['empty', '', /r\.xml is not a JUnit report: it is empty/],
  ['crossed', '<all><a></all></a>', /r\.xml:1:\d+ is not a JUnit report/],
] as const)
  test(`a document that is ${name} is an error with its place`, async () => {
    const reading = readXml([Buffer.from(xml)], report, () => undefined);
    await assert.rejects(reading, ({ message }: Error) => problem.test(message));
  });

test('entities of the document itself are not opened: no file is read, nothing grows', async () => {
  const bomb =
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><all><case>&y;</case></all>';
  const seen: string[] = [];
  await readXml([Buffer.from(bomb)], report, ({ text }) => void seen.push(text)).catch(() => undefined);
  assert.ok(!seen.join('').includes('root:'));
});
