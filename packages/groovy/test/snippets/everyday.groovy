def m = [a: 1]; m.each { k, v -> m[k] = v + 1 }; m
----
def list = ['a','b']; def r = list.collectEntries { n -> ["build-${n}", { -> n }] }; r.keySet().join(',')
----
def branches = [:]; ['x','y'].each { b -> branches["b-${b}"] = { b } }; branches.collect { k, v -> "$k=${v()}".toString() }
----
def v = '1.2.3'.tokenize('.')*.toInteger(); v[2]++; v.join('.')
----
def s = 'a: 1\nb: 2'; s.readLines().collectEntries { def p = it.split(':'); [(p[0].trim()): p[1].trim() as int] }
----
def t = '''
  multi
  line'''.stripIndent().trim(); t
----
def n = null; n?.trim() ?: 'default'
----
def l = [[name: 'a', ok: true], [name: 'b', ok: false]]; l.findAll { !it.ok }*.name.join(', ')
----
def x = 'main'; x ==~ /(main|release\/.*)/ ? 'deploy' : 'skip'
----
def (k, v) = 'a=b'.tokenize('='); "$k/$v".toString()
----
[1, 2, 3].each { n -> if (n == 2) return; print n }
----
def f(Map args = [:]) { args.x ?: 'none' }; [f(), f(x: 1), f([x: 2])]
----
def f(Map args, String s) { "$s ${args.x}".toString() }; f(x: 1, 's')
----
def cl = { Map a -> a.x }; cl(x: 5)
----
String.format("%s-%03d", 'v', 7)
----
def d = [dev: 'a', prod: 'b']; d.prod ?: d.dev
----
def text = "a"; text <<= "b"; text.toString()
----
int total = 0; [1, 2].each { total += it }; total
----
def err = null; try { throw new Exception('x') } catch (e) { err = e }; err?.message
----
['b','a'].sort().reverse()*.toUpperCase().join()
----
def w = [] as Set; w << 'a'; w << 'a'; w.size()
----
(0..<3).collect { "n$it".toString() }
----
def a = 'x'; a += null; a
----
[1, 2] as Object[]
----
"${'a' + 'b'}-${[1, 2].size()}".toString()
----
def closureList = [{ it + 1 }, { it * 2 }]; closureList.inject(3) { acc, c -> c(acc) }
----
def m = [x: { a -> a * 2 }]; m.x(4)
----
def m = [x: [y: { 5 }]]; m.x.y()
----
def o = new Object(); o.equals(o)
----
def i = 5; def s = i > 3 ? (i > 4 ? 'a' : 'b') : 'c'; s
----
if (!('a' in ['b'])) 'no'
----
def q = [1, 2, 3]; q[1..-1]
----
'abc'[1..-1]
----
'v1.0'.substring(1).toBigDecimal() + 1
----
def e = [a: 1].entrySet().first(); "${e.key}:${e.value}".toString()
----
new Date(0).format('yyyyMMdd').toInteger()
----
def x = 3; while (x-- > 0) print x
----
[a: 1].collect { "${it.key}=${it.value}" }.join('&')
----
def list = []; list.addAll(['a'] * 3); list
----
'%' + 'a'.padLeft(3, '0')
----
def c = 0; for (e in [a: 1, b: 2]) { c += e.value }; c
----
def (x, y) = [1]; y == null
----
['1', '2']*.toInteger().sum()
----
'a b'.split().size() == 2 ? 'ok' : 'no'
----
def x = [:]; x.y = [:]; x.y.z = 1; x
----
def s = ['a', null, 'b'].findAll { it }; s
----
[1, [2, 3]].flatten().collect { it + 1 }.join(',')
----
def r = (1..3).collectEntries { [it, it ** 2] }; r[3]
----
Math.round(3.14159 * 100) / 100
----
(System.currentTimeMillis() / 1000).toLong().class.simpleName
----
'abc'.replace('b' as char, 'x' as char)
----
"a-b-c".split('-').toList().withIndex().collect { s, i -> "$i$s".toString() }
----
def j = new groovy.json.JsonSlurperClassic().parseText('{"items":[{"n":"x","t":["a"]}]}'); j.items*.n + j.items[0].t
----
def x = 1; def y = { x + it }; x = 10; y(1)
----
switch ('SUCCESS') { case ['SUCCESS', 'UNSTABLE']: return 'good'; default: return 'bad' }
----
def r = ''; ['a', 'b'].eachWithIndex { s, i -> r += "$i:$s;" }; r
----
[3, 1].sort { x, y -> y <=> x }.first()
----
"abc".every { it in ['a', 'b', 'c'] }
