'hello'.size() + 'hello'.length()
----
'Hello World'.toUpperCase() + 'ABC'.toLowerCase()
----
'hello'.capitalize() + 'Hello'.uncapitalize()
----
'  x '.trim() + '|'
----
'a,b,,c,,'.split(',')
----
'a,b,,c,,'.split(',').size()
----
'a,b,,c,,'.split(',', -1).length
----
'a1b2c3'.split(/\d/)
----
'a b  c'.split()
----
'abc'.split('')
----
''.split(',')
----
','.split(',')
----
'a.b.c'.split('.')
----
'a.b.c'.split('\\.')
----
'a|b'.split('|')
----
'a,b;c'.tokenize(',;')
----
' a  b '.tokenize()
----
'a/b/c'.tokenize('/').last()
----
'hello'[0] + 'hello'[-1] + 'hello'[1..3] + 'hello'[-3..-1]
----
'hello'[0,2,4]
----
'hello'[3..1]
----
'hello'[10]
----
'hello'[1..<3]
----
'hello'.substring(2) + 'hello'.substring(1, 3)
----
'hello'.substring(9)
----
'hello' - 'l'
----
'hello' - ~/l+/
----
'ab' * 3
----
'ab' * 0
----
'ab' * -1
----
'hello'.reverse()
----
'hello'.contains('ell') && !'hello'.contains('x')
----
'hello'.startsWith('he') && 'hello'.endsWith('lo')
----
'hello'.indexOf('l') + ' ' + 'hello'.lastIndexOf('l') + ' ' + 'hello'.indexOf('z')
----
'hello'.indexOf('l', 3)
----
'hello'.replace('l', 'L')
----
'a.b.c'.replaceAll('.', '-')
----
'a.b.c'.replaceAll('\\.', '-')
----
'a1b22'.replaceAll(/\d+/) { "<$it>" }
----
'foo bar'.replaceAll(/(\w+) (\w+)/, '$2 $1')
----
'foo bar'.replaceAll(/(\w+) (\w+)/) { all, a, b -> "$b-$a" }
----
'foo'.replaceAll(/o/, '\\$')
----
'foo'.replaceFirst('o', '0')
----
'hello'.padLeft(8) + '|' + 'hello'.padRight(8, '*') + '|' + 'hi'.center(7, '-')
----
'hello'.take(2) + 'hello'.drop(3) + 'hello'.take(99)
----
'hello'.count('l')
----
'hello'.each { print it }
----
'hello'.collect { it.toUpperCase() }
----
'hello'.toList()
----
'hello'.findAll { it > 'h' }
----
'hello' as List
----
'hello'.any { it == 'l' }
----
'hello'.every { it > 'a' }
----
'banana'.toSet()
----
'abc'.next() + 'abc'.previous()
----
'a' <=> 'b'
----
'abc'.compareTo('abd')
----
'abc'.equalsIgnoreCase('ABC')
----
'abc' == 'abc' && 'abc'.equals('abc')
----
'abc'.is('abc')
----
'abc'.hashCode()
----
'line1\nline2\r\nline3'.readLines()
----
'line1\nline2'.eachLine { line, i -> println "$i:$line" }
----
'line1\nline2'.eachLine { println it }
----
'''\
  a
    b
  c
'''.stripIndent()
----
'''  |a
  |  b'''.stripMargin()
