new BigDecimal(0.1)
----
try { throw new MyEx2('x') } catch(Exception e) { e.message + e.class.name }; class MyEx2 extends RuntimeException { MyEx2(String s){ super("pre $s") } }
----
3.upto(1){}
----
new groovy.json.JsonSlurper().parseText('')
----
Integer.decode('0x1F')
----
try { new ArrayList(-1) } catch (e) { e.message }
----
class A { private f(){ 'a' }; def g(){ f() } }; class B extends A { def f(){ 'b' } }; new B().g()
----
def m=[a:1]; m.replaceAll { k, v -> v + 1 }; m
----
def q = new LinkedList([1,2,3]); q.poll() + q.peek() + q.pollLast() + q.size()
----
def r = new Random(1); [r.nextInt(10), r.nextDouble(), r.nextBoolean(), r.nextLong(), r.nextGaussian()]
----
def s = 'é😀'; [s.length(), s.codePointCount(0, s.length()), s.reverse().length(), s.toUpperCase()]
----
['x', 'y'].plus(1, ['z'])
----
[a: 1, b: 2, c: 3].subMap('a', 'b')
----
null as int
----
class A implements Iterable { Iterator iterator(){ [1,2].iterator() } }; def a = new A(); [a.toList(), a.collect { it * 2 }, a.first(), a.sum()]
----
3.downto(5) { }
----
def r = []; 1.upto(3) { r << it }; 3.downto(1) { r << it }; 2.upto(2) { r << it }; r
----
[Integer.decode('-0x10'), Integer.decode('017'), Long.decode('#ff'), Integer.decode('0'), Integer.decode('12')]
----
Integer.decode('0xzz')
----
def c = new char[2]; [c[0] as int, c.length]
----
new double[2]
----
new float[1]
----
new char[0].length
----
null as Integer
----
null as String
----
null as boolean
----
null as long
----
[a: 1, b: 2].subMap(['a', 'z'])
----
[a: 1, b: 2, c: 3].subMap('a', 'z')
----
def q = new LinkedList(); [q.pollLast(), q.poll(), q.peek()]
----
new BigDecimal('0.1') + new BigDecimal(5) + new BigDecimal(0.5)
----
class A { private int secret(int x) { x + 1 }; int go() { secret(1) + secret(2) } }; class B extends A { int secret(int x) { x * 100 } }; [new B().go(), new B().secret(3)]
----
class A { private f() { 'private' }; def go() { [1].collect { f() } } }; new A().go()
----
def x = 5
x + 1
def f() { 9 }
class Z { }
----
println 'a', 'b'
----
new ArrayList(-1)
