def c = { it + 1 }; c(1) + c.call(2)
----
def c = { a, b = 2 -> a + b }; c(1) + c(1, 1)
----
def c = { -> 5 }; c()
----
def c = { it }; c()
----
def c = { Object... xs -> xs.size() }; c(1, 2, 3)
----
def c = { a, b -> a + b }; c([1, 2])
----
def add = { a, b -> a + b }; add.curry(1)(2)
----
def add = { a, b -> a - b }; add.rcurry(1)(5)
----
def f = { a, b, c -> "$a$b$c".toString() }; f.ncurry(1, 'x')('a', 'c')
----
def f = { it + 1 }; def g = { it * 2 }; [(f >> g)(3), (f << g)(3)]
----
def n = 0; def f = { n++; it * 2 }.memoize(); f(2); f(2); n
----
def fact; fact = { n -> n < 2 ? 1 : n * fact(n - 1) }; fact(5)
----
def m = 'abc'.&toUpperCase; m()
----
def m = Math.&max; m(1, 2)
----
def f(x) { x * 2 }; [1, 2].collect(this.&f)
----
{ a, b -> }.maximumNumberOfParameters
----
({ it }).maximumNumberOfParameters
----
({ -> }).maximumNumberOfParameters
----
def x = 1; def c = { x++ }; c(); c(); x
----
def cs = []; for (i in 0..2) { cs << { i } }; cs*.call()
----
def cs = []; for (int i = 0; i < 3; i++) { def j = i; cs << { j } }; cs*.call()
----
def cs = []; 3.times { i -> cs << { i } }; cs*.call()
----
[a: 1].with { a + 1 }
----
'abc'.with { toUpperCase() }
----
[1, 2].with { size() }
----
def c = { foo }; c.delegate = [foo: 5]; c()
----
def c = { foo() }; c.delegate = [foo: { 7 }]; c()
----
def c = { size() }; c.delegate = [1, 2]; c.resolveStrategy = Closure.DELEGATE_FIRST; c()
----
def c = { owner.is(this) }; c()
----
def c = { delegate.is(owner) }; c()
----
def c = { -> { -> owner } }; c()().is(c)
----
def f(Closure c) { c(1) }; f { it + 1 }
----
def f(a, Closure c) { c(a) }; f(1) { it + 1 }
----
def f(Map m, Closure c) { c(m.x) }; f(x: 1) { it + 1 }
----
def f(x = 1, y = 2) { x + y }; [f(), f(5), f(5, 6)]
----
def f(a, b = 2, c) { "$a $b $c".toString() }; f(1, 3)
----
def f(String... xs) { xs.length }; [f(), f('a'), f('a', 'b')]
----
def f(int x, String... xs) { x + xs.size() }; f(1, 'a', 'b')
----
def f(Object[] xs) { xs.size() }; f(1, 2)
----
def f(int x) { 'int' }; def f(String x) { 'str' }; def f(Object x) { 'obj' }; [f(1), f('a'), f(1.5)]
----
def f(List x) { 'list' }; def f(Map x) { 'map' }; [f([]), f([:])]
----
def f(x) { 'one' }; def f(x, y) { 'two' }; [f(1), f(1, 2)]
----
int f() { 3.7 }; f()
----
String f() { 5 }; f()
----
String f() { "a${1}" }; f().class
----
void f() { 5 }; f()
----
boolean f() { 'x' }; f()
----
def f() { return }; f()
----
def f() { if (true) 5 else 6 }; f()
----
def f(x) { switch (x) { case 1: 'one'; break; case 2: 'two'; break; default: 'many' } }; [f(1), f(2), f(3)]
----
def f(x) { switch (x) { case 1: return 'a'; case String: return 's'; case [5, 6]: return 'l'; case 10..20: return 'r'; case ~/x.*/: return 'p'; case { it instanceof Map }: return 'm'; default: return 'd' } }; [f(1), f('q'), f(5), f(15), f([:]), f(99.5)]
----
switch ('abc') { case ~/a.*/: return 'regex'; default: return 'no' }
----
switch (5) { case 1..3: return 'low'; case Integer: return 'int' }
----
def r = ''; switch (1) { case 1: r += 'a'; case 2: r += 'b'; break; case 3: r += 'c' }; r
----
switch (null) { case null: return 'null'; default: return 'd' }
----
switch (1L) { case 1: return 'eq'; default: return 'no' }
----
switch ("x${1}") { case 'x1': return 'eq'; default: return 'no' }
----
def f() { try { 1 } catch (e) { 2 } finally { 3 } }; f()
----
def f() { try { return 1 } finally { return 2 } }; f()
----
def f() { try { throw new RuntimeException('x') } catch (e) { e.message } }; f()
----
def r = []; try { r << 1; throw new Exception('a') } catch (IllegalStateException e) { r << 2 } catch (Exception e) { r << e.message } finally { r << 4 }; r
----
try { null.foo() } catch (NullPointerException e) { e.message }
----
try { [].first() } catch (NoSuchElementException e) { e.message }
----
try { 'x'.toInteger() } catch (NumberFormatException e) { e.message }
----
try { 1 / 0 } catch (ArithmeticException e) { e.message }
----
try { foo } catch (MissingPropertyException e) { e.message }
----
try { throw new Error('e') } catch (Exception e) { 'ex' } catch (Throwable t) { 't' }
----
try { throw new IOException('io') } catch (IllegalArgumentException | IOException e) { e.class.simpleName }
----
try { assert 1 == 2 } catch (AssertionError e) { e.message }
----
def x = 5; try { assert x == 2 } catch (AssertionError e) { e.message }
----
def x = [a: 5]; try { assert x.a + 1 == 2 && true } catch (AssertionError e) { e.message }
----
def x = 'abc'; try { assert x.size() == 2 } catch (AssertionError e) { e.message }
----
def x = 5; try { assert x == 2 : 'boo' } catch (AssertionError e) { e.message }
----
def x = 'a'; try { assert !x } catch (AssertionError e) { e.message }
----
throw new Exception('x')
----
throw new RuntimeException()
----
new Exception('m', new RuntimeException('c')).cause.message
----
new RuntimeException(new Exception('c')).message
----
new Exception('x').toString()
----
new IllegalArgumentException().message
----
try { throw new Exception('x') } catch (e) { e.toString() }
----
try { (Integer) 'abc' } catch (e) { e.class.simpleName + e.message }
----
Integer x = 'abc'
----
int x = null
----
List l = 5
----
Set s = [1, 1]; s.class
----
String s = null; s
----
boolean b = 'x'; b
----
List l = 'a,b'.split(','); l.class
----
LinkedList l = [1, 2]; l.class
----
String[] a = ['x', 1]; a
----
int[] a = [1, 2]; a.class
----
def x = 5 as String; x.class
----
'5' as Integer
----
[1, 2] as Set
----
5 as BigDecimal
----
'true' as Boolean
----
'false' as Boolean
----
'abc' as List
----
null as String
----
1 instanceof Number && 'a' instanceof Comparable && [] instanceof List && [:] instanceof Map && [] instanceof Collection
----
null instanceof Object
----
(1..3) instanceof List
----
{ -> } instanceof Closure
----
1 in Integer
----
'a' in String
----
def i = 0; while (true) { if (i++ > 5) break }; i
----
def s = 0; outer: for (i in 0..3) { for (j in 0..3) { if (j == 2) continue outer; if (i == 2) break outer; s += j } }; s
----
def s = ''; for (int i = 0; i < 3; i++) { if (i == 1) continue; s += i }; s
----
def s = 0; for (x in [1, 2, 3]) s += x; s
----
def s = 0; for (def x : [1, 2, 3]) s += x; s
----
for (e in [a: 1, b: 2]) print "${e.key}${e.value}"
----
for (x in null) print x
----
for (x in 5) print x
----
def x = true ? 1 : 2; x
----
def x = null ?: 5; x
----
def x = 0 ?: 5; x
----
null?.a?.b
----
def m = [a: null]; m.a?.b
----
!null && !'' && !0 && ![] && ![:]
----
!!'a'
----
def a = 1, b = 2; a + b
----
def (a, b) = [1, 2]; (a, b) = [b, a]; [a, b]
----
def x; x
----
x = 5; x
----
x
----
foo()
----
def f() { x }; x = 3; f()
----
def x = 3; def f() { x }; f()
----
@groovy.transform.Field def x = 3; def f() { x }; f()
----
import groovy.transform.Field
@Field int count = 5
def inc() { count++ }
inc(); inc(); count
----
final x = 1; x
----
if (false) 1
----
def f() { for (i in 1..3) i }; f()
----
def f() { def x = 5 }; f()
----
def f() { int x }; f()
----
5.with { it + 1 }
----
[1, 2, 3].with { it.size() }
----
class A { int x; String y }; def a = new A(x: 1, y: 'b'); "$a.x $a.y".toString()
----
class A { def x }; new A().x
----
class A { int x }; new A().x
----
class A { boolean b }; new A().b
----
class A { def x; def getX() { x * 2 } }; new A(x: 2).x
----
class A { def x; void setX(v) { this.x = v + 1 } }; def a = new A(); a.x = 1; a.x
----
class A { private x = 5; def m() { x } }; new A().m()
----
class A { static int n = 0; A() { n++ } }; new A(); new A(); A.n
----
class A { static f(x) { x + 1 } }; A.f(1)
----
class A { int x; A(int x) { this.x = x } }; new A(5).x
----
class A { int x; A(int x) { this.x = x } }; new A()
----
class A { A(int x) {} }; new A('a')
----
class A { def x = 1; def y = x + 1 }; new A().y
----
class A { def f() { 'A' } }; class B extends A { def f() { super.f() + 'B' } }; new B().f()
----
class A { def x = 1 }; class B extends A { def y = 2 }; def b = new B(); b.x + b.y
----
class A { int x; A(x) { this.x = x } }; class B extends A { B(x) { super(x * 2) } }; new B(2).x
----
class A { String toString() { 'AA' } }; "${new A()}".toString()
----
class A { String toString() { 'AA' } }; [new A()].toString()
----
class A {}; new A().toString().startsWith('A@')
----
class A { int x; boolean equals(o) { o instanceof A && o.x == x }; int hashCode() { x } }; [new A(x: 1) == new A(x: 1), [new A(x: 1)].contains(new A(x: 1)), ([new A(x: 1), new A(x: 1)] as Set).size()]
----
class A implements Comparable { int x; int compareTo(o) { x <=> o.x } }; [new A(x: 2), new A(x: 1)].sort()*.x
----
class A implements Comparable { int x; int compareTo(o) { x <=> o.x } }; [new A(x: 2) > new A(x: 1), new A(x: 1) == new A(x: 1)]
----
class V { int x; V plus(V o) { new V(x: x + o.x) }; V multiply(int n) { new V(x: x * n) }; def negative() { new V(x: -x) }; def getAt(i) { x + i }; def leftShift(o) { x += o; this }; def call(a) { a + x } }; def v = new V(x: 1); [(v + v).x, (v * 3).x, (-v).x, v[5], (v << 2).x, v(10)]
----
class A { def methodMissing(String n, args) { "$n${args.size()}".toString() } }; new A().foo(1, 2)
----
class A { def propertyMissing(String n) { "p$n".toString() } }; new A().foo
----
class A { def m = [:]; def propertyMissing(String n) { m[n] }; def propertyMissing(String n, v) { m[n] = v } }; def a = new A(); a.q = 5; a.q
----
class A { def x }; new A().y
----
class A { def x }; new A().foo(1)
----
class A { def x }; new A(y: 1)
----
class A { final int x = 1 }; def a = new A(); a.x = 2
----
class A { static final X = 5 }; A.X
----
class A { def c = { it * 2 } }; new A().c(3)
----
class A { def f() { [1, 2].collect { it * g() } }; def g() { 3 } }; new A().f()
----
class A { int n = 0; def f() { [1, 2].each { n += it }; n } }; new A().f()
----
abstract class A { abstract f(); def g() { f() + 1 } }; class B extends A { def f() { 1 } }; new B().g()
----
interface I { def f() }; class A implements I { def f() { 1 } }; new A() instanceof I
----
interface I { int X = 5 }; I.X
----
trait T { def hi() { 'hi ' + name } }; class A implements T { def name = 'x' }; new A().hi()
----
enum E { A, B, C }; [E.A, E.values().size(), E.B.ordinal(), E.valueOf('C').name(), E.A < E.B]
----
enum E { A(1), B(2); final int v; E(int v) { this.v = v }; def twice() { v * 2 } }; [E.B.v, E.B.twice(), E.A.toString()]
----
enum E { A, B }; def f(e) { switch (e) { case E.A: return 'a'; case E.B: return 'b' } }; f(E.B)
----
enum E { A, B }; E.valueOf('X')
----
enum E { A, B }; 'A' as E
----
enum E { A, B }; E.A.next()
----
enum E { A { def f() { 1 } }, B { def f() { 2 } }; abstract f() }; [E.A.f(), E.B.f()]
----
enum E { A, B }; E.values()*.name()
----
class A { static class B { def x = 1 } }; new A.B().x
----
def r = new Runnable() { void run() { print 'ran' } }; r.run()
----
def x = 5; def r = new Object() { def f() { x + 1 } }; r.f()
----
def c = { a, b -> b <=> a } as Comparator; [1, 3, 2].sort(c)
----
def m = [hasNext: { false }, next: { 1 }] as Iterator; m.hasNext()
----
class MyEx extends Exception { int code; MyEx(String m, int c) { super(m); code = c } }; try { throw new MyEx('x', 5) } catch (MyEx e) { e.message + e.code }
----
class MyEx extends RuntimeException { MyEx(String m) { super(m) } }; try { throw new MyEx('x') } catch (RuntimeException e) { e.class.simpleName }
----
class A extends HashMap {}; def a = new A(); a.x = 1; a.size()
----
class A extends ArrayList { def firstTwo() { take(2) } }; def a = new A(); a << 1 << 2 << 3; a.firstTwo()
----
@groovy.transform.ToString class A { int x; String y }; new A(x: 1, y: 'b').toString()
----
@groovy.transform.Canonical class A { int x; String y }; [new A(1, 'b').toString(), new A(1, 'b') == new A(1, 'b')]
----
@groovy.transform.EqualsAndHashCode class A { int x }; new A(x: 1) == new A(x: 1)
----
@groovy.transform.Immutable class A { int x }; def a = new A(1); a.x = 2
----
@groovy.transform.TupleConstructor class A { int x; int y }; new A(1, 2).y
----
class A { def getFoo() { 5 } }; new A().foo
----
class A { boolean isOk() { true } }; new A().ok
----
class A { def x }; def a = new A(); a.'x' = 5; a."${'x'}"
----
class A { def x = 5 }; new A().@x
----
class A { def x }; def a = new A(x: 1); a.with { x = 7 }; a.x
----
class A { static { z = 5 }; static z }; A.z
----
class A { { y = 5 }; def y }; new A().y
----
class A { String name; String toString() { "A($name)" } }; def l = [new A(name: 'x')]; "$l".toString()
----
class A { def f(a, b = 1) { a + b } }; new A().f(1) + new A().f(1, 5)
----
class A { def f(Map m) { m.x } }; new A().f(x: 5)
----
class A { int a = 1; int b = a + 1; def c() { this.a + this.b } }; new A().c()
----
println 'hi'; print 1; println 2.5; println([1, 'a']); println([a: 1]); println null
----
println "${1 + 1}"
----
def a = [1, 2]; def b = a; b << 3; a
----
def a = 'x'; a == 'x' && a.equals('x') && a.is(a)
----
[1, 2].is([1, 2])
----
1.class == Integer
----
String.class.name
----
java.util.Date.name
----
List.name
----
new Date(0).time
----
def x = 1; x.with { it + 1 }
----
def f = { it -> it }; f.call('x')
----
def list = [1, 2, 3]; list.each { if (it == 2) return; print it }
----
def r = [1, 2, 3].each { it * 2 }; r
----
def f() { [1, 2, 3].each { if (it == 2) return 'x' }; 'end' }; f()
----
def f() { [1, 2, 3].find { it == 2 } }; f()
----
label: for (i in 1..2) { print i }
----
def x = 10; x -= 3; x *= 2; x /= 7; x %= 2; x
----
def x = 5; x <<= 2; x |= 1; x &= 0xF; x ^= 1; x
----
def s = 'a'; s *= 3; s
----
def l = [1]; l << 2; l += 3; l -= 1; l
----
def m = [a: 1]; m += [b: 2]; m
----
def x = null; x = x ?: 'd'; x
----
int i = 0; def a = [5, 6]; a[i++] = 9; [a, i]
----
def m = [a: 0]; m.a++; m['a'] += 5; m
----
def a = [1, 2]; a[0] += 5; a[1]--; a
----
(1 + 2) * 3 - 4 / 2
----
1 + 2 == 3 && 4 > 3 || false
----
2 ** 3 ** 2
----
-2 ** 2
----
10 - 3 - 2
----
'a' + 1 * 2
----
true || foo()
----
false && foo()
----
1 <=> 2 ?: 5
----
[1, 2, 3][1] + [a: 5].a
----
def f() { throw new IllegalStateException('bad') }; try { f() } catch (e) { "${e.class.simpleName}: ${e.message}".toString() }
----
def r = ''; try { try { throw new Exception('a') } finally { r += 'f' } } catch (e) { r += e.message }; r
----
def r = ''; for (i in 1..3) { try { if (i == 2) continue; r += i } finally { r += 'f' } }; r
----
def f() { def x = 1; try { return x } finally { x = 5 } }; f()
----
try { throw new Exception() } catch (e) { e.message }
----
def e = new Exception('x'); try { throw e } catch (ex) { ex.is(e) }
----
synchronized (this) { 5 }