----
'a\tb'.expandTabs
----
'a\tb'.expand(4)
----
'abc'.bytes
----
'abc'.chars.length
----
'é'.bytes.length
----
'abc'.toCharArray().class
----
'true'.toBoolean() && !'no'.toBoolean() && 'y'.toBoolean() && '1'.toBoolean()
----
'5'.toInteger() + '6'.toLong() + '1.5'.toFloat()
----
'5'.isNumber() && !'x'.isNumber()
----
'' ? 1 : 2
----
' ' ? 1 : 2
----
'abc'.isEmpty() || ''.isEmpty()
----
'abc'.find(/b./)
----
'abc'.find(/x/)
----
'a1b2'.findAll(/[a-z]\d/)
----
'a1b2'.findAll(/([a-z])(\d)/) { all, l, d -> d + l }
----
'abc'.matches('a.c')
----
'abc' ==~ /a.c/
----
'abcd' ==~ /a.c/
----
('abc' =~ /b/).find()
----
('abcabc' =~ /b/).count
----
def m = 'v1.2.3' =~ /v(\d+)\.(\d+)/; m[0]
----
def m = 'v1.2.3' =~ /v(\d+)\.(\d+)/; m[0][1] + m[0][2]
----
def m = 'abc' =~ /x/; m[0]
----
def m = 'abc' =~ /x/; m ? 'yes' : 'no'
----
def m = 'a1b2' =~ /[a-z]/; m.collect { it }
----
def m = 'a1b2' =~ /([a-z])(\d)/; m.collect { it[2] }
----
def m = 'key=value' =~ /(?<k>\w+)=(?<v>\w+)/; m.matches(); m.group('k') + m.group('v')
----
def m = 'key=value' =~ /(\w+)=(\w+)/; m.matches() ? m.group(1) : ''
----
def m = 'aXbX' =~ /X/; m.replaceAll('-')
----
def m = 'aXbX' =~ /X/; def r = []; while (m.find()) { r << m.start() }; r
----
def m = 'aXbX' =~ /X/; m.group()
----
def m = 'ab' =~ /(a)(b)?(c)?/; m.find(); [m.groupCount(), m.group(3)]
----
('abc' =~ /b/).matches()
----
('abc' =~ /a/).lookingAt()
----
~/abc/
----
(~/abc/).class
----
'ABC' ==~ /(?i)abc/
----
'a\nb' ==~ /(?s)a.b/
----
'a\nb'.findAll(/(?m)^./)
----
'aaa'.replaceAll(/a{2}/, 'b')
----
'foo123'.replaceAll(/[^\d]/, '')
----
'a-b_c'.replaceAll(/[-_]/, ' ')
----
'abc'.replaceAll(/[a-z&&[^b]]/, 'x')
----
'Hello World'.replaceAll(/\p{Upper}/) { it.toLowerCase() }
----
'x.y'.split(java.util.regex.Pattern.quote('.'))
----
'aaa' ==~ /a*+a/
----
'ab12'.replaceAll(/(?<l>[a-z]+)(?<d>\d+)/, '${d}${l}')
----
'a b' =~ /\h/ ? 1 : 0
----
def n = 'x'; "v=$n ${n.size()} ${n + 1}"
----
def n = 'x'; "v=$n".class
----
def n = 'x'; "v=$n".toString().class
----
def n = 'x'; "v=$n" == 'v=x'
----
def n = 'x'; 'v=x' == "v=$n"
----
def n = 1; def g = "${-> n}"; n = 2; g.toString()
----
def n = 1; def g = "$n"; n = 2; g.toString()
----
def m = [a: [b: 1]]; "$m.a.b"
----
def m = [a: 1]; "${m}"
----
"${[1, 2]}"
----
"${null}"
----
"${1.0} ${1.5d} ${2L}"
----
"\$x \\ \t|"
----
'single $x'
----
def x = 5; /slashy $x \d/
----
def x = 5; $/dollar $x $$ \n/$
----
def x = 1; """multi
$x"""
----
def s = "abc"; s += 'd'; s
----
def s = "a${1}" + 'b'; s.class.simpleName
----
['a': 1]["${'a'}"]
----
def k = "a"; ["$k": 1].a
----
def k = "a"; [(k): 1].a
----
"abc${1}".length()
----
"abc${1}".toUpperCase()
----
String s = "a${1}"; s.class
----
"a${1}" as String
----
"a${1}" instanceof String
----
"a${1}" instanceof CharSequence
----
def f(String s) { s.class.simpleName }; f("x${1}")
----
'abc'.concat('d')
----
String.format('%d %s %5.2f|%-5s|%05d|%x', 5, 'a', 3.14159, 'ab', 42, 255)
----
String.format('%,d %+d %e', 1234567, 5, 12345.678d)
----
String.format('%s %s', 'a')
----
String.format('%d', 'a')
----
String.format('%5s|%-5s|%.2s', 'a', 'b', 'abcdef')
----
String.format('%b %c %%', true, 'x' as char)
----
String.format('%2$s %1$s', 'a', 'b')
----
String.format('%08.3f', 3.14159)
----
String.format('%.0f', 2.5)
----
String.format('%s', [1, 2])
----
sprintf('%s-%s', 'a', 'b')
----
sprintf('%02d:%02d', [5, 7])
----
'%s is %d'.format('x', 1)
----
String.valueOf(5) + String.valueOf(true) + String.valueOf(null as Object)
----
String.join('-', ['a', 'b'])
----
String.join('-', 'a', 'b')
----
'a,b'.split(',').join('-')
----
'a,b'.split(',') as List
----
'a,b'.split(',').class
----
def (a, b) = 'x:y'.split(':'); a + b
----
'abc'.tr('a-c', 'A-C')
----
'hello world'.split(' ').collect { it.capitalize() }.join(' ')
----
'a' + 'b' + 1 + 2
----
1 + 2 + 'a'
----
'x' << 'y'
----
('x' << 'y').class
----
new StringBuilder('a').append('b').append(1).toString()
----
def sb = new StringBuilder(); sb << 'a' << 1; sb.toString()
----
def sb = new StringBuilder('abc'); sb.insert(1, 'X').reverse().toString()
----
def w = new StringWriter(); w << 'x'; w.write('y'); w.toString()
----
'abc'.collectReplacements { it == 'b' ? 'X' : null }
----
'Zürich'.toUpperCase()
----
'ß'.toUpperCase()
----
'a\u0041'
----
'abc'.encodeAsBase64
----
'abc'.bytes.encodeBase64().toString()
----
new String('YWJj'.decodeBase64())
----
'a'.class.name
----
'a'.getClass().simpleName
----
''.isAllWhitespace()
----
'abc'.getAt(1)
----
'abc'.iterator().next()
----
'abc'.eachWithIndex { c, i -> print "$i$c " }
----
for (c in 'abc') print c
----
'abc'.inject('') { acc, c -> c + acc }
----
'abc' in ['abc', 'd']
----
'b' in 'abc'
----
'a'..'e'
----
('a'..'e').toList()
----
'a' as char
----
'aa'.takeWhile { it == 'a' }
----
'a=1;b=2'.split(';').collectEntries { it.split('=') as List }
----
'a=1;b=2'.split(';').collectEntries { def (k, v) = it.split('='); [k, v] }
----
'hello world foo'.tokenize()*.capitalize()
----
'x'.plus('y')
----
'abc'.minus('b')
----
'abc'.multiply(2)
----
'%'.length()
----
"it's"
----
'it\'s'
----
"tab\there"
----
'new\nline'
----
"a" "b"
----
'abc'.foo()
----
'abc'.foo
----
'abc'.length
----
'abc' as Integer
----
'10'.toInteger().class
----
'10' > '9'
----
10 > 9
----
'abc'.toURI().path
----
'one two'.split(/\s+/).size()
----
'Key: Value'.split(':', 2)*.trim()
----
'a'.compareTo('b')
----
'CamelCaseString'.replaceAll(/([A-Z])/, '_$1').toLowerCase()
----
'feature/ABC-123-foo'.replaceAll('[^a-zA-Z0-9]', '-')
----
'refs/heads/main' - 'refs/heads/'
----
'1.2.3'.tokenize('.')*.toInteger()
----
'1.10.0'.tokenize('.').collect { it as int } <=> [1]
----
'a\\b'
----
'x'.collect()
----
'hello'.getChars
----
'abc'.dropWhile { it < 'b' }
----
'a1'.matcher
----
'a b c'.split(' ')[1]
----
'a b c'.split(' ')[-1]
----
'a b c'.split(' ')[5]
----
'äöü'.size()
----
'x'.asBoolean()
----
'x' ?: 'y'
----
'' ?: 'y'
----
'abc'.intern()
----
null.foo()
----
null.foo
----
null?.foo
----
null?.foo()
----
def x = null; "$x"
----
'abc'.equals(null)
----
'abc' == null
----
'Hello'.toLowerCase().toUpperCase().toString().length()
----
'a'.repeat(3)
----
' a '.strip()
----
'abc'.isBlank()
